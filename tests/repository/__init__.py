"""This repository: its rules, its environment, its documents, and what its tests cost."""

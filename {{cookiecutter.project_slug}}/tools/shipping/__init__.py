"""The parts of `tools/release.py`, each with one subject."""

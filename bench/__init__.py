"""Measurements: each is a ratio against a named command, taken in the same run.

docs/proof.md quotes them.
"""

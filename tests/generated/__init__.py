"""The generated project: its files, its metadata, its commands."""

"""A rendered folder becomes a project: its files, its release tool, its repository."""

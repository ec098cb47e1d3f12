"""Every answer that is taken comes out exactly, in every file of a project."""

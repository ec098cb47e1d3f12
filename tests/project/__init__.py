"""What makes a project of a rendered folder: hooks, git, the record, and the next steps."""

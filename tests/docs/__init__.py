"""The documentation: its website, and the commands on its pages."""

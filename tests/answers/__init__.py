"""Every answer works exactly, or is refused at once."""

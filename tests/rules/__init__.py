"""What an answer may be: every rule, from both sides, and every way to give an answer."""

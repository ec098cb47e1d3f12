"""What the hooks, the template and the wizard share: the rules for answers and the ways to write them."""

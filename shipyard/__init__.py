"""What hooks, template and wizard share: the rules for answers, and the ways to write them."""

"""What tests, demo and bench share: an index, a terminal, runners, generated projects."""

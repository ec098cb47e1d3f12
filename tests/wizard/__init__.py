"""`shipyard new`: its questions, and what it does with the answers."""

"""`shipyard new`: asks, checks, shows, and hands the answers to cookiecutter.

Only the command imports this: the template itself works with nothing but cookiecutter.
"""

"""`python -m shipyard`, for where the command is not on the path."""

from shipyard.cli import main

if __name__ == "__main__":
    main()

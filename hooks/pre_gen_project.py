"""Check the answers once more, before the first file is written.

The first check is in `shipyard/extension.py`, which refuses without a traceback. This one is for
programs that fill in the template by other ways than cookiecutter's own.
"""

import sys


def main(answers: dict[str, str], choices: dict[str, list[str]]) -> int:
    """Return 1 and name every problem when the answers cannot work."""
    from shipyard import questions, rules

    questions.remember(choices)
    wrong = rules.lines(answers)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    # The first place is the folder of temporary files, where anybody may put modules.
    sys.path[0] = str({{ shipyard_home | python }})
    import shipyard_template

    shipyard_template.load(sys.path[0], "shipyard")
    sys.exit(main({{ cookiecutter | python }}, {{ shipyard_choices | python }}))

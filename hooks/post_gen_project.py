"""Finish the new project: files of other choices, release tool, version, git, next steps.

It needs no network, and nothing that fails here loses the project: each part that could not be done
says so in one line.
"""

import sys


def main(answers: dict[str, str]) -> None:
    """Finish the project in the current folder."""
    from shipyard.project.finish import finish

    finish(answers)


if __name__ == "__main__":
    # The first place is the folder of temporary files, where anybody may put modules.
    sys.path[0] = str({{ shipyard_home | python }})
    import shipyard_template

    shipyard_template.load(sys.path[0], "shipyard")
    main({{ cookiecutter | python }})

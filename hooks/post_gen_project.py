"""Finish the new project: files of other choices, release tool, version, git, next steps.

It needs no network, and nothing that fails here loses the project: each part that could not be done
says so in one line.
"""

import os
import sys


def main(answers: dict[str, str]) -> int:
    """Finish the project in the current folder."""
    from shipyard import finish, next_steps

    finish.remove_unwanted(answers)
    problems = finish.wire(answers)
    if problems:
        finish.say(problems)
    if "_commit" in answers:
        return 0  # cruft compares what comes out here with a project that has its own git.
    note = finish.make_repository(answers)
    if os.environ.get("SHIPYARD_WIZARD") != "1":
        finish.say(next_steps.lines(answers, os.getcwd(), note=note))
    elif note:  # The wizard has next steps of its own, and passes this on.
        finish.say([note])
    return 0


if __name__ == "__main__":
    # The first place is the folder of temporary files, where anybody may put modules.
    sys.path[0] = str({{ shipyard_home | python }})
    import shipyard_template

    shipyard_template.load(sys.path[0], "shipyard")
    sys.exit(main({{ cookiecutter | python }}))

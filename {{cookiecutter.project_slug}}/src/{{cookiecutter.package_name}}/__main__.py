"""`python -m {{ cookiecutter.package_name | plain }}` does the same as the command {{ cookiecutter.project_slug | plain }}."""

from .cli import main

main(prog_name="python -m {{ cookiecutter.package_name | plain }}")

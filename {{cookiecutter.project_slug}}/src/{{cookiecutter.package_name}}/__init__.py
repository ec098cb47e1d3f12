"""{{ cookiecutter.project_name | plain }}."""

"""The metadata of {{ cookiecutter.project_slug | plain }}: what indexes, installers and people read."""

import sys
from pathlib import Path
from runpy import run_path

try:
    from setuptools import __version__ as installed
    from setuptools import find_packages, setup
except ImportError:
    installed = "0"

NEEDED = 77  # the first setuptools that knows SPDX licence expressions
if int(installed.partition(".")[0]) < NEEDED:
    sys.exit("setup.py needs setuptools 77.0.3 or newer: python -m pip install --upgrade setuptools")

HERE = Path(__file__).parent
# Read only this file: importing the whole package would need its dependencies.
VERSION_FILE = HERE / "src/{{ cookiecutter.package_name | plain }}/_version.py"

setup(
    name={{ cookiecutter | spelled_name | python }},
    version=run_path(str(VERSION_FILE))["__version__"],
    description={{ cookiecutter.description | python }},
    long_description=HERE.joinpath("README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    author={{ cookiecutter.author_name | python }},
    author_email={{ cookiecutter.author_email | python }},
    license_expression="{% if cookiecutter.license == 'Proprietary' %}LicenseRef-Proprietary{% else %}{{ cookiecutter.license | plain }}{% endif %}",
    license_files=["LICENSE"],
    classifiers=[
        "Development Status :: {% if cookiecutter.version.startswith("0") %}3 - Alpha{% elif cookiecutter.version.replace(".", "").isdigit() %}5 - Production/Stable{% else %}4 - Beta{% endif %}",
        "Intended Audience :: Developers",
{%- if cookiecutter.ci == "github" %}
        "Operating System :: OS Independent",
{%- endif %}
{%- if cookiecutter | is_private %}
        "Private :: Do Not Upload",  # public indexes refuse this; without it, the next upload can be public
{%- endif %}
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3 :: Only",
{%- for python in cookiecutter.python_min | pythons %}
        "Programming Language :: Python :: {{ python | plain }}",
{%- endfor %}
        "Typing :: Typed",
    ],
    project_urls={
        "Source": {{ cookiecutter | repository_url | python }},
{%- if cookiecutter.docs == "sphinx" %}
        "Documentation": {{ cookiecutter | folder_url("docs") | python }},
{%- endif %}
        "Changelog": {{ cookiecutter | file_url("CHANGELOG.md") | python }},
        "Issues": {{ cookiecutter | issues_url | python }},
    },
    # Add the words that people may search for.
    keywords=["{{ cookiecutter.project_slug | plain }}"],
    python_requires=">={{ cookiecutter.python_min | plain }}",
{%- if cookiecutter.command_line == "click" %}
    install_requires=["click>=8.1"],
    entry_points={
        "console_scripts": [
            "{{ cookiecutter.project_slug | plain }} = {{ cookiecutter.package_name | plain }}.cli:main",
        ],
    },
{%- else %}
    install_requires=[],
{%- endif %}
    packages=find_packages("src"),
    package_dir={"": "src"},
    package_data={"{{ cookiecutter.package_name | plain }}": ["py.typed"]},
)

"""The metadata of {{ cookiecutter.project_slug | plain }}: what indexes, installers and people read about it."""

from pathlib import Path
from runpy import run_path

from setuptools import find_packages, setup

HERE = Path(__file__).parent
# Run on its own, for the import of its package may need more than setuptools.
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
        "Development Status :: 3 - Alpha",
        "Intended Audience :: Developers",
        "Operating System :: OS Independent",
{%- if cookiecutter | is_private %}
        "Private :: Do Not Upload",  # public indexes refuse this; without it the next upload would be public
{%- endif %}
        "Programming Language :: Python :: 3",
        "Programming Language :: Python :: 3 :: Only",
{%- for python in cookiecutter.python_min | pythons %}
        "Programming Language :: Python :: {{ python | plain }}",
{%- endfor %}
        "Typing :: Typed",
    ],
    project_urls={
        "Homepage": {{ cookiecutter | repository_url | python }},
        "Changelog": {{ cookiecutter | file_url("CHANGELOG.md") | python }},
        "Issues": {{ cookiecutter | issues_url | python }},
    },
    # What people may search for.
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

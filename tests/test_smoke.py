"""The template generates at all."""


def test_the_defaults_make_a_project_with_a_version_file(bake):
    """A project generated with every default has its version file."""
    project = bake()

    assert '"0.1.0"' in (project / "src/my_package/_version.py").read_text()

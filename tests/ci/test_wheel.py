"""The tests of a pipeline look at the wheel, not at the sources that lie beside them."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from testkit.programs import need
from testkit.running import attempt, environment, run


def leave_out(name: str, wheel: Path) -> None:
    """Write the wheel anew without one file, as a mistake in `setup.py` would."""
    with ZipFile(wheel) as old:
        kept = {
            each: old.read(each) for each in old.namelist() if not each.endswith(name)
        }
    record = next(each for each in kept if each.endswith("/RECORD"))
    lines = kept[record].decode().splitlines(keepends=True)
    kept[record] = "".join(line for line in lines if name not in line).encode()
    with ZipFile(wheel, "w") as new:
        for each, content in kept.items():
            new.writestr(each, content)


@pytest.mark.slow
def test_what_the_wheel_lacks_is_missed(bake):
    """`make test-wheel` fails on a wheel without a module, although that is still in `src/`."""
    project = bake()
    with_uv = environment(UV=str(need("uv")))  # pip would take most of a minute
    run(project, "make", "build", env=with_uv)
    leave_out("example.py", next(project.glob("dist/*.whl")))

    done = attempt(project, "make", "test-wheel", env=with_uv)

    assert done.returncode != 0
    assert "No module named 'my_package.example'" in done.stdout

"""A second, different index: devpi-server, which answers 401 and 409 where others say 403 and
400."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from base64 import b64encode
from contextlib import closing

import pytest
import requests
from project import SECTION

from testkit.tree import ROOT

pytestmark = pytest.mark.xdist_group("devpi")

ENVIRONMENT = ROOT / "build" / "devpi"
"""It pins an old setuptools, so it has an environment of its own, which is kept between runs."""


@pytest.fixture(name="devpi", scope="session")
def _devpi(tmp_path_factory):
    """Start devpi-server on loopback with a user and a non-volatile index; gives the index's
    address."""
    server = install()
    data = tmp_path_factory.mktemp("devpi")
    subprocess.run(
        [server.with_name("devpi-init"), "--serverdir", data, "--no-root-pypi"],
        check=True,
    )
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = subprocess.Popen(
        [server, "--serverdir", data, "--port", str(port), "--offline-mode"]
    )
    address = f"http://127.0.0.1:{port}"
    wait_for(address)
    requests.put(
        f"{address}/tester",
        json={"password": "right-password", "email": "t@example.com"},
        timeout=30,
    )
    login = requests.post(
        f"{address}/+login",
        json={"user": "tester", "password": "right-password"},
        timeout=30,
    )
    password = login.json()["result"]["password"]
    made = requests.put(
        f"{address}/tester/prod",
        json={"bases": [], "volatile": False},
        headers={"X-Devpi-Auth": _basic("tester", password)},
        timeout=30,
    )
    assert made.ok, made.text
    yield f"{address}/tester/prod/"
    running.terminate()
    running.wait()


@pytest.fixture(name="on_devpi")
def _on_devpi(project, devpi):
    """A project whose .pypirc points to devpi."""
    (project.home / ".pypirc").write_text(
        f"[distutils]\nindex-servers = {SECTION}\n\n"
        f"[{SECTION}]\nrepository = {devpi}\nusername = tester\npassword = right-password\n"
    )
    return project


@pytest.mark.whole
@pytest.mark.slow
def test_a_release_to_devpi_is_sent_verified_and_tagged_once(on_devpi):
    """Its list is derived and read; a wrong password, a release and a repeat end as they should."""
    pypirc = (on_devpi.home / ".pypirc").read_text()
    (on_devpi.home / ".pypirc").write_text(pypirc.replace("right-password", "wrong"))
    refused = on_devpi.release()
    (on_devpi.home / ".pypirc").write_text(pypirc)

    released = on_devpi.release()
    again = on_devpi.release()
    verified = on_devpi.run("verify")

    assert refused.status == 1
    assert "401" in refused.text
    assert released.status == 0, released.text
    assert "There is nothing to do." in again.text
    assert verified.status == 0, verified.text


def install():
    """Install devpi-server once; gives its program."""
    server = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "devpi-server"
    if not server.exists():
        subprocess.run(
            [sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=True
        )
        pip = [
            server.with_name("python"),
            "-m",
            "pip",
            "--quiet",
            "--disable-pip-version-check",
            "install",
        ]
        subprocess.run([*map(str, pip), "devpi-server"], check=True)
    return server


def wait_for(address):
    """Wait until the server answers."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if requests.get(f"{address}/+api", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.2)
    raise TimeoutError(address)


def _basic(name, password):
    return b64encode(f"{name}:{password}".encode()).decode()

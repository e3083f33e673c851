"""`python -m infra.local` from a shell: what it says when it cannot run, and what it forgets."""

import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

from infra.local.folder import DataFolder
from infra.local.recording.environment import ROOT
from infra.local.sockets import listen_anywhere
from tests.product import Product


def test_a_busy_port_is_one_line_and_exit_1(tmp_path: Path) -> None:
    with listen_anywhere() as busy:
        port = busy.getsockname()[1]
        ran = run("--port", str(port), "--data", str(tmp_path / "data"))

    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr == f"reprise: port {port} is in use; choose another one with --port\n"


def test_a_folder_in_use_is_one_line_and_exit_1(tmp_path: Path) -> None:
    with Product(tmp_path / "data") as product:
        ran = run("--port", str(product.port), "--data", str(tmp_path / "data"))

    assert ran.returncode == 1
    assert ran.stderr == f"reprise: {tmp_path / 'data'} is used by another process\n"


def test_a_websocket_is_answered_as_if_it_were_plain_http(tmp_path: Path) -> None:
    asked = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version": "13",
        "Origin": "http://localhost:5173",
    }
    with Product(tmp_path / "data") as product:
        connection = HTTPConnection("127.0.0.1", product.port)
        connection.request("GET", "/api/public/health", headers=asked)
        answer = connection.getresponse()
        connection.close()

    assert answer.status == 200


@pytest.mark.parametrize("arguments", [["--port", "0"], ["--project-id", "a/b"], ["--port", "x"]])
def test_what_cannot_be_is_refused_by_name(arguments: list[str]) -> None:
    ran = run(*arguments)

    assert ran.returncode == 2
    assert f"argument {arguments[0]}" in ran.stderr


def test_a_reset_forgets_what_was_kept_and_nothing_else(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    (tmp_path / "engine" / "00000001").mkdir(parents=True)
    (tmp_path / "demo-loaded").touch()
    (tmp_path / "somebody-else's.txt").touch()

    folder.reset()

    assert {each.name for each in tmp_path.iterdir()} == {"lock", "somebody-else's.txt"}


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "infra.local", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

"""The embedded engine: what it acknowledged survives its death, its parent's, and a torn save."""

import http.client
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.config import Config

from infra.local import tables
from infra.local.engine import REGION, Engine
from infra.local.environment import TABLE
from infra.local.errors import FolderInUseError
from infra.local.folder import DataFolder
from infra.local.recording.environment import ROOT

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_PARENT = """
    import sys
    from pathlib import Path
    from infra.local.engine import Engine
    from infra.local.folder import DataFolder

    folder = DataFolder(Path(sys.argv[1]))
    folder.lock()
    engine = Engine(folder, print)
    engine.start()
    engine.wait_ready()
    print(engine.url, engine.pid, flush=True)
    sys.stdin.read()
"""


_CLIENTS: "list[DynamoDBClient]" = []


@pytest.fixture(autouse=True)
def _closed_clients() -> Iterator[None]:
    yield
    while _CLIENTS:
        _CLIENTS.pop().close()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[DataFolder]:
    """Return a fresh data folder."""
    made = DataFolder(tmp_path / "data")
    yield made
    os.close(made.lock_fd)


@pytest.fixture
def engine(folder: DataFolder) -> Iterator[Engine]:
    """Return an engine that runs and has a table."""
    started = started_engine(folder)
    tables.make_table(client(started.url))
    yield started
    started.stop()


def test_an_engine_that_is_killed_comes_back_with_everything(engine: Engine) -> None:
    put(client(engine.url), range(100))
    killed = engine.pid

    os.kill(killed, signal.SIGKILL)

    assert read(client(engine.url)) == set(range(100))
    assert engine.pid != killed


def test_a_checkpoint_keeps_everything_and_empties_the_journal(
    engine: Engine, folder: DataFolder
) -> None:
    put(client(engine.url), range(50))
    engine.checkpoint()
    put(client(engine.url), range(50, 60))
    engine.stop()

    again = started_engine(folder)

    assert read(client(again.url)) == set(range(60))
    assert [each.name for each in folder.engine.iterdir()] == ["00000002"]
    again.stop()


def test_changes_during_a_checkpoint_are_kept(engine: Engine, folder: DataFolder) -> None:
    put(client(engine.url), range(200))
    with subprocess.Popen(
        [sys.executable, "-c", _writer(engine.url)], stdout=subprocess.PIPE, cwd=ROOT
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        for _checkpoint in range(5):
            engine.checkpoint()
        written = int(writer.communicate()[0].split()[-1])
    engine.stop()

    again = started_engine(folder)

    assert read(client(again.url)) == set(range(200)) | set(range(1000, 1000 + written))
    again.stop()


def test_the_engine_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    parent, url, pid = started_parent(tmp_path / "data")
    tables.make_table(client(url))
    put(client(url), range(20))

    parent.kill()
    parent.communicate()
    assert ended(pid)

    folder = DataFolder(tmp_path / "data")
    folder.lock()
    again = started_engine(folder)
    assert read(client(again.url)) == set(range(20))
    again.stop()
    os.close(folder.lock_fd)


def test_two_products_do_not_share_a_folder(tmp_path: Path) -> None:
    parent, _url, _pid = started_parent(tmp_path / "data")
    folder = DataFolder(tmp_path / "data")

    with pytest.raises(FolderInUseError):
        folder.lock()

    parent.kill()
    parent.communicate()
    os.close(folder.lock_fd)


def test_no_temporary_folder_is_left_behind(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))

    engine = started_engine(folder)
    tables.make_table(client(engine.url))
    engine.checkpoint()
    engine.stop()

    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("foreign", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}])
@pytest.mark.parametrize("method", ["OPTIONS", "POST", "GET"])
def test_no_page_reads_or_writes_the_engine(
    engine: Engine, method: str, foreign: dict[str, str]
) -> None:
    connection = http.client.HTTPConnection(engine.url.removeprefix("http://"))
    target = {"X-Amz-Target": "DynamoDB_20120810.ListTables"}

    connection.request(method, "/", b"{}", target | foreign)
    answer = connection.getresponse()

    assert answer.status == 403
    assert answer.getheader("access-control-allow-origin") is None
    connection.close()


def started_engine(folder: DataFolder) -> Engine:
    engine = Engine(folder, print)
    engine.start()
    engine.wait_ready()
    return engine


def started_parent(data: Path) -> tuple[subprocess.Popen[str], str, int]:
    parent = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_PARENT), str(data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert parent.stdout is not None
    url, pid = parent.stdout.readline().split()
    return parent, url, int(pid)


def client(url: str) -> "DynamoDBClient":
    made = boto3.client(
        "dynamodb",
        endpoint_url=url,
        region_name=REGION,
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(retries={"mode": "standard"}),
    )
    _CLIENTS.append(made)
    return made


def put(dynamodb: "DynamoDBClient", numbers: range) -> None:
    for number in numbers:
        dynamodb.put_item(TableName=TABLE, Item={"PK": {"S": str(number)}, "SK": {"S": "@"}})


def read(dynamodb: "DynamoDBClient") -> set[int]:
    pages = dynamodb.get_paginator("scan").paginate(TableName=TABLE)
    return {int(item["PK"]["S"]) for page in pages for item in page["Items"]}


def ended(pid: int) -> bool:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def _writer(url: str) -> str:
    return textwrap.dedent(f"""
        import time
        from tests.integration.test_local_engine import client, put
        print("begun", flush=True)
        dynamodb, until, number = client({url!r}), time.monotonic() + 1.5, 0
        while time.monotonic() < until:
            put(dynamodb, range(1000 + number, 1001 + number))
            number += 1
        print(number)
    """)

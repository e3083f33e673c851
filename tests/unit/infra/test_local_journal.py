"""The engine's journal: what was appended comes back, and a torn end does not."""

import asyncio
from pathlib import Path

import pytest

from infra.local.journal import Change, Journal, changes, whole_length

CHANGES = [
    Change(target="DynamoDB_20120810.PutItem", body=b'{"a": 1}'),
    Change(target="DynamoDB_20120810.DeleteItem", body=b"line\nline\x00\xff"),
    Change(target="DynamoDB_20120810.PutItem", body=b""),
]


def test_changes_come_back_in_order(tmp_path: Path) -> None:
    path = _written(tmp_path)

    assert list(changes(path)) == CHANGES


@pytest.mark.parametrize("missing", range(1, 30))
def test_a_torn_last_record_is_dropped(tmp_path: Path, missing: int) -> None:
    path = _written(tmp_path)
    path.write_bytes(path.read_bytes()[:-missing])

    assert list(changes(path)) == CHANGES[:2]


def test_a_last_record_with_a_wrong_checksum_is_dropped(tmp_path: Path) -> None:
    path = _written(tmp_path)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)

    assert list(changes(path)) == CHANGES[:2]


def test_what_is_appended_after_a_torn_record_is_found(tmp_path: Path) -> None:
    path = _written(tmp_path)
    path.write_bytes(path.read_bytes()[:-3])
    journal = Journal(path)

    journal.append(CHANGES[0])
    journal.close()

    assert list(changes(path)) == [*CHANGES[:2], CHANGES[0]]


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    assert _written(tmp_path).stat().st_mode & 0o777 == 0o600


def test_the_whole_length_is_the_file_when_nothing_is_torn(tmp_path: Path) -> None:
    path = _written(tmp_path)

    assert whole_length(path) == path.stat().st_size


def _written(folder: Path) -> Path:
    path = folder / "journal"

    async def write() -> None:
        journal = Journal(path)
        for change in CHANGES:
            journal.append(change)
        await asyncio.gather(journal.sync(), journal.sync())
        journal.close()

    path.touch(mode=0o600)
    asyncio.run(write())
    return path

"""Changes of the table that the engine has acknowledged since its state was last written.

A record is its length and CRC-32, eight bytes, then the changed bytes.  The last one of a process
that was killed may be torn: it was never acknowledged, so it is dropped.
"""

import asyncio
import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_HEAD = struct.Struct(">II")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One request that changed something."""

    target: str
    """As in the header `X-Amz-Target`: `DynamoDB_20120810.PutItem`."""

    body: bytes

    def encode(self) -> bytes:
        """Return the record's payload."""
        return self.target.encode() + b"\n" + self.body

    @classmethod
    def decode(cls, payload: bytes) -> Self:
        """Return the change that `encode` made the payload of."""
        target, _, body = payload.partition(b"\n")
        return cls(target=target.decode(), body=body)


class Journal:
    """The file, open for appending behind its last whole record."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._appended = self._synced = os.lseek(self._fd, whole_length(path), os.SEEK_SET)
        os.ftruncate(self._fd, self._appended)
        self._syncing = asyncio.Lock()

    @property
    def size(self) -> int:
        """Bytes appended."""
        return self._appended

    def append(self, change: Change) -> None:
        """Write a change behind the others; `sync` makes it last."""
        payload = change.encode()
        rest = memoryview(_HEAD.pack(len(payload), zlib.crc32(payload)) + payload)
        while rest:
            written = os.write(self._fd, rest)
            rest = rest[written:]
            self._appended += written

    async def sync(self) -> None:
        """Return when everything appended so far is on the disk; those who wait share one fsync."""
        wanted = self._appended
        async with self._syncing:
            if self._synced < wanted:
                reached = self._appended
                await asyncio.to_thread(os.fsync, self._fd)
                self._synced = reached

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)


def changes(path: Path) -> Iterator[Change]:
    """Return the whole changes in order, as far as the file goes."""
    return (Change.decode(payload) for payload, _end in _records(path))


def whole_length(path: Path) -> int:
    """Return where the last whole record ends."""
    length = 0
    for _payload, length in _records(path):  # noqa: B007 - the last one is wanted
        pass
    return length


def _records(path: Path) -> Iterator[tuple[bytes, int]]:
    with path.open("rb") as file:
        end = 0
        while len(head := file.read(_HEAD.size)) == _HEAD.size:
            length, checksum = _HEAD.unpack(head)
            payload = file.read(length)
            if len(payload) < length or zlib.crc32(payload) != checksum:
                return
            end += _HEAD.size + length
            yield payload, end

"""What a numbered list looked like at its first page, remembered for an hour.

A program that asks for page after page is given the rows that were there when it began, wherever
they have moved since: a page is cut from the remembered positions, and only its own rows are read.

| row               | PK                   | SK                   |
|-------------------|----------------------|----------------------|
| how far it is     | P#<p>#LIST#<digest>  | @                    |
| 500 positions     | P#<p>#LIST#<digest>  | <generation>#<block> |
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

import msgspec

from functions.store import keys
from functions.store.codec import pack, unpack
from functions.store.database import Database, database
from functions.store.item import Item, key, number
from functions.store.walk import Position

BLOCK = 500
"""Positions in a row: 300 kB at the most, usually 10."""

_LIFETIME_S = 3600

type Place = Position | None
"""None is a hole, which fills the page that a walk could not fill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """How far a list is known: `length` places, and where its walk goes on."""

    generation: str
    length: int
    rest: Position | None
    walk: int = 0
    """Which of the list's walks `rest` belongs to."""


class Memory:
    """The remembered lists of all projects."""

    def __init__(self, rows: Database) -> None:
        self._rows = rows

    def recall(self, project: str, name: str) -> Remembered | None:
        """Return what is known of a list, or None where an hour has passed since."""
        item = self._rows.get((_pk(project, name), keys.POINTER))
        if item is None or number(item, "expires") <= time.time():
            return None
        return msgspec.json.decode(item["data"]["B"], type=Remembered)

    def places(
        self, project: str, name: str, known: Remembered, start: int, end: int
    ) -> list[Place]:
        """Return the places from `start` to before `end`, fewer where fewer are known."""
        found: list[Place] = []
        first = start // BLOCK
        for block in range(first, -(-min(end, known.length) // BLOCK)):
            item = self._rows.get((_pk(project, name), _block_sk(known.generation, block)))
            if item is not None:
                found += _unpacked(item)
        return found[start - first * BLOCK : end - first * BLOCK]

    def remember(
        self, project: str, name: str, known: Remembered, start: int, places: Sequence[Place]
    ) -> None:
        """Store a list as it is known, with its places from `start`, which begins a block."""
        expires: Item = {"expires": {"N": str(int(time.time()) + _LIFETIME_S)}}
        pk = _pk(project, name)
        for offset in range(0, len(places), BLOCK):
            sk = _block_sk(known.generation, (start + offset) // BLOCK)
            data = pack(json.dumps(places[offset : offset + BLOCK]).encode())
            self._rows.put({**key(pk, sk), **expires, "data": {"B": data}})
        data = msgspec.json.encode(known)
        self._rows.put({**key(pk, keys.POINTER), **expires, "data": {"B": data}})


def _unpacked(item: Item) -> list[Place]:
    places: list[Any] = json.loads(unpack(item["data"]["B"]))
    return [None if each is None else tuple(each) for each in places]


def _pk(project: str, name: str) -> str:
    return keys.pointer_pk(project, "LIST", sha256(name.encode()).hexdigest())


def _block_sk(generation: str, block: int) -> str:
    return f"{generation}#{block}"


@cache
def memory() -> Memory:
    """Return the memory in the table named by TABLE_NAME; one per warm Lambda."""
    return Memory(database())

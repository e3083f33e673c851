"""The head of a trace ↔ its row: what the rollup knows of it, and the only authority on it."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from functions.store import keys
from functions.store.item import Item, Place, key, number
from functions.store.retention import expiry, tombstone_expiry


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the rollup knows of a trace: how often it was folded, and where its turn may stand."""

    generation: int = 0
    places: tuple[Place, ...] = ()
    chunk_count: int = 0
    """How many its last fold read; 0 once the head itself is expired."""

    score_count: int = 0
    """The most that it ever had, so that rows of deleted ones are looked for."""

    written_ms: int = 0
    deleted_ms: int = 0
    """Chunks that arrived up to then are no longer part of it.

    Whoever sets it takes the next generation and sets `chunk_count` to 0.
    """

    fence: int = 0
    """The generation that this took: what is older was made of what is deleted."""

    failed: str | None = None
    """The kind of error that its last fold ended with."""


def item_to_head(item: Mapping[str, Any]) -> Head:
    """Return the head of a row."""
    return Head(
        generation=number(item, "generation"),
        places=tuple((each["L"][0]["S"], each["L"][1]["S"]) for each in item["places"]["L"]),
        chunk_count=0 if number(item, "expires") <= time.time() else number(item, "chunks"),
        score_count=number(item, "scores"),
        written_ms=number(item, "written"),
        deleted_ms=number(item, "deleted"),
        fence=number(item, "fence"),
        failed=item["failed"]["S"] if "failed" in item else None,
    )


def head_item(pk: str, head: Head) -> Item:
    """Return the row of a head, without its expiry."""
    item: Item = {
        **key(pk, keys.HEAD),
        "generation": {"N": str(head.generation)},
        "places": {"L": list(_places(head.places))},
        "chunks": {"N": str(head.chunk_count)},
        "scores": {"N": str(head.score_count)},
    }
    if head.deleted_ms:
        item["deleted"] = {"N": str(head.deleted_ms)}
        item["fence"] = {"N": str(head.fence)}
    if head.failed:
        item["failed"] = {"S": head.failed}
    return item


def head_expiry(head: Head) -> int:
    """Return when a head written now expires: one of a deleted trace, 30 days after that."""
    if not head.deleted_ms:
        return expiry()
    tombstone = tombstone_expiry(head.deleted_ms)
    return max(expiry(), tombstone) if head.places or head.chunk_count else tombstone


def _places(places: Iterable[Place]) -> Iterator[Item]:
    for pk, sk in places:
        yield {"L": [{"S": pk}, {"S": sk}]}

"""What the rollup writes: heads, turns, session rows, scores, and folds put off.

Concurrency is decided here by conditions, each named for the situation in which it holds:

    nobody was here      attribute_not_exists(PK)
    unchanged since      generation = :seen  (a trace's head, whose a score is);
                         version = :seen  (a session row)
    older stands there   generation < :mine  (a turn or a tombstone at one of its places), or it
                         is expired

The head is the only authority on a trace: its generation, and every place where its turn may
stand. No derived row is deleted; a place that is given up becomes a tombstone.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from functions.store import keys
from functions.store.database import Database, database
from functions.store.heads import Head, head_expiry, head_item, item_to_head
from functions.store.item import Item, Place, key, number
from functions.store.retention import expiry, tombstone_expiry
from functions.store.score_rows import ScoreClaim, claim_item, item_to_claim

_DAY_S = 86_400
_TOMBSTONE_S = _DAY_S
"""Longer than any rollup runs, so that a late one still finds a higher generation."""

_BOOKKEEPING = frozenset({"generation", "version", "expires", "written"})


class DerivedRows:
    """Writes of rows that follow from other rows."""

    def __init__(self, rows: Database) -> None:
        self._rows = rows

    def read_head(self, pk: str) -> Head:
        """Return the head of a trace, strongly consistent; an empty one where there is none."""
        item = self._rows.get((pk, keys.HEAD))
        return item_to_head(item) if item else Head()

    def put_head(self, pk: str, seen: Head, head: Head) -> bool:
        """Replace the head that was `seen`; False if somebody else did so first."""
        unchanged = _UNCHANGED if seen.generation else _NOBODY_WAS_HERE
        return self._put(
            head_item(pk, head) | _stamps(head_expiry(head)), unchanged, {":seen": seen.generation}
        )

    def read_row(self, place: Place) -> Item | None:
        """Return a derived row, strongly consistent."""
        return self._rows.get(place)

    def put_row(self, item: Item, generation: int) -> bool:
        """Put a turn or a score unless the same or a higher generation stands there."""
        row = item | {"generation": {"N": str(generation)}, **_stamps(expiry())}
        return self._put(row, _OLDER_STANDS, {":mine": generation, ":now": int(time.time())})

    def bury(self, place: Place, generation: int) -> bool:
        """Leave a tombstone where a row stood; False if the same or a higher one stands there."""
        row = {
            **key(*place),
            "gone": {"BOOL": True},
            "generation": {"N": str(generation)},
            **_stamps(int(time.time()) + _TOMBSTONE_S),
        }
        return self._put(row, _OLDER_STANDS, {":mine": generation, ":now": int(time.time())})

    def put_session(self, item: Item, seen: int) -> bool:
        """Put a session row (or its tombstone) over the version that was `seen`."""
        unchanged = "version = :seen" if seen else _NOBODY_WAS_HERE
        row = item | {"version": {"N": str(seen + 1)}, **_stamps(_session_expiry(item))}
        return self._put(row, unchanged, {":seen": seen})

    def make_stale(self, pk: str) -> None:
        """Let a session be folded from what stands now, whatever folds of it are under way."""
        change = "SET #stale = :true, #version = #version + :one"
        values = {":true": {"BOOL": True}, ":one": {"N": "1"}}
        self._rows.update((pk, keys.SESSION), change, values, "attribute_exists(PK)")

    def is_stale(self, pk: str) -> bool:
        """Tell whether a session was made stale and not folded since."""
        return "stale" in (self.read_row((pk, keys.SESSION)) or {})

    def claim_score(self, pointer: Place, claim: ScoreClaim) -> ScoreClaim:
        """Note whose a score is, unless somebody has the better claim; returns the claim now."""
        item = self._rows.get(pointer) or {}
        held = item_to_claim(item)
        if held and (held == claim or (held.owner != claim.owner and held < claim)):
            return held
        if held and held.owner != claim.owner:
            self.put_due(held.owner)  # first: nothing else would remind it of what it has lost
        seen = number(item, "generation")
        claim = replace(claim, deleted_ns=number(item, "deleted"))
        row = claim_item(pointer, claim, seen + 1) | _stamps(expiry())
        if not self._put(row, _UNCHANGED if seen else _NOBODY_WAS_HERE, {":seen": seen}):
            return self.claim_score(pointer, claim)
        return claim

    def release_score(self, pointer: Place, owner: str) -> bool:
        """Forget whose a score is; False if it is not, or no longer, the `owner`'s."""
        return self._rows.delete(pointer, "#owner = :pk", {":pk": {"S": owner}})

    def put_due(self, pk: str, failed: str | None = None) -> None:
        """Note that a partition is to be folded again by the schedule."""
        row: Item = {**key(keys.DUE_PK, pk), "put_ns": {"N": str(time.time_ns())}}
        if failed:
            row["failed"] = {"S": failed}
        self._put(row)

    def due(self) -> Iterator[tuple[str, Item]]:
        """Yield the partitions whose fold was put off, with their rows."""
        for item in self._rows.query(keys.DUE_PK):
            yield item["SK"]["S"], item

    def settle_due(self, item: Mapping[str, Any]) -> None:
        """Take a partition off the list, unless it was put there again meanwhile."""
        place = (item["PK"]["S"], item["SK"]["S"])
        self._rows.delete(place, "put_ns = :seen", {":seen": item["put_ns"]})

    def drop_due(self, pk: str, until_ms: int) -> None:
        """Take a partition off the list if it was put there up to then."""
        values = {":until": {"N": str(until_ms * 10**6)}}
        self._rows.delete((keys.DUE_PK, pk), "put_ns <= :until", values)

    def _put(
        self, item: Item, condition: str = "", values: Mapping[str, int] | None = None
    ) -> bool:
        used = {
            name: {"N": str(value)} for name, value in (values or {}).items() if name in condition
        }
        return self._rows.put(item, condition, used)


_UNCHANGED = "generation = :seen"
_NOBODY_WAS_HERE = "attribute_not_exists(PK)"
_OLDER_STANDS = "attribute_not_exists(PK) OR generation < :mine OR expires < :now"
"""What is expired may be of a head that is gone, whose generations have begun anew."""


def is_same(item: Item, stored: Mapping[str, Any] | None) -> bool:
    """Tell whether a row says what the stored one says, whenever either was written."""
    if stored is None:
        return False
    return _content(item) == _content(stored)


def is_of(stored: Mapping[str, Any] | None, head: Head) -> bool:
    """Tell whether a row is of the latest generation: nobody may still be about to replace it."""
    return stored is not None and number(stored, "generation") == head.generation


def _session_expiry(item: Item) -> int:
    """Return when a session's row expires: an empty one's, when its deletion may be forgotten."""
    if "deleted" not in item:
        return expiry()
    tombstone = tombstone_expiry(number(item, "deleted"))
    return tombstone if "gone" in item else max(expiry(), tombstone)


def _content(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in _BOOKKEEPING}


def _stamps(expires_s: int) -> dict[str, Any]:
    now_ms = time.time_ns() // 1_000_000
    return {"written": {"N": str(now_ms)}, "expires": {"N": str(expires_s)}}


def is_outlived(stored: Mapping[str, Any], items: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether a row expires more than a day before one of those that it is made of."""
    latest = max((number(each, "expires") for each in items), default=0)
    return number(stored, "expires") < latest - _DAY_S


@cache
def derived_rows() -> DerivedRows:
    """Return the derived rows of TABLE_NAME; one per warm Lambda."""
    return DerivedRows(database())

"""Tombstones of deletions: what hides a trace or a session from the moment on that it is deleted.

A tombstone is a time on the head of a trace or on the row of a session: what arrived up to then is
no part of it any more. It takes the next generation, so that a fold of before loses its race, and
notes that one as the fence: a row of an older generation was made of what is deleted. It removes
nothing; a job of the worker does (docs/decisions/0016-deletion.md).
"""

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from itertools import islice

from functions.store import keys
from functions.store.database import Database, database
from functions.store.derived import DerivedRows, derived_rows
from functions.store.heads import Head, item_to_head
from functions.store.item import Item, number
from functions.store.retention import tombstone_expiry

_AT_ONCE = 16
_MOST_TURNS = 1_000
"""Of a session that are hidden one by one before its deletion is acknowledged."""

_FENCE = (
    "SET #deleted = :at, #expires = :expires, #written = :now, "
    "#{0} = if_not_exists(#{0}, :zero) + :one, #fence = if_not_exists(#{0}, :zero) + :one"
)
_HEAD = (
    _FENCE.format("generation") + ", #chunks = :zero, #scores = if_not_exists(#scores, :zero), "
    "#places = if_not_exists(#places, :none) REMOVE #failed"
)
_SESSION = (
    _FENCE.format("version") + ", #gone = :true, #erasing = :true "
    "REMOVE #head, #data, #session_id, #GSI1PK, #GSI1SK, #GSI2PK, #GSI2SK"
)
_NOT_YET = "attribute_not_exists(#deleted) OR #deleted < :at"


class Tombstones:
    """Writes them."""

    def __init__(self, rows: Database, derived: DerivedRows) -> None:
        self._rows = rows
        self._derived = derived

    def hide_traces(self, project: str, trace_ids: Iterable[str], at_ms: int) -> None:
        """Hide what arrived of these traces up to `at_ms`, and the turns that it made."""
        hide = partial(self._hide_trace, at_ms=at_ms)
        pks = dict.fromkeys(keys.trace_pk(project, each) for each in trace_ids)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for _ in pool.map(hide, pks):
                pass  # raises what one of them raised

    def hide_session(self, project: str, session_id: str, at_ms: int) -> None:
        """Hide a session, its marks, and its turns of before; the job does what is left."""
        pk = keys.session_pk(project, session_id)
        self.mark_session(pk, at_ms)
        self.forget_marks(pk, at_ms)
        turns = list(islice(self._turns(pk), _MOST_TURNS + 1))
        before = (each for each in turns[:_MOST_TURNS] if number(each, "written") <= at_ms)
        self.hide_traces(project, (each["trace_id"]["S"] for each in before), at_ms)
        if len(turns) <= _MOST_TURNS:
            self.end_erasing(pk, at_ms)

    def mark_trace(self, pk: str, at_ms: int) -> Head:
        """Put the tombstone of a trace, if it has not this or a later one; returns its head."""
        values = {**_values(at_ms), ":none": {"L": []}}
        item = self._rows.update((pk, keys.HEAD), _HEAD, values, _NOT_YET)
        return item_to_head(item) if item else self._derived.read_head(pk)

    def mark_session(self, pk: str, at_ms: int) -> Item:
        """Put the tombstone of a session, if it has not this or a later one; returns its row.

        While it is `erasing`, no fold brings the session back.
        """
        place = (pk, keys.SESSION)
        values = {**_values(at_ms), ":true": {"BOOL": True}}
        item = self._rows.update(place, _SESSION, values, _NOT_YET)
        return item or self._derived.read_row(place) or {}

    def end_erasing(self, pk: str, at_ms: int) -> None:
        """Let a session begin anew: none of its turns is of before its deletion."""
        change = "SET #version = #version + :one REMOVE #erasing"
        values = {":one": {"N": "1"}, ":at": {"N": str(at_ms)}}
        self._rows.update((pk, keys.SESSION), change, values, "#deleted = :at")

    def forget_marks(self, pk: str, at_ms: int) -> None:
        """Empty the marks that were left on a session up to `at_ms`."""
        values = {":at": {"N": str(at_ms)}}
        change = "REMOVE #starred, #name"
        self._rows.update((pk, keys.MARKS), change, values, "#written <= :at")

    def _hide_trace(self, pk: str, at_ms: int) -> None:
        head = self.mark_trace(pk, at_ms)
        for place in head.places:
            self._derived.bury(place, head.fence)

    def _turns(self, pk: str) -> Iterable[Item]:
        wanted = "SK, trace_id, written, gone"
        rows = self._rows.query(pk, keys.TURN_PREFIX, wanted)
        return (each for each in rows if "gone" not in each)


def _values(at_ms: int) -> Item:
    return {
        ":at": {"N": str(at_ms)},
        ":expires": {"N": str(tombstone_expiry(at_ms))},
        ":now": {"N": str(time.time_ns() // 10**6)},
        ":zero": {"N": "0"},
        ":one": {"N": "1"},
    }


@cache
def tombstones() -> Tombstones:
    """Return the tombstones of TABLE_NAME; one per warm Lambda."""
    return Tombstones(database(), derived_rows())

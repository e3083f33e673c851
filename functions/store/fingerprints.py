"""Which traces may hold an observation of which only the id is known.

A turn remembers each of its observations by four bytes. Its index entry carries as many as it has
room for (`rows.turn_item`), so the newest turns are looked through by reading the index; where an
entry lacks some, the turn's own row is read, of a limited number of turns.
"""

from collections.abc import Iterator, Sequence
from itertools import batched

import msgspec

from functions.model.text import scrub_text
from functions.model.turn import FINGERPRINT_BYTES, fingerprint
from functions.store import keys
from functions.store.codec import unpack
from functions.store.database import Database
from functions.store.item import Item
from functions.store.retention import is_shown

LOOKED_AT = 20_000
"""Turns, newest first; about as many as twelve to twenty Queries return."""

_ROWS_LOOKED_AT = 1_000
_PAGE = 2_000
_ROWS_AT_ONCE = 100


class _Entry(msgspec.Struct, frozen=True):
    """As much of an index entry as a search needs."""

    trace_id: str
    observation_count: int = 0
    fingerprints: bytes = b""

    def names(self, mark: bytes) -> bool:
        return _holds(self.fingerprints, mark)

    @property
    def lacks_some(self) -> bool:
        return len(self.fingerprints) < self.observation_count * FINGERPRINT_BYTES


def traces_naming(rows: Database, project: str, observation_id: str) -> Iterator[str]:
    """Yield the ids of the traces that may hold an observation, the latest of a page first.

    A few bytes may be those of another id too, so whoever asks looks into the trace.
    """
    mark = fingerprint(scrub_text(observation_id))
    rows_left = _ROWS_LOOKED_AT
    for page in _pages(rows, keys.index_pk(project, "TURNS")):
        entries = [msgspec.json.decode(unpack(each["head"]["B"]), type=_Entry) for each in page]
        yield from (each.trace_id for each in entries if each.names(mark))
        pairs = zip(page, entries, strict=True)
        lacking = [item for item, entry in pairs if entry.lacks_some][:rows_left]
        rows_left -= len(lacking)
        yield from _naming_rows(rows, lacking, mark)


def _pages(rows: Database, index_pk: str) -> Iterator[list[Item]]:
    """Yield the entries of the newest turns, as many at once as a Query returns."""
    left, start = LOOKED_AT, None
    while left > 0:
        items, start = rows.newest(index_pk, min(left, _PAGE), start)
        left -= len(items)
        yield [item for item in items if is_shown(item)]
        if start is None:
            return


def _naming_rows(rows: Database, entries: Sequence[Item], mark: bytes) -> Iterator[str]:
    for some in batched(entries, _ROWS_AT_ONCE, strict=False):
        places = [(each["PK"]["S"], each["SK"]["S"]) for each in some]
        for row in rows.get_many(places, "trace_id, fingerprints"):
            if row and "fingerprints" in row and _holds(row["fingerprints"]["B"], mark):
                yield row["trace_id"]["S"]


def _holds(fingerprints: bytes, mark: bytes) -> bool:
    at = fingerprints.find(mark)
    while at >= 0 and at % FINGERPRINT_BYTES:
        at = fingerprints.find(mark, at + 1)
    return at >= 0

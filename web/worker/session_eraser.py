"""Erasing what was in a session when it was deleted: its traces one by one, and then its own rows.

Its own rows are scores, marks, comments and publications.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from functions.interpret.trace import build_trace
from functions.model.deletion import Erased
from functions.store import keys
from functions.store.database import Database, database
from functions.store.derived import DerivedRows, derived_rows
from functions.store.erasure import Erasure, Scope, erasure
from functions.store.item import Item, number, with_prefix
from functions.store.publications import publication_from_item
from functions.store.table import SessionTable, session_table
from functions.store.tombstones import Tombstones, tombstones
from web.worker.export_recall import ExportRecall, export_recall
from web.worker.publisher import Publisher, publisher
from web.worker.trace_eraser import arrived_until, read_score_ids

_LAST_TURN = "TURN$"
"""Behind every SK that begins with `TURN#`."""


class SessionEraser:
    """Finds what is to be erased of a session, and erases what is its own."""

    def __init__(
        self,
        rows: Database,
        sessions: SessionTable,
        tombstones: Tombstones,
        derived: DerivedRows,
        erasure: Erasure,
        publisher: Publisher,
        exports: ExportRecall,
    ) -> None:
        self._rows = rows
        self._sessions = sessions
        self._tombstones = tombstones
        self._derived = derived
        self._erasure = erasure
        self._publisher = publisher
        self._exports = exports

    def mark(self, project: str, session_id: str, until_ms: int) -> None:
        """Hide the session, if whoever asked for its deletion did not come so far."""
        self._tombstones.mark_session(keys.session_pk(project, session_id), until_ms)

    def traces(
        self, project: str, session_id: str, until_ms: int, cursor: str
    ) -> Iterator[tuple[str, str]]:
        """Yield the traces that were in the session, each with its place, behind `cursor`."""
        pk = keys.session_pk(project, session_id)
        begin = cursor or keys.TURN_PREFIX
        for turn in list(self._rows.query(pk, begin, _WANTED, until=_LAST_TURN)):
            sk = turn["SK"]["S"]
            trace_id = sk.split("#", 2)[2]
            if sk != cursor and self._was_in(project, pk, trace_id, turn, until_ms):
                yield sk, trace_id

    def _was_in(self, project: str, pk: str, trace_id: str, turn: Item, until_ms: int) -> bool:
        """Tell whether a trace was in the session when that was deleted.

        One whose turn came or went since is in doubt: what arrived of it before decides.
        """
        if "gone" not in turn and number(turn, "written") <= until_ms:
            return True
        trace_pk = keys.trace_pk(project, trace_id)
        if self._derived.read_head(trace_pk).deleted_ms >= until_ms:
            return True
        before = arrived_until(self._sessions.partition(trace_pk, keys.CHUNK_PREFIX), until_ms)
        if "gone" in turn or not before:
            return False
        session_id = build_trace(trace_id, self._sessions.chunks(before)).session_id
        return bool(session_id) and keys.session_pk(project, session_id or "") == pk

    def erase_own(
        self, project: str, session_id: str, until_ms: int, *, first: bool
    ) -> tuple[Erased, bool]:
        """Remove what the session has of its own; returns as `TraceEraser.erase` does."""
        pk = keys.session_pk(project, session_id)
        row = self._tombstones.mark_session(pk, until_ms)
        pages = self._take_back_pages(project, pk, until_ms)
        files = self._exports.of_session(project, session_id)
        scope = Scope(pk=pk, until_ms=until_ms, fence=number(row, "fence"))
        remains = self._erasure.erase(scope, lambda item: read_score_ids(self._sessions, item))
        erased = remains.erased + Erased(publications=pages, objects=files)
        self._tombstones.end_erasing(pk, until_ms)
        if first or erased:
            self._derived.make_stale(pk)
            self._derived.put_due(pk)
        return erased, not first and self._derived.is_stale(pk)

    def _take_back_pages(self, project: str, pk: str, until_ms: int) -> int:
        rows: Iterable[Item] = list(self._rows.query(pk, keys.PUBLICATION_PREFIX))
        found = [publication_from_item(each) for each in with_prefix(rows, keys.PUBLICATION_PREFIX)]
        return sum(
            self._publisher.erase(project, each.session_id, each.token)
            for each in found
            if each.created_ms <= until_ms
        )


_WANTED = "SK, written, gone"


@cache
def session_eraser() -> SessionEraser:
    """Return the eraser of this function; one per warm Lambda."""
    return SessionEraser(
        database(),
        session_table(),
        tombstones(),
        derived_rows(),
        erasure(),
        publisher(),
        export_recall(),
    )

"""What a rollup does about deletions beyond leaving out what is deleted."""

import time
from collections.abc import Iterable

from functions.interpret.trace import build_trace
from functions.model.score import Score
from functions.model.trace import Trace
from functions.rollup.store import Store
from functions.store.deletions import erase_late_job
from functions.store.item import Item, number
from functions.store.jobs import job_table
from functions.store.keys import SESSION, session_pk, split_pk
from functions.store.score_rows import score_pointer
from functions.store.tombstones import tombstones

_LATE_MS = 600_000
"""After that, whoever erases what was deleted may be done, and would not see what still comes."""


def falls_with_its_session(store: Store, pk: str, trace: Trace, items: list[Item]) -> bool:
    """Delete of a trace what was in a session when that was deleted; tell whether there was any.

    To be asked after the turn is put. Then whoever deletes the session, and looks for its turns
    after its tombstone, has found this one, or the tombstone is found here.
    """
    if not trace.session_id:
        return False
    project, _, trace_id = split_pk(pk)
    row = store.rows.read_row((session_pk(project, trace.session_id), SESSION))
    at_ms = number(row or {}, "deleted")
    before = [item for item in items if number(item, "arrived") <= at_ms]
    if not before or not _was_in(store, trace_id, before, trace.session_id):
        return False
    _have_erased(pk, at_ms)
    tombstones().mark_trace(pk, at_ms)
    return True


def give_back_scores(store: Store, pk: str, scores: Iterable[Score]) -> None:
    """Undo the claims of a fold that a deletion overtook, when they may have come after it.

    Somebody who folds what came since may hold the same claims, so it is folded once more.
    """
    project, _, _ = split_pk(pk)
    for each in scores:
        store.rows.release_score(score_pointer(project, each.score_id), pk)
    store.rows.put_due(pk)


def note_stragglers(pk: str, deleted_ms: int) -> None:
    """Have chunks erased that were stored long after the deletion which covers them."""
    if time.time_ns() // 10**6 - deleted_ms > _LATE_MS:
        _have_erased(pk, deleted_ms)


def _was_in(store: Store, trace_id: str, items: list[Item], session_id: str) -> bool:
    """Tell whether a trace belonged to a session by what these chunks say alone."""
    return build_trace(trace_id, store.table.chunks(items)).session_id == session_id


def _have_erased(pk: str, at_ms: int) -> None:
    project, _, trace_id = split_pk(pk)
    job_table().put(project, erase_late_job(trace_id, at_ms))

"""Chunks of a trace → its turn, at the one place where it belongs.

Any number of rollups may run at once, on any state that a crash left: the head's generation
decides between them (docs/decisions/0001, "Concurrency"; the steps are numbered as there).
"""

import time
from dataclasses import replace

from functions.interpret.media import MediaFound
from functions.interpret.trace import build_trace
from functions.model.errors import StoreUnavailableError
from functions.model.fold.limits import TIERS, Limits
from functions.model.fold.turn import fold_turn
from functions.model.trace import Trace
from functions.model.turn import Turn
from functions.rollup.deletion import falls_with_its_session, give_back_scores, note_stragglers
from functions.rollup.growth import is_too_soon
from functions.rollup.media import keep_media
from functions.rollup.scores import ScoreChanges, owned_scores, score_changes
from functions.rollup.store import Store
from functions.store.derived import is_of, is_same
from functions.store.heads import Head
from functions.store.item import Item, Place, number
from functions.store.keys import (
    CHUNK_PREFIX,
    SCORE_PREFIX,
    TURN,
    key_id,
    session_pk,
    split_pk,
    turn_sk,
)
from functions.store.retention import is_frozen
from functions.store.rows import LARGEST_TURN, turn_item, turn_size

_ATTEMPTS = 20


def roll_up_trace(store: Store, pk: str, *, hurry: bool = False) -> None:
    """Fold a trace and put its turn; `hurry` folds one however large it is.

    Raises:
        StoreUnavailableError: now is not the time; folding again later is harmless.

    """
    for _ in range(_ATTEMPTS):
        seen_ms = time.time_ns() // 10**6
        head = store.rows.read_head(pk)
        if not hurry and is_too_soon(head.chunk_count, head.written_ms, seen_ms):
            store.rows.put_due(pk)
            return
        if _settle(store, pk, head, seen_ms):
            return
    raise StoreUnavailableError


def _settle(store: Store, pk: str, head: Head, seen_ms: int) -> bool:
    """Bring everything derived from a trace up to date; False if somebody else came between."""
    items = _chunk_items(store, pk, head)
    if _is_frozen(head, items):
        return True
    media = MediaFound()
    trace = _build(store, pk, items, media)
    if (media.inline or media.named) and falls_with_its_session(store, pk, trace, items):
        return False  # before it is linked anew, as of now
    keep_media(store, pk, media, seen_ms=seen_ms, deleted_ms=head.deleted_ms)
    if not _write(store, pk, head, items, trace):
        if store.rows.read_head(pk).deleted_ms > head.deleted_ms:
            give_back_scores(store, pk, trace.scores)
        return False
    return not falls_with_its_session(store, pk, trace, items)


def _write(store: Store, pk: str, head: Head, items: list[Item], trace: Trace) -> bool:
    """Put what follows from a trace; False if somebody else came between."""
    changes = _score_changes(store, pk, head, trace)
    item = turn_row(pk, trace) if trace.said else None
    place = (item["PK"]["S"], item["SK"]["S"]) if item else None
    if not changes and _stands(store, head, item, place):
        if len(items) != head.chunk_count:
            store.rows.put_head(pk, head, replace(head, chunk_count=len(items)))
        return True
    mine = _next_head(head, place, chunk_count=len(items), score_count=len(trace.scores))
    if not store.rows.put_head(pk, head, mine):  # step 2
        return False
    changes.write(store, mine.generation)
    if item:
        store.rows.put_row(item, mine.generation)  # step 3
    _give_up(store, pk, mine, place)
    return True


def _chunk_items(store: Store, pk: str, head: Head) -> list[Item]:
    """Return the rows of what was said of a trace since it was last deleted."""
    items = list(store.table.partition(pk, CHUNK_PREFIX))
    kept = [item for item in items if number(item, "arrived") > head.deleted_ms]
    if len(kept) < len(items):
        note_stragglers(pk, head.deleted_ms)
    return kept


def _next_head(head: Head, place: Place | None, *, chunk_count: int, score_count: int) -> Head:
    """Return the head of the next generation, whose turn may also stand at `place`."""
    return replace(
        head,
        generation=head.generation + 1,
        places=tuple(dict.fromkeys((*head.places, *([place] if place else [])))),
        chunk_count=chunk_count,
        score_count=max(head.score_count, score_count),
        failed=None,
    )


def _is_frozen(head: Head, items: list[Item]) -> bool:
    """Tell whether a part of what was said is expired, so that a fold would forget it."""
    return len(items) < head.chunk_count or any(
        is_frozen(number(item, "expires")) for item in items
    )


def _build(store: Store, pk: str, items: list[Item], media: MediaFound) -> Trace:
    project, _, trace_id = split_pk(pk)
    trace = build_trace(trace_id, store.table.chunks(items), media)
    return replace(trace, scores=owned_scores(store, project, pk, trace.scores))


def _score_changes(store: Store, pk: str, head: Head, trace: Trace) -> ScoreChanges:
    if not trace.scores and not head.score_count:
        return ScoreChanges()
    project, _, _ = split_pk(pk)
    stored = store.table.partition(pk, SCORE_PREFIX)
    return score_changes(project, pk, trace.scores, stored, fence=head.fence)


def turn_row(pk: str, trace: Trace) -> Item:
    """Return the row of a trace's turn: as much of it as fits."""
    project, _, trace_id = split_pk(pk)
    place = (pk, TURN)
    if trace.session_id:
        place = (session_pk(project, trace.session_id), turn_sk(trace.start_ns, trace_id))
    for limits in TIERS:
        item = turn_item(project, *place, _turn(trace, trace_id, limits))
        if turn_size(item) <= LARGEST_TURN:
            return item
    return item


def _turn(trace: Trace, trace_id: str, limits: Limits) -> Turn:
    """Return a turn whose ids have the form that keys and links use, however long they are."""
    return replace(
        fold_turn(trace, limits),
        trace_id=trace_id,
        session_id=key_id(trace.session_id) if trace.session_id else None,
        user_id=key_id(trace.user_id) if trace.user_id else None,
    )


def _stands(store: Store, head: Head, item: Item | None, place: Place | None) -> bool:
    """Tell whether the turn stands already, there and nowhere else."""
    if head.failed:
        return False
    if item is None or place is None:
        return not head.places
    if head.places != (place,):
        return False
    stored = store.rows.read_row(place)
    return is_of(stored, head) and is_same(item, stored)


def _give_up(store: Store, pk: str, mine: Head, place: Place | None) -> None:
    others = [each for each in mine.places if each != place]
    for other in others:
        store.rows.bury(other, mine.generation)  # step 4
    if others:
        store.rows.put_head(pk, mine, replace(mine, places=(place,) if place else ()))  # step 5

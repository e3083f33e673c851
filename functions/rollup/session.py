"""Turns, scores and marks of a session → its row."""

import time
from collections.abc import Sequence

from functions.interpret.trace import build_scores
from functions.model.errors import StoreUnavailableError
from functions.model.fold.session import SESSION_TIERS, fold_session
from functions.model.score import Score
from functions.rollup.deletion import give_back_scores
from functions.rollup.growth import is_too_soon
from functions.rollup.scores import owned_scores, score_changes
from functions.rollup.store import Store
from functions.store import keys
from functions.store.contents import SessionContents, read_contents, standing
from functions.store.derived import is_outlived, is_same
from functions.store.item import Item, key, number, with_prefix
from functions.store.rows import (
    LARGEST_SESSION,
    item_to_session,
    session_item,
)

_ATTEMPTS = 20
_OF_DELETION = frozenset({"deleted", "fence", "erasing"})


def roll_up_session(store: Store, pk: str, *, hurry: bool = False) -> None:
    """Fold a session and put its row; `hurry` folds one however large it is.

    Raises:
        StoreUnavailableError: now is not the time; folding again later is harmless.

    """
    for _ in range(_ATTEMPTS):
        stored = store.rows.read_row((pk, keys.SESSION))
        if not hurry and stored is not None and _is_too_soon(stored):
            store.rows.put_due(pk)
            return
        if _settle(store, pk, stored):
            return
    raise StoreUnavailableError


def _is_too_soon(stored: Item) -> bool:
    turns = 0 if "gone" in stored else item_to_session(stored).turn_count
    return is_too_soon(turns, number(stored, "written"), time.time_ns() // 10**6)


def _settle(store: Store, pk: str, stored: Item | None) -> bool:
    """Bring the row up to date; False if somebody else came between."""
    tombstone = _tombstone(stored)
    items = standing(store.table.partition(pk))
    project, _, _ = keys.split_pk(pk)
    scores = build_scores(store.table.chunks(with_prefix(items, keys.CHUNK_PREFIX)))
    scores = owned_scores(store, project, pk, scores)
    changes = score_changes(project, pk, scores, with_prefix(items, keys.SCORE_PREFIX))
    item = _row(pk, items, scores) if "erasing" not in tombstone else _emptied(pk)
    item |= tombstone
    if not changes and _stands(item, stored, items):
        return True
    version = number(stored or {}, "version")
    if not store.rows.put_session(item, version):
        now = store.rows.read_row((pk, keys.SESSION)) or {}
        if number(now, "deleted") > number(tombstone, "deleted"):
            give_back_scores(store, pk, scores)
        return False
    changes.write(store, version + 1)
    return True


def _tombstone(stored: Item | None) -> Item:
    """Return what a session's row keeps of its deletion, from one fold to the next."""
    return {name: each for name, each in (stored or {}).items() if name in _OF_DELETION}


def _stands(item: Item, stored: Item | None, items: list[Item]) -> bool:
    """Tell whether the row is stored already, for as long as the turns that it lists."""
    if stored is None:
        return "gone" in item
    turns = with_prefix(items, keys.TURN_PREFIX)
    return is_same(item, stored) and not is_outlived(stored, turns)


def _row(pk: str, items: list[Item], scores: tuple[Score, ...]) -> Item:
    """Return the row that the partition adds up to; a tombstone for a session without turns."""
    contents = read_contents(items)
    if not contents.turns:
        return _emptied(pk)
    return session_row(pk, contents, scores)


def _emptied(pk: str) -> Item:
    return {**key(pk, keys.SESSION), "gone": {"BOOL": True}}


def session_row(pk: str, contents: SessionContents, scores: Sequence[Score]) -> Item:
    """Return the row of a session that has turns: as much of it as fits."""
    project, _, session_id = keys.split_pk(pk)
    for limits in SESSION_TIERS:
        session = fold_session(
            contents.own_id(session_id),
            contents.turns,
            scores=scores,
            marks=contents.marks,
            publications=contents.public_count,
            limits=limits,
        )
        item = session_item(project, pk, session)
        if "data" not in item or len(item["data"]["B"]) <= LARGEST_SESSION:
            break
    return item

"""The lists of a project as an index orders them, and their rows read whole."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from itertools import batched

from functions.model.session import Session
from functions.model.turn import Turn
from functions.store import keys
from functions.store.database import Database, database
from functions.store.item import Item, Place
from functions.store.retention import is_shown
from functions.store.rows import item_to_session, item_to_turn
from functions.store.walk import Period, Position, Row, Stretch, Walk, between, walk

ALWAYS: Period = (None, None)
_AT_ONCE = 100
"""Rows that one BatchGetItem may ask for."""

_SIDE_BY_SIDE = 8


class Lists:
    """Walks over what the indexes know, each latest first."""

    def __init__(self, rows: Database) -> None:
        self._rows = rows

    def turns(self, project: str, period: Period = ALWAYS) -> Walk[Turn]:
        """Return the walk over all turns by their start; rows are heads."""
        pk = keys.index_pk(project, "TURNS")
        return walk(self._rows, pk, item_to_turn, bounds=between(period))

    def turns_of_session(self, project: str, session_id: str) -> Walk[Turn]:
        """Return the walk over one session's turns by the hour of their start; rows are whole."""
        bounds = (keys.TURN_PREFIX, keys.TURN_PREFIX + "~")
        pk = keys.session_pk(project, session_id)
        return walk(self._rows, pk, item_to_turn, index="", bounds=bounds)

    def turns_of_user(self, project: str, user_id: str, period: Period = ALWAYS) -> Walk[Turn]:
        """Return the walk over one user's turns by their start; rows are whole."""
        pk = keys.user_pk(project, user_id)
        places = walk(self._rows, pk, _no_value, index="GSI2", bounds=between(period))

        def stretch(limit: int, start: Position | None) -> Stretch[Turn]:
            found = places(min(limit, _AT_ONCE), start)
            rows = self._read([each.position for each in found.rows], item_to_turn)
            known = tuple(each for each in rows if each is not None)
            return Stretch(rows=known, looked=found.looked, end=found.end)

        return stretch

    def sessions_by_activity(self, project: str, period: Period = ALWAYS) -> Walk[Session]:
        """Return the walk over all sessions by their latest activity; rows are heads."""
        pk = keys.index_pk(project, "SESSIONS")
        return walk(self._rows, pk, item_to_session, bounds=between(period))

    def sessions_by_creation(self, project: str, period: Period = ALWAYS) -> Walk[Session]:
        """Return the walk over all sessions by their start: an order that activity never changes.

        Rows are stubs of an id (in the form that keys use) and a start to the millisecond.
        """
        pk = keys.index_pk(project, "CREATED")
        return walk(self._rows, pk, _session_stub, index="GSI2", bounds=between(period))

    def read_turns(self, positions: Sequence[Position]) -> list[Row[Turn] | None]:
        """Return turns whole, in that order; None for one that is no longer there."""
        return self._read(positions, item_to_turn)

    def read_sessions(self, positions: Sequence[Position]) -> list[Row[Session] | None]:
        """Return sessions whole, in that order; None for one that is no longer there."""
        return self._read(positions, item_to_session)

    def _read[T](
        self, positions: Sequence[Position], read: Callable[[Item], T]
    ) -> list[Row[T] | None]:
        places: list[Place] = [(each[0], each[1]) for each in positions]
        batches = batched(places, _AT_ONCE, strict=False)
        items = [each for batch in _pool().map(self._rows.get_many, batches) for each in batch]
        return [
            None
            if item is None or not is_shown(item)
            else Row(value=read(item), position=position, whole=True)
            for item, position in zip(items, positions, strict=True)
        ]


def _no_value(_item: Item) -> None:
    return None


def _session_stub(item: Item) -> Session:
    """Return what the index of sessions by creation says: its keys are all that it carries."""
    began, _, session_id = item["GSI2SK"]["S"].partition("#")
    start_ns = None if began == keys.NEVER else _ns(began)
    return Session(session_id=session_id, start_ns=start_ns)


def _ns(moment: str) -> int:
    return round(datetime.fromisoformat(moment + "+00:00").timestamp() * 1000) * 1_000_000


@cache
def _pool() -> ThreadPoolExecutor:
    """Return the threads that read side by side, each with a connection that stays warm."""
    return ThreadPoolExecutor(_SIDE_BY_SIDE, thread_name_prefix="lists")


@cache
def lists() -> Lists:
    """Return the lists of the table named by TABLE_NAME; one per warm Lambda."""
    return Lists(database())

"""The lists of a project as an index orders them, and their rows read whole."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from functions.model.fold.session import NO_LIMITS, fold_session
from functions.model.session import Session
from functions.model.turn import Turn
from functions.store import keys
from functions.store.database import Database, database
from functions.store.heads import item_to_head
from functions.store.item import Item
from functions.store.many import read_many, side_by_side
from functions.store.retention import is_shown
from functions.store.rows import item_to_session, item_to_turn, item_to_turn_head
from functions.store.walk import Depth, Period, Position, Row, Walk, between, walk

ALWAYS: Period = (None, None)
_MOST_TURNS = 1_000
_TURNS = (keys.TURN_PREFIX, keys.TURN_PREFIX + "~")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Lists:
    """Walks over what the indexes know, each latest first."""

    def __init__(self, rows: Database) -> None:
        self._rows = rows

    def turns(self, project: str, period: Period = ALWAYS) -> Walk[Turn]:
        """Return the walk over all turns by the minute of their start; rows are heads."""
        pk = keys.index_pk(project, "TURNS")
        return walk(self._rows, pk, item_to_turn, bounds=between(period))

    def turns_of_session(
        self, project: str, session_id: str, until_ns: int | None = None
    ) -> Walk[Turn]:
        """Return the walk over one session's turns by the hour of their start; rows are heads.

        It begins with those of the hour of `until_ns`, where that is given.
        """
        pk = keys.session_pk(project, session_id)
        low, high = _TURNS
        if until_ns is not None:
            high = keys.turn_sk(until_ns, "") + "\U0010ffff"
        return walk(self._rows, pk, item_to_turn_head, index="", bounds=(low, high))

    def turns_of_user(self, project: str, user_id: str, period: Period = ALWAYS) -> Walk[Turn]:
        """Return the walk over one user's turns by their start, to the millisecond.

        Rows are stubs: the user, an id (in the form that keys use) and the start.
        """

        def stub(item: Item) -> Turn:
            start_ns, trace_id = _split(item["GSI2SK"]["S"])
            return Turn(trace_id=trace_id, start_ns=start_ns, user_id=user_id)

        pk = keys.user_pk(project, user_id)
        return walk(self._rows, pk, stub, index="GSI2", bounds=between(period), depth=Depth.KEYS)

    def sessions_by_activity(
        self, project: str, period: Period = ALWAYS, *, backwards: bool = False
    ) -> Walk[Session]:
        """Return the walk over all sessions by their latest activity; rows are heads."""
        pk = keys.index_pk(project, "SESSIONS")
        bounds = between(period)
        return walk(self._rows, pk, item_to_session, bounds=bounds, backwards=backwards)

    def sessions_by_creation(self, project: str, period: Period = ALWAYS) -> Walk[Session]:
        """Return the walk over all sessions by their start: an order that activity never changes.

        Rows are stubs of an id (in the form that keys use) and a start to the millisecond.
        """
        pk = keys.index_pk(project, "CREATED")
        return walk(
            self._rows, pk, _session_stub, index="GSI2", bounds=between(period), depth=Depth.KEYS
        )

    def session_row(self, project: str, session_id: str) -> Row[Session] | None:
        """Return a session where it stands in the walk by activity; None where it is not (now)."""
        item = self._rows.get((keys.session_pk(project, session_id), keys.SESSION))
        if item is None or not is_shown(item):
            return None
        position = tuple(item[each]["S"] for each in ("PK", "SK", "GSI1PK", "GSI1SK"))
        return Row(value=item_to_session(item), position=position, depth=Depth.WHOLE)

    def read_turns(self, positions: Sequence[Position]) -> list[Row[Turn] | None]:
        """Return turns whole, in that order; None for one that is no longer there.

        One that stands elsewhere by now is found there: its head knows its places.
        """
        found = self._read(positions, item_to_turn)
        gone = [number for number, row in enumerate(found) if row is None]
        moved = side_by_side().map(self._moved_turn, (positions[each] for each in gone))
        for number, row in zip(gone, moved, strict=True):
            found[number] = row
        return found

    def read_sessions(self, positions: Sequence[Position]) -> list[Row[Session] | None]:
        """Return sessions whole, in that order; None for one that is no longer there."""
        return self._read(positions, item_to_session)

    def read_uncut_sessions(self, positions: Sequence[Position]) -> list[Row[Session] | None]:
        """Return sessions folded anew from their latest turns (1,000 at most), nothing cut.

        What only their rows know stays as it is there: scores of their own, marks, publications.
        """
        rows = self.read_sessions(positions)
        return [self._uncut(row) if row is not None else None for row in rows]

    def _latest_turns(self, pk: str) -> list[Turn]:
        turns = walk(self._rows, pk, item_to_turn, index="", bounds=_TURNS, depth=Depth.WHOLE)
        found = turns(_MOST_TURNS, None)
        rows = list(found.rows)
        while found.end is not None and len(rows) < _MOST_TURNS:
            found = turns(_MOST_TURNS - len(rows), found.end)
            rows += found.rows
        return [row.value for row in rows]

    def _uncut(self, row: Row[Session]) -> Row[Session]:
        found = self._latest_turns(row.position[0])
        said = fold_session(row.value.session_id, found, limits=NO_LIMITS)
        value = replace(
            row.value,
            users=said.users,
            tags=said.tags,
            environments=said.environments,
            models=said.models,
            names=said.names,
            releases=said.releases,
            metadata=said.metadata,
            metadata_count=said.metadata_count,
        )
        return replace(row, value=value, depth=Depth.UNCUT)

    def _moved_turn(self, position: Position) -> Row[Turn] | None:
        project, _, _ = keys.split_pk(position[0])
        head = self._rows.get((keys.trace_pk(project, trace_of(position)), keys.HEAD))
        if head is None:
            return None
        places = [place for place in item_to_head(head).places if place != position[:2]]
        items = (self._rows.get(place) for place in places)
        shown = (item for item in items if item is not None and is_shown(item))
        return next(
            (Row(value=item_to_turn(item), position=position, depth=Depth.WHOLE) for item in shown),
            None,
        )

    def _read[T](
        self, positions: Sequence[Position], read: Callable[[Item], T]
    ) -> list[Row[T] | None]:
        items = read_many(self._rows, ((each[0], each[1]) for each in positions))
        return [
            Row(value=read(item), position=position, depth=Depth.WHOLE) if item else None
            for item, position in zip(items, positions, strict=True)
        ]


def _session_stub(item: Item) -> Session:
    start_ns, session_id = _split(item["GSI2SK"]["S"])
    return Session(session_id=session_id, start_ns=start_ns)


def _split(sort_key: str) -> tuple[int | None, str]:
    """Return the time (Unix nanoseconds, to the millisecond) and the id of an index's sort key."""
    moment, _, identifier = sort_key.partition("#")
    if moment == keys.NEVER:
        return None, identifier
    at = datetime.fromisoformat(moment + "+00:00") - _EPOCH
    return at // timedelta(milliseconds=1) * 1_000_000, identifier


def trace_of(position: Position) -> str:
    """Return the trace whose turn stands there, in the form that keys use."""
    pk, sk = position[:2]
    return keys.split_pk(pk)[2] if sk == keys.TURN else sk.split("#", 2)[2]


@cache
def lists() -> Lists:
    """Return the lists of the table named by TABLE_NAME; one per warm Lambda."""
    return Lists(database())

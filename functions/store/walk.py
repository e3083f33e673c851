"""A bounded walk over the rows of a list: some rows at a time, and where it goes on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from functions.model.trace import Trace
from functions.store.database import Database
from functions.store.item import Item
from functions.store.keys import minute
from functions.store.page import not_ours
from functions.store.retention import is_shown

type Position = tuple[str, ...]
"""Where a row stands, as keys that only its own walk reads; the first two are its PK and SK."""

type Period = tuple[int | None, int | None]
"""Unix nanoseconds, both inclusive; None is no bound."""


class Depth(IntEnum):
    """How much of a row is known."""

    KEYS = 0
    """An id and a time, which an index has in its keys."""

    HEAD = 1
    """What an index carries beside its keys."""

    WHOLE = 2
    """All that the row holds, in which long things are cut."""

    UNCUT = 3
    """All that there is: folded anew from the rows below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row[T]:
    """One row of a list, as far as it is known."""

    value: T
    position: Position
    depth: Depth = Depth.HEAD
    trace: Trace | None = None
    """At depth `UNCUT`, the trace that a turn is folded from."""

    @property
    def whole(self) -> bool:
        """Whether `value` is all that the row holds."""
        return self.depth >= Depth.WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch[T]:
    """Some rows of a walk; `end` is where it goes on, None where the list ends."""

    rows: tuple[Row[T], ...]
    looked: int
    """How many rows were read, those that nobody may see any more among them."""

    end: Position | None


type Walk[T] = Callable[[int, Position | None], Stretch[T]]
"""Takes how many rows to look at, at most 1,000, and where to go on."""


type Keys = tuple[str, str] | None
"""The sort keys that bound a walk, both inclusive."""


def between(period: Period) -> Keys:
    """Return the sort keys of an index by time between which a period lies, to the minute.

    Rows without a time sort last, and are in it only while it has no end.
    """
    since, until = period
    if since is None and until is None:
        return None
    low = minute(since) if since is not None else "0"
    high = minute(until) + "~" if until is not None else "~"
    return low, max(low, high)


def walk[T](
    rows: Database,
    pk: str,
    read: Callable[[Item], T],
    *,
    index: str = "GSI1",
    bounds: Keys = None,
    depth: Depth = Depth.HEAD,
    backwards: bool = False,
) -> Walk[T]:
    """Return the walk over a partition of an index, latest first; `index` "" is the table itself.

    `backwards` it goes from where it is to go on to the latest, which comes last.
    Of a row of the table itself only what an index would carry is fetched, but for `WHOLE`.

    Rows that are gone or expired are passed over.

    Raises:
        MalformedError: by the walk; it is to go on where it never was.

    """
    names = tuple(dict.fromkeys(("PK", "SK", f"{index}PK", f"{index}SK")))
    attributes = "" if index or depth is Depth.WHOLE else "PK, SK, head, expires, gone"

    def stretch(limit: int, start: Position | None) -> Stretch[T]:
        after = _start(start, names, pk, bounds) if start is not None else None
        items, last = rows.newest(
            pk,
            limit,
            after,
            index=index,
            between=bounds,
            attributes=attributes,
            backwards=backwards,
        )
        found = tuple(
            Row(value=read(item), position=_position(item, names), depth=depth)
            for item in items
            if is_shown(item)
        )
        end = _position(last, names) if last else None
        return Stretch(rows=found, looked=len(items), end=end)

    return stretch


def sorted_walk[T](
    index_pk: str, load: Callable[[], Iterable[Item]], read: Callable[[Item], T]
) -> Walk[T]:
    """Return the walk over a few rows in the order, and by the positions, of a list in GSI1.

    All of them are loaded each time.

    Raises:
        MalformedError: by the walk; it is to go on where it never was.

    """
    names = ("PK", "SK", "GSI1PK", "GSI1SK")

    def stretch(limit: int, start: Position | None) -> Stretch[T]:
        if start is not None and (len(start) != len(names) or start[2] != index_pk):
            raise not_ours()
        rows = [
            Row(value=read(item), position=_position(item, names))
            for item in load()
            if is_shown(item)
        ]
        rows.sort(key=_in_index, reverse=True)
        left = [each for each in rows if start is None or _in_index(each) < start[::-1]]
        end = left[limit - 1].position if len(left) > limit else None
        return Stretch(rows=tuple(left[:limit]), looked=len(left[:limit]), end=end)

    return stretch


def _in_index[T](row: Row[T]) -> Position:
    """Return where a row stands in its index, ties told apart."""
    return row.position[::-1]


def _position(item: Mapping[str, Any], names: Iterable[str]) -> Position:
    return tuple(item[name]["S"] for name in names)


def _start(position: Position, names: Sequence[str], pk: str, bounds: Keys) -> Item:
    """Return the key after which a walk goes on; DynamoDB refuses one outside of its bounds."""
    low, high = bounds or ("", "\U0010ffff")
    if len(position) != len(names) or position[-2] != pk or not low <= position[-1] <= high:
        raise not_ours()
    return {name: {"S": each} for name, each in zip(names, position, strict=True)}

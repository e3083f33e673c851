"""The rows of a list that are wanted, and what it took to find them."""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.store.walk import Position, Row, Walk
from web.api.listing.listing import Bounds, Listing

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found[T]:
    """Wanted rows, and where their walk goes on."""

    rows: list[Row[T]]
    rest: Position | None


@dataclass(slots=True, kw_only=True)
class Search[T]:
    """What one request looks at."""

    listing: Listing[T]
    bounds: Bounds
    looked: int = 0
    whole: int = 0

    def some(self, walk: Walk[T], limit: int, start: Position | None) -> Found[T]:
        """Return the wanted ones of the next rows, and where the walk goes on."""
        stretch = walk(limit, start)
        self.looked += max(1, stretch.looked)
        return Found(rows=self._wanted(stretch.rows), rest=stretch.end)

    def until(self, walk: Walk[T], most: int) -> Found[T]:
        """Return the wanted ones of a whole walk, or of as much of it as may be looked at."""
        found = self.some(walk, min(_AT_ONCE, most), None)
        while found.rest is not None and self.may_go_on(most):
            more = self.some(walk, min(_AT_ONCE, most - self.looked), found.rest)
            found = Found(rows=found.rows + more.rows, rest=more.rest)
        return found

    def may_go_on(self, most: int) -> bool:
        """Tell whether this request may look at more."""
        return self.looked < most and self.whole < self.bounds.whole

    def _wanted(self, rows: Sequence[Row[T]]) -> list[Row[T]]:
        """Return the wanted ones; those that do not know enough of themselves are read whole."""
        answers = [self._decide(row) for row in rows]
        unsure = [row.position for row, each in zip(rows, answers, strict=True) if each is None]
        self.whole += len(unsure)
        read = iter(self.listing.read(unsure)) if unsure else iter(())
        found = (
            (row if answer else None) if answer is not None else self._settled(next(read))
            for row, answer in zip(rows, answers, strict=True)
        )
        return [row for row in found if row is not None]

    def _decide(self, row: Row[T]) -> bool | None:
        answer = self.listing.wanted.decide(row)
        order = self.listing.order
        if answer and not row.whole and order is not None and not order.is_known(row):
            return None
        return bool(answer) if row.whole else answer

    def _settled(self, row: Row[T] | None) -> Row[T] | None:
        return row if row is not None and self.listing.wanted.decide(row) else None

"""The rows of a list that are wanted, and what it took to find them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched

from functions.store.walk import Depth, Position, Row, Walk
from web.api.listing.listing import Bounds, Listing, Reader

_AT_ONCE = 1_000
_SLICE = 100


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
    uncut: int = 0

    def some(self, walk: Walk[T], limit: int, start: Position | None) -> Found[T]:
        """Return the wanted ones of the next rows, and where the walk goes on."""
        stretch = walk(limit, start)
        self.looked += max(1, stretch.looked)
        found: list[Row[T]] = []
        for rows in batched(stretch.rows, _SLICE, strict=False):
            found += self._wanted(rows)
            if rows[-1] is not stretch.rows[-1] and self._is_spent():
                return Found(rows=found, rest=rows[-1].position)
        return Found(rows=found, rest=stretch.end)

    def until(self, walk: Walk[T], most: int) -> Found[T]:
        """Return the wanted ones of a whole walk, or of as much of it as may be looked at."""
        found = self.some(walk, min(_AT_ONCE, most), None)
        while found.rest is not None and self.may_go_on(most):
            more = self.some(walk, min(_AT_ONCE, most - self.looked), found.rest)
            found = Found(rows=found.rows + more.rows, rest=more.rest)
        return found

    def may_go_on(self, most: int) -> bool:
        """Tell whether this request may look at more."""
        return self.looked < most and not self._is_spent()

    def _is_spent(self) -> bool:
        return self.whole >= self.bounds.whole or self.uncut >= self.bounds.uncut

    def _wanted(self, rows: Sequence[Row[T]]) -> list[Row[T]]:
        """Return the wanted ones; of those that do not know enough of themselves more is read."""
        found: list[Row[T] | None] = list(rows)
        answers = [self._decide(row, Depth.HEAD) for row in found]
        for depth, read in self._readers():
            unsure = [number for number, each in enumerate(answers) if each is None]
            if not unsure:
                break
            self._count(depth, len(unsure))
            for number, row in zip(unsure, read([rows[n].position for n in unsure]), strict=True):
                found[number] = row
                answers[number] = self._decide(row, depth)
        if self.listing.seen is not None:
            self.listing.seen([row for row in found if row is not None])
        return [row for row, each in zip(found, answers, strict=True) if row is not None and each]

    def _readers(self) -> list[tuple[Depth, Reader[T]]]:
        uncut = self.listing.read_uncut
        deepest = [(Depth.UNCUT, uncut)] if uncut is not None else []
        return [(Depth.WHOLE, self.listing.read), *deepest]

    def _count(self, depth: Depth, rows: int) -> None:
        if depth is Depth.WHOLE:
            self.whole += rows
        else:
            self.uncut += rows

    def _decide(self, row: Row[T] | None, depth: Depth) -> bool | None:
        """Tell whether a row is wanted and knows its place; None to read more of it."""
        if row is None:
            return False
        order = self.listing.order
        answer = self.listing.wanted.decide(row)
        deepest, _ = self._readers()[-1]
        if answer and order is not None and not order.is_known(row) and depth < deepest:
            return None
        return answer

"""The engine of all lists: pages by number and pages by cursor, each request within its bounds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Annotated

from fastapi import Depends

from functions.store.page import read_position, write_position
from functions.store.remembered import BLOCK, Memory, Place, Remembered, memory
from functions.store.walk import Position, Row
from web.api.errors import InvalidParameterError
from web.api.listing.listing import Bounds, Following, Listing, Looked
from web.api.listing.search import Search
from web.api.paging import Paging

_FILTERED_AT_ONCE = 200


@dataclass(slots=True, kw_only=True)
class _Book[T]:
    """The places of a numbered list while one request works on it."""

    listing: Listing[T]
    known: Remembered
    start: int = 0
    """The number of the first of `tail`: where a block begins."""

    tail: list[Place] = field(default_factory=list)

    def add(self, places: Sequence[Place], rest: Position | None) -> None:
        """Let the list go on with these."""
        self.tail += places
        self.known = Remembered(
            generation=self.known.generation,
            length=self.start + len(self.tail),
            rest=rest,
            walk=self.known.walk,
        )


class Pager:
    """The engine: lists page by number and page by cursor, each request within its bounds."""

    def __init__(self, remembered: Memory, bounds: Bounds) -> None:
        self._memory = remembered
        self._bounds = bounds

    def numbered[T](self, listing: Listing[T], asked: Paging) -> tuple[list[T], int]:
        """Return the values of a page, and how many there are in all.

        Raises:
            InvalidParameterError: another order than the list's own and too many rows for it; a
                page so far on that one request does not get there.

        """
        search = Search(listing=listing, bounds=self._bounds)
        known = self._recall(listing) if asked.page > 1 else None
        book = self._begin(listing, search) if known is None else self._resume(listing, known)
        grown = self._extend(book, search, asked)
        more = book.known.rest is not None or book.known.length > asked.end
        if grown or (known is None and more):
            self._memory.remember(listing.project, listing.name, book.known, book.start, book.tail)
        total = book.known.length
        if book.known.rest is not None:
            total = max(total, asked.end + 1)
        return self._values(listing, self._places(book, asked)), total

    def following[T](self, listing: Listing[T], cursor: str | None, limit: int) -> Following[T]:
        """Return the next page after a cursor, or the first.

        Raises:
            MalformedError: the cursor is none of this list's.
            InvalidParameterError: another order than the list's own.

        """
        if listing.order is not None:
            raise InvalidParameterError("orderBy", "a cursor goes with the list's own order only")
        found = self.looking(listing, read_position(cursor) if cursor else None, limit)
        values = self._values(listing, [row.position for row in listing.natural.sort(found.rows)])
        return Following(values=values, cursor=write_position(found.rest), looked=found.looked)

    def places[T](self, listing: Listing[T]) -> list[Place]:
        """Return where the rows of a numbered list stand, as it was remembered.

        One that is not is found anew, as far as may be counted, and remembered from now on.

        Raises:
            InvalidParameterError: another order than the list's own and too many rows for it.

        """
        known = self._recall(listing)
        if known is not None:
            return self._memory.places(listing.project, listing.name, known, 0, known.length)
        book = self._begin(listing, Search(listing=listing, bounds=self._bounds))
        self._memory.remember(listing.project, listing.name, book.known, 0, book.tail)
        return book.tail

    def looking[T](self, listing: Listing[T], rest: Position | None, limit: int) -> Looked[T]:
        """Return the next rows after a position, or the first, no more of them read than it took.

        Raises:
            MalformedError: the position is none of this list's.

        """
        search = Search(listing=listing, bounds=self._bounds)
        most = self._bounds.followed
        rows: list[Row[T]] = []
        while True:
            some = max(_FILTERED_AT_ONCE, limit) if listing.wanted else limit - len(rows)
            found = search.some(listing.walks[-1], min(some, most - search.looked), rest)
            rows, rest = rows + found.rows, found.rest
            if len(rows) > limit:
                rest = rows[limit - 1].position
            if rest is None or len(rows) >= limit or not search.may_go_on(most):
                break
        return Looked(rows=rows[:limit], rest=rest, looked=search.looked)

    def _recall[T](self, listing: Listing[T]) -> Remembered | None:
        return self._memory.recall(listing.project, listing.name)

    def _begin[T](self, listing: Listing[T], search: Search[T]) -> _Book[T]:
        """Return the list as one request finds it."""
        for number, walk in enumerate(listing.walks):
            search.looked = 0
            found = search.until(walk, self._bounds.counted)
            if found.rest is None or number == len(listing.walks) - 1:
                break
        rows = listing.natural.sort(found.rows)
        if listing.order is not None:
            if found.rest is not None:
                raise InvalidParameterError(
                    "orderBy", f"works up to {self._bounds.counted} rows; bound the time"
                )
            rows = listing.order.sort(rows)
        book = _Book(listing=listing, known=_nothing(number))
        book.add([row.position for row in rows], found.rest)
        return book

    def _resume[T](self, listing: Listing[T], known: Remembered) -> _Book[T]:
        """Return a remembered list, with the positions of its last block."""
        start = known.length // BLOCK * BLOCK
        book = _Book(listing=listing, known=known, start=start)
        if known.rest is not None:
            book.tail = self._memory.places(
                listing.project, listing.name, known, start, known.length
            )
        return book

    def _extend[T](self, book: _Book[T], search: Search[T], asked: Paging) -> bool:
        """Go on until the page is full or the request may look no further; tell if it grew."""
        before = book.known.length
        most = search.looked + self._bounds.counted
        walk = book.listing.walks[book.known.walk]
        while book.known.rest is not None and book.known.length < asked.end:
            if not search.may_go_on(most):
                break
            found = search.some(walk, min(BLOCK, most - search.looked), book.known.rest)
            rows = book.listing.natural.sort(found.rows)
            book.add([row.position for row in rows], found.rest)
        if book.known.rest is not None and book.known.length < asked.end:
            if book.known.length < asked.end - asked.limit:
                raise InvalidParameterError(
                    "page", "further on than one request looks; ask for the pages before it first"
                )
            book.add([None] * (asked.end - book.known.length), book.known.rest)
        return book.known.length > before

    def _places[T](self, book: _Book[T], asked: Paging) -> list[Place]:
        start = asked.end - asked.limit
        if start >= book.start and book.tail:
            return book.tail[start - book.start : asked.end - book.start]
        listing = book.listing
        return self._memory.places(listing.project, listing.name, book.known, start, asked.end)

    def _values[T](self, listing: Listing[T], places: Sequence[Place]) -> list[T]:
        rows = listing.read([each for each in places if each is not None])
        return [row.value for row in rows if row is not None]


def _nothing(walk: int) -> Remembered:
    return Remembered(generation=token_hex(8), length=0, rest=None, walk=walk)


def bounds() -> Bounds:
    """Return how much a request may look at."""
    return Bounds()


def pager(
    remembered: Annotated[Memory, Depends(memory)], most: Annotated[Bounds, Depends(bounds)]
) -> Pager:
    """Return the engine."""
    return Pager(remembered, most)


type Pages = Annotated[Pager, Depends(pager)]

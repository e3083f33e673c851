"""Lists of the API: which rows are wanted, in which order, page by number or page by cursor.

A list says how its rows are walked and read; the engine here bounds what a request looks at.

    listing = Listing(
        project=project,
        name="traces?" + asked.query,            # what a numbered list is remembered under
        walks=(lists.turns(project),),           # tried in turn: the last one is gone on with
        read=lists.read_turns,                   # rows whole, by their positions
        wanted=parse_filter(text, COLUMNS),      # on `Row[Turn]`; None from it reads the row whole
        order=Order(column=COLUMNS["timestamp"]),
    )
    rows, total = pages.numbered(listing, asked)           # `page`, `limit`, `totalItems`
    found = pages.following(listing, cursor, limit)        # cursor; `found.looked` rows looked at

Numbered: page 1 walks as far as `Bounds.counted` rows, puts what is wanted into exact order, and
remembers it for an hour if there is a second page; later pages read their own rows and no others.
So a loop over all pages sees everything that was there when it asked for page 1, whatever is
written, moved or deleted meanwhile. Beyond the bound the walk goes on page by page, the total is
always a page further than asked, and a page whose share of the walk finds little is short.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from functions.store.walk import Position, Row, Walk
from web.api.listing.column import Column
from web.api.listing.filter import Filter

type Reader[T] = Callable[[Sequence[Position]], list[Row[T] | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much one request may look at."""

    counted: int = 10_000
    """Rows of an index: up to here a total is exact and any order works."""

    whole: int = 2_000
    """Rows read whole, because their index does not know what a filter or an order asks."""

    uncut: int = 100
    """Rows folded anew, because even the whole row is cut where a filter asks."""

    followed: int = 2_000
    """Rows of an index that a page by cursor looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order[T]:
    """By which column a list is put into order; what has no value there comes last."""

    column: Column[T]
    descending: bool = True

    def is_known(self, row: T) -> bool:
        """Tell whether a row knows where it belongs."""
        return self.column.read(row, "").complete

    def sort(self, rows: Iterable[T]) -> list[T]:
        """Return rows in this order; equals stay as they came."""
        valued = [(self.column.read(row, "").values[:1], row) for row in rows]
        ordered = sorted(
            (each for each in valued if each[0]), key=lambda each: each[0], reverse=self.descending
        )
        return [row for _, row in ordered] + [row for value, row in valued if not value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing[T]:
    """A list: whose, of what, and which part of it."""

    project: str
    name: str
    """Names the list and every parameter that decides what is in it and in which order."""

    walks: tuple[Walk[T], ...]
    """The first that ends within what may be counted is the list; else the last, whose order must
    not depend on what happens while somebody goes on with it."""

    read: Reader[T]
    """Returns rows whole, None for one that is no longer there."""

    read_uncut: Reader[T] | None = None
    """Returns rows folded anew from everything below them, for what was cut in the row itself."""

    wanted: Filter[Row[T]]
    natural: Order[Row[T]]
    """Exactly the order that the walks have to the minute."""

    order: Order[Row[T]] | None = None
    """Another order that was asked for."""

    seen: Callable[[Sequence[Row[T]]], None] | None = None
    """Told of all rows that were looked at, wanted or not, as far as they are known then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked[T]:
    """The rows of a page as its walk knows and orders them."""

    rows: list[Row[T]]
    rest: Position | None
    """Where the walk goes on; None where it ends."""

    looked: int
    """How many rows were looked at, wanted or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Following[T]:
    """A page by cursor; `cursor` is None where the list ends."""

    values: list[T]
    cursor: str | None
    looked: int
    """How many rows were looked at, wanted or not."""

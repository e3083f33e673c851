"""Numbered pages over lists that the store gives out by cursor."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request

from functions.store.page import Page
from web.api.errors import InvalidParameterError
from web.api.wire import Wire

_COUNTED = 10_000
"""Up to here the total is exact; beyond, it is always a page further than asked."""

_READ_AT_ONCE = 1_000


class Meta(Wire):
    """Where a page stands in its list."""

    page: int
    limit: int
    total_items: int
    total_pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which page was asked for."""

    page: int
    limit: int

    @property
    def end(self) -> int:
        """How many items there are up to the end of the page."""
        return self.page * self.limit

    def meta(self, total: int) -> Meta:
        """Return where this page stands in a list of `total` items."""
        return Meta(
            page=self.page,
            limit=self.limit,
            total_items=total,
            total_pages=-(-total // self.limit),
        )

    def cut[T](self, items: list[T]) -> list[T]:
        """Return the items of this page."""
        return items[self.end - self.limit : self.end]


def paging(
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Paging:
    """Read `page` and `limit` from the query."""
    return Paging(page=page, limit=limit)


type AskedPage = Annotated[Paging, Depends(paging)]


def read_page[T](
    read: Callable[[int, str | None], Page[T]], asked: Paging, *, time_of: Callable[[T], int | None]
) -> tuple[list[T], int]:
    """Return the items of a page and the total; `read` takes a limit and a cursor.

    A list that was read whole is put into exact order, latest first; the store's own order is by
    the minute.
    """
    items: list[T] = []
    cursor: str | None = None
    while True:
        found = read(_READ_AT_ONCE, cursor)
        items.extend(found.items)
        cursor = found.cursor
        if cursor is None:
            items.sort(key=lambda each: time_of(each) or 0, reverse=True)
        if cursor is None or len(items) > max(_COUNTED, asked.end):
            return asked.cut(items), len(items)


def only(*supported: str, later: Collection[str] = ()) -> Callable[[Request], None]:
    """Return a dependency that refuses every parameter but these, instead of ignoring it.

    `later` are those that Langfuse has and this service has not yet.
    """

    def check(request: Request) -> None:
        for name in request.query_params:
            if name in later:
                raise InvalidParameterError(name, f"'{name}' is not supported yet")
            if name not in supported:
                raise InvalidParameterError(name, f"there is no parameter '{name}'")

    return check

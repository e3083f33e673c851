"""Which page of a list is asked for, and where it stands."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

from web.api.errors import InvalidParameterError
from web.api.wire import Wire

_WHICH_PAGE = ("page", "limit", "cursor")


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


class CursorMeta(Wire):
    """Where a page by cursor stands."""

    limit: int
    cursor: str | None
    """What the next page is asked for with; null at the end of the list."""

    looked: int
    """How many rows were looked at for this page, wanted or not."""


def cursor(
    request: Request, cursor: Annotated[str | None, Query(max_length=10_000)] = None
) -> str | None:
    """Read `cursor`: empty for the first page, None where pages are asked for by number."""
    if cursor is not None and "page" in request.query_params:
        raise InvalidParameterError("cursor", "either 'page' or 'cursor'")
    return cursor


type AskedCursor = Annotated[str | None, Depends(cursor)]


def list_name(request: Request) -> str:
    """Return what a list is remembered under: everything that was asked for but which page."""
    asked = (each for each in request.query_params.multi_items() if each[0] not in _WHICH_PAGE)
    return f"{request.url.path}?{urlencode(sorted(asked))}"


type ListName = Annotated[str, Depends(list_name)]


def only(*supported: str, many: Collection[str] | None = None) -> Callable[[Request], None]:
    """Return a dependency that refuses every parameter but these, instead of ignoring it.

    Where `many` is given, only its parameters may come several times: of others that do, all but
    one would be ignored.
    """
    known = {*supported, *(many or ())}

    def check(request: Request) -> None:
        asked = [name for name, _ in request.query_params.multi_items()]
        for name in asked:
            if name not in known:
                raise InvalidParameterError(name, f"there is no parameter '{name}'")
            if many is not None and name not in many and asked.count(name) > 1:
                raise InvalidParameterError(name, f"there is one '{name}' only")

    return check

"""The sessions before and after one in a list, within what a request may look at.

In the list's own order they are looked for from where the session stands, both ways; in another
order, in the list as it was remembered when its first page was shown.
"""

from functions.model.errors import MalformedError, NotFoundError
from functions.model.session import Session
from functions.store.keys import minute
from functions.store.lists import Lists
from functions.store.page import write_position
from functions.store.remembered import memory
from functions.store.walk import Position, Row
from web.api.errors import InvalidParameterError
from web.api.listing.listing import Bounds, Looked
from web.api.listing.pager import Pager
from web.pages.review.walk import Neighbours
from web.pages.session_list.query import SORT, ListQuery
from web.viewer.session_list.finding import Finder

_WINDOW = 100
"""Sessions on each side: how many there are is known up to here."""

BOUNDS = Bounds(counted=2_000, whole=200, uncut=20, followed=400)
"""Less than for the list: somebody asks for this with every session."""


def find_neighbours(
    project: str, session_id: str, query: ListQuery, lists: Lists, bounds: Bounds = BOUNDS
) -> Neighbours:
    """Return what stands beside a session in a list; nothing where that cannot be told.

    Raises:
        NotFoundError: there is no such session.
        WrongQueryError: what the list asks for does not go together.

    """
    row = lists.session_row(project, session_id)
    if row is None:
        raise NotFoundError("session")
    pager = Pager(memory(), bounds)
    finder = Finder(project, query, lists, pager)
    if query.value(SORT):
        return _in_order(finder, lists, pager, row)
    try:
        return _by_activity(finder, pager, row)
    except MalformedError:
        return Neighbours()  # it was active outside of the list's period


def _by_activity(finder: Finder, pager: Pager, row: Row[Session]) -> Neighbours:
    after = pager.looking(finder.listing(), row.position, _WINDOW)
    before = pager.looking(finder.listing(backwards=True), row.position, _WINDOW)
    rows = [*reversed(before.rows), row, *after.rows]
    if not _ends_in_its_minute(row, before) and not _ends_in_its_minute(row, after):
        rows = finder.listing().natural.sort(rows)
    place = rows.index(row)
    following = rows[place + 1].value if place + 1 < len(rows) else None
    return Neighbours(
        previous=rows[place - 1].value if place else None,
        next=following,
        before=place if before.rest is None else None,
        after=len(rows) - place - 1 if after.rest is None else None,
        further="" if following else write_position(after.rest) or "",
    )


def _ends_in_its_minute(row: Row[Session], side: Looked[Session]) -> bool:
    """Tell whether more sessions of a row's own minute are there than one looks at.

    The walk knows the minute only; what is in one cannot be put into order without all of it.
    """
    if side.rest is None or not side.rows:
        return False
    return minute(side.rows[-1].value.end_ns) == minute(row.value.end_ns)


def _in_order(finder: Finder, lists: Lists, pager: Pager, row: Row[Session]) -> Neighbours:
    try:
        places = [each for each in pager.places(finder.listing()) if each is not None]
    except InvalidParameterError:
        return Neighbours()  # more sessions than are put into another order
    at = next((at for at, each in enumerate(places) if each[:2] == row.position[:2]), None)
    if at is None:
        return Neighbours()
    return Neighbours(
        previous=_read(lists, places[at - 1 : at] if at else []),
        next=_read(lists, places[at + 1 : at + 2]),
        before=at,
        after=len(places) - at - 1,
    )


def _read(lists: Lists, places: list[Position]) -> Session | None:
    found = lists.read_sessions(places) if places else []
    return next((each.value for each in found if each is not None), None)

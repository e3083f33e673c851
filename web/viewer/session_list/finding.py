"""Finding the sessions of one page of the list, within what a request may look at."""

from hashlib import sha256
from itertools import islice

from functions.model.session import Session
from functions.store.lists import ALWAYS, Lists
from functions.store.page import read_position, write_position
from functions.store.walk import Position
from web.api.errors import InvalidParameterError
from web.api.listing.listing import Listing, Looked, Order
from web.api.listing.pager import Pager
from web.api.paging import Paging
from web.api.sessions.columns import SESSION_COLUMNS, SessionRow
from web.pages.language import say
from web.pages.session_list.found import ROWS, Found, Spot
from web.pages.session_list.query import ASCENDING, SORT, ListQuery, WrongQueryError
from web.viewer.session_list.conditions import filter_of
from web.viewer.session_list.facets import Facets

_COLUMNS = {
    "active": "updatedAt",
    "started": "createdAt",
    "turns": "traceCount",
    "errors": "errorCount",
    "duration": "duration",
    "tokens": "totalTokens",
    "cost": "totalCost",
}
_NATURAL = Order(column=SESSION_COLUMNS["updatedAt"])


class Finder:
    """Finds the sessions of a project that a query asks for.

    Raises:
        WrongQueryError: what is asked for does not go together.

    """

    def __init__(self, project: str, query: ListQuery, lists: Lists, pager: Pager) -> None:
        self.project = project
        self.query = query
        self.wanted = filter_of(query)
        self.facets = Facets(self.wanted)
        self._lists = lists
        self._pager = pager

    def find(self, spot: Spot) -> Found:
        """Return a page.

        Raises:
            MalformedError: there is no such page.
            WrongQueryError: there are too many sessions for that order.

        """
        if self.query.value(SORT):
            return self._sorted(spot.page)
        if spot.before:
            return self._back(read_position(spot.before))
        return self._on(read_position(spot.cursor) if spot.cursor else None)

    def newest(self) -> Looked[Session]:
        """Return the newest sessions of the project, as an unfiltered list begins."""
        walk = self._lists.sessions_by_activity(self.project)
        stretch = walk(ROWS, None)
        return Looked(rows=list(stretch.rows), rest=stretch.end, looked=stretch.looked)

    def page_of(self, looked: Looked[Session]) -> Found:
        """Return the first page of an unfiltered list, of which all rows are known."""
        self.facets.see(looked.rows)
        return self._page(looked, None)

    def _on(self, start: Position | None) -> Found:
        looked = self._pager.looking(self.listing(), start, ROWS)
        return self._page(looked, start)

    def _page(self, looked: Looked[Session], start: Position | None) -> Found:
        first = looked.rows[0].position if looked.rows else start
        return Found(
            sessions=tuple(row.value for row in _NATURAL.sort(looked.rows)),
            counts=self.facets.counts,
            counted=len(self.facets),
            looked=looked.looked,
            later=_after(looked.rest),
            earlier=_before(first) if start else None,
            mark=mark_of(looked) if start is None and not self.wanted else "",
        )

    def _back(self, start: Position) -> Found:
        listing = self.listing(backwards=True)
        looked = self._pager.looking(listing, start, ROWS)
        begins = looked.rest is None or not listing.walks[0](1, looked.rest).looked
        nearest = looked.rows[0].position if looked.rows else start
        return Found(
            sessions=tuple(row.value for row in _NATURAL.sort(looked.rows)),
            counts=self.facets.counts,
            counted=len(self.facets),
            looked=looked.looked,
            later=_after(nearest),
            earlier=None if begins else _before(looked.rest),
        )

    def _sorted(self, page: int) -> Found:
        try:
            sessions, total = self._pager.numbered(self.listing(), Paging(page=page, limit=ROWS))
        except InvalidParameterError as error:
            key = "list.wrong.sort" if error.name == "orderBy" else "list.wrong.page"
            raise WrongQueryError(say(key)) from None
        if page > 1 and not sessions:
            raise WrongQueryError(say("list.wrong.page"))
        return Found(
            sessions=tuple(sessions),
            counts=self.facets.counts,
            counted=len(self.facets),
            looked=len(self.facets),
            later=Spot(page=page + 1) if page * ROWS < total else None,
            earlier=Spot(page=page - 1) if page > 1 else None,
            total=total,
        )

    def listing(self, *, backwards: bool = False) -> Listing[Session]:
        """Return the list for the engine that finds its rows."""
        period = self.wanted.period_ns("updatedAt") if self.wanted else ALWAYS
        walk = self._lists.sessions_by_activity(self.project, period, backwards=backwards)
        return Listing(
            project=self.project,
            name=f"pages?{self.query.text}",
            walks=(walk,),
            read=self._lists.read_sessions,
            read_uncut=self._lists.read_uncut_sessions,
            wanted=self.wanted,
            natural=_NATURAL,
            order=_order(self.query.value(SORT)),
            seen=self.facets.see,
        )


def mark_of(looked: Looked[Session]) -> str:
    """Return a text that changes with anything that a list would show of these."""
    shown = "\n".join(repr(row.value) for row in islice(looked.rows, ROWS))
    return sha256(shown.encode(errors="replace")).hexdigest()[:16]


def _order(asked: str) -> Order[SessionRow] | None:
    if not asked:
        return None
    name = asked.removesuffix(ASCENDING)
    return Order(column=SESSION_COLUMNS[_COLUMNS[name]], descending=name == asked)


def _after(position: Position | None) -> Spot | None:
    return Spot(cursor=write_position(position) or "") if position else None


def _before(position: Position | None) -> Spot | None:
    return Spot(before=write_position(position) or "") if position else None

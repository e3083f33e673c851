"""All sessions of a filtered list, as far as one request may look and one file has room."""

import time
from collections.abc import Iterator
from urllib.parse import parse_qsl

from functions.model.session import Session
from functions.store.exports import MOST_SESSIONS, fitting
from functions.store.keys import split_pk
from functions.store.lists import Lists
from web.api.listing.listing import Listing, Looked
from web.api.listing.pager import Pager
from web.pages.session_list.query import SORT, parse_query
from web.viewer.session_list.finding import Finder

_MOST_LOOKS = 10
"""Each at 2,000 rows of the index, where the filter lets few of them through."""

_LONGEST_S = 15.0


def sessions_of_list(
    project: str, query: str, lists: Lists, pager: Pager
) -> tuple[list[str], bool]:
    """Return the sessions of a list, latest first, and whether there are, or may be, more.

    `query` is that of the list's address; whatever its order, the latest are taken.

    Raises:
        MalformedError: it makes no sense.

    """
    asked = parse_query(parse_qsl(query.removeprefix("?"))).without(SORT)
    listing = Finder(project, asked, lists, pager).listing()
    ids: list[str] = []
    more = False
    for found in _looks(pager, listing):
        ids += [split_pk(row.position[0])[2] for row in found.rows]
        more = found.rest is not None
        if len(ids) >= MOST_SESSIONS:
            break
    kept = fitting(ids[:MOST_SESSIONS])
    return kept, more or len(kept) < len(ids)


def _looks(pager: Pager, listing: Listing[Session]) -> Iterator[Looked[Session]]:
    """Yield what is found from the newest on, until one request has looked at enough."""
    deadline = time.monotonic() + _LONGEST_S
    found = pager.looking(listing, None, MOST_SESSIONS)
    yield found
    for _ in range(1, _MOST_LOOKS):
        if found.rest is None or time.monotonic() > deadline:
            return
        found = pager.looking(listing, found.rest, MOST_SESSIONS)
        yield found

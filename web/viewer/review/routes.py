"""Next and previous session, and the beginning of a review."""

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from fastapi.responses import RedirectResponse, Response

from web.api.listing.pager import Pages
from web.api.traces.query import ProjectLists
from web.pages.links import key_to_id, session_url
from web.pages.render import walk_links
from web.pages.review.walk import Neighbours, Stroll, walk_view
from web.pages.session_list.found import Spot
from web.pages.session_list.query import WrongQueryError, parse_query_string
from web.viewer.page import Htmx, Page
from web.viewer.person import ProjectId
from web.viewer.review.neighbours import find_neighbours
from web.viewer.session_list.finding import Finder

router = APIRouter(prefix="/p/{project}")

_LONGEST_QUERY = 8_000
_MOST_SEEN = 10**6

type ListText = Annotated[str, Query(alias="list", max_length=_LONGEST_QUERY)]


def stroll(
    project: ProjectId,
    query: ListText = "",
    review: Annotated[str, Query(max_length=1)] = "",
    seen: Annotated[int, Query(ge=-1, le=_MOST_SEEN)] = 0,
) -> Stroll:
    """Return what an address says of the list that a session was opened from."""
    return Stroll(project=project, query=query, review=review == "1", seen=max(0, seen))


type Strolling = Annotated[Stroll, Depends(stroll)]


@router.api_route("/sessions/{key}/neighbours", methods=["GET", "HEAD"])
def read_neighbours(
    key: str,
    strolling: Strolling,
    lists: ProjectLists,
    go: Literal["", "previous", "next"] = "",
    htmx: Htmx = "",
) -> Response:
    """Show the way to the sessions beside one, or go there: to the list where there is none."""
    session_id = key_to_id(key)
    try:
        query = parse_query_string(strolling.query)
        found = find_neighbours(strolling.project, session_id, query, lists)
    except WrongQueryError:
        found = Neighbours()
    walk = walk_view(strolling, session_id, found)
    if htmx:
        return Page(walk_links(walk))
    there = {"next": walk.next_url, "previous": walk.previous_url}.get(
        go, session_url(strolling.project, key)
    )
    return RedirectResponse(there or walk.list_url, HTTPStatus.SEE_OTHER)


@router.api_route("/review", methods=["GET", "HEAD"])
def begin_review(
    project: ProjectId, lists: ProjectLists, pages: Pages, query: ListText = ""
) -> RedirectResponse:
    """Lead to the first session of a list, to be judged; to the list where it has none.

    Raises:
        WrongQueryError: there is no such list.

    """
    reviewing = Stroll(project=project, query=query, review=True)
    found = Finder(project, parse_query_string(query), lists, pages).find(Spot())
    first = next((reviewing.url(each.session_id) for each in found.sessions), reviewing.list_url)
    return RedirectResponse(first, HTTPStatus.SEE_OTHER)

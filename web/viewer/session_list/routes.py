"""`GET /p/{project}/sessions`, and what it looks for while somebody looks at it."""

from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from functions.model.errors import MalformedError
from functions.store.saved_views import SavedViewTable, saved_view_table
from web.api.listing.pager import Pages
from web.api.traces.query import ProjectLists
from web.pages.language import say
from web.pages.links import receipt_url
from web.pages.render import sessions_page, sessions_part
from web.pages.session_list.found import Found, Spot
from web.pages.session_list.page import Around, list_context
from web.pages.session_list.query import MOST_PAIRS, ListQuery, WrongQueryError, parse_query
from web.viewer.page import Page, shell
from web.viewer.person import ProjectId
from web.viewer.session_list import saved_views, selection
from web.viewer.session_list.finding import Finder, mark_of
from web.viewer.tables import Table

router = APIRouter()
router.include_router(saved_views.router)
router.include_router(selection.router)

_MOST_PAGES = 100_000
_DIGITS = 6
_LONGEST_CURSOR = 8_000
_LONGEST_RECEIPT = 100
_NOTICES = ("starred", "unstarred", "deleted")
_OWN = ("cursor", "before", "page", "view", "done", "n", "receipt", "mark")

type SavedViews = Annotated[SavedViewTable, Depends(saved_view_table)]
type Receipt = Annotated[str, Query(max_length=_LONGEST_RECEIPT)]
type Cursor = Annotated[str, Query(max_length=_LONGEST_CURSOR)]


@router.api_route("/p/{project}/sessions", methods=["GET", "HEAD"])
def read_sessions(  # noqa: PLR0913, RUF100 - one parameter for each that a list has
    request: Request,
    project: ProjectId,
    table: Table,
    views: SavedViews,
    lists: ProjectLists,
    pages: Pages,
    cursor: Cursor = "",
    before: Cursor = "",
    page: str = "1",
    view: str = "",
    done: str = "",
    n: str = "",
    receipt: Receipt = "",
) -> Response:
    """Show a page of the list, latest activity first."""
    around = Around(
        shell=shell(say("list.title"), project),
        project=project,
        query=ListQuery(),
        spot=Spot(),
        origin=str(request.base_url).rstrip("/"),
        views=views.list(project),
        view_id=view,
        notice=_notice(done, n),
        receipt_url=receipt_url(project, receipt) if receipt else "",
        failures=table.list_failures(project),
    )
    try:
        around = replace(around, query=_asked(request), spot=_spot(cursor, before, page))
        found = Finder(project, around.query, lists, pages).find(around.spot)
    except WrongQueryError as error:
        return _wrong(request, around, str(error))
    except MalformedError:
        return _wrong(request, around, say("list.wrong.cursor"))
    if before and found.earlier is None:
        return RedirectResponse(_first(request), HTTPStatus.FOUND)
    if not found.sessions and not around.query.pairs:
        table.read_project(project)
    return Page(sessions_page(list_context(around, found)))


@router.get("/p/{project}/session-list")
def look_again(
    request: Request, project: ProjectId, lists: ProjectLists, pages: Pages, mark: str = ""
) -> Response:
    """Return the sessions of a first page as they are now; 204 where nothing has changed.

    Whether anything has is read from the newest sessions of the project.
    """
    around = Around(
        shell=shell(say("list.title"), project),
        project=project,
        query=_asked(request),
        spot=Spot(),
        origin=str(request.base_url).rstrip("/"),
    )
    finder = Finder(project, around.query, lists, pages)
    newest = finder.newest()
    now = mark_of(newest)
    if now == mark:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    found = finder.find(Spot()) if finder.wanted else finder.page_of(newest)
    return Page(sessions_part(list_context(around, replace(found, mark=now))))


def _asked(request: Request) -> ListQuery:
    said = request.query_params.multi_items()
    return parse_query((name, value) for name, value in said if name not in _OWN)


def _spot(cursor: str, before: str, page: str) -> Spot:
    if not page.isdecimal() or len(page) > _DIGITS or not 1 <= int(page) <= _MOST_PAGES:
        raise WrongQueryError(say("list.wrong.number", name="page"))
    if cursor and before:
        raise WrongQueryError(say("list.wrong.twice", name="cursor"))
    return Spot(cursor=cursor, before=before, page=int(page))


def _wrong(request: Request, around: Around, problem: str) -> Page:
    """Return the list without sessions: what was asked for, as far as it can be shown again."""
    said = request.query_params.multi_items()
    query = ListQuery(tuple(islice(_right(said), MOST_PAIRS)))
    page = sessions_page(list_context(replace(around, query=query, problem=problem), Found()))
    return Page(page, HTTPStatus.BAD_REQUEST)


def _right(said: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Yield the parameters that make sense alone."""
    for pair in said:
        try:
            yield from parse_query([pair]).pairs
        except WrongQueryError:
            continue


def _first(request: Request) -> str:
    """Return the address of the first page of the list that was asked for."""
    kept = request.url.remove_query_params(["cursor", "before"])
    return f"{kept.path}?{kept.query}" if kept.query else kept.path


def _notice(done: str, n: str) -> str:
    if done not in _NOTICES or not n.isdecimal():
        return ""
    return say(f"list.done.{done}", n=int(n[:4]))

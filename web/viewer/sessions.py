"""The list of sessions."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from functions.store.table import SessionTable, session_table
from web.pages.context import SessionListContext
from web.pages.links import id_to_key, sessions_url, trace_url
from web.pages.render import sessions_page
from web.pages.session_view import rows_of
from web.pages.words import first_words
from web.viewer.page import Page, shell
from web.viewer.person import ProjectId

router = APIRouter()

_ROWS = 50

type Table = Annotated[SessionTable, Depends(session_table)]


@router.api_route("/p/{project}/sessions", methods=["GET", "HEAD"])
def read_sessions(
    request: Request, project: ProjectId, table: Table, cursor: str | None = None
) -> Page:
    """Show a page of the list, latest activity first."""
    found = table.list_sessions(project, limit=_ROWS, cursor=cursor)
    if not found.items:
        table.read_project(project)
    context = SessionListContext(
        shell=shell("Sessions", project),
        rows=rows_of(found.items, project),
        first_page=cursor is None,
        next_url=sessions_url(project, found.cursor) if found.cursor else "",
        origin=str(request.base_url).rstrip("/"),
        failures=tuple(
            (first_words(each, 40), trace_url(project, id_to_key(each)))
            for each in table.list_failures(project)
        ),
    )
    return Page(sessions_page(context))

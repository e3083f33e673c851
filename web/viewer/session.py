"""A session: its page, its name, and how much of it its reader wants to see."""

import time
from dataclasses import replace
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from fastapi.responses import RedirectResponse, Response

from functions.model.errors import NotFoundError
from functions.store.comments import CommentTable, comment_table
from functions.store.table import SessionTable
from web.api.sessions.marks import LONGEST_NAME
from web.pages.context import SessionContext
from web.pages.links import key_to_id, session_url
from web.pages.render import news_page
from web.pages.session_view import Asked, live_view, session_context, title_of
from web.replay.replay import build_replay
from web.replay.window import numbers_from
from web.viewer.fitting import fitted_page
from web.viewer.page import Page, shell
from web.viewer.person import ProjectId, Reader
from web.viewer.preferences import Density, View, preferences, remember
from web.viewer.publishing import publish_panel
from web.viewer.review.routes import Strolling
from web.viewer.tables import Table

router = APIRouter()

type First = Annotated[int, Query(alias="from", ge=1, le=10_000_000)]
type Known = Annotated[CommentTable, Depends(comment_table)]


@router.api_route("/p/{project}/sessions/{key}", methods=["GET", "HEAD"])
def read_session(  # noqa: PLR0913, RUF100 - one parameter for each of the address
    project: ProjectId,
    key: str,
    table: Table,
    job: str | None = None,
    density: Density | None = None,
    view: View | None = None,
    first: First = 1,
    *,
    strolling: Strolling,
) -> Page:
    """Replay a session; `density` and `view` count for this time, else what is preferred."""
    chosen = preferences()
    asked = Asked(
        density=density or chosen.density,
        view=view or chosen.view,
        first=first,
        walk_url=strolling.neighbours_url(key_to_id(key)),
        review=strolling.review,
    )
    return Page(
        fitted_page(lambda most: _context(table, project, key, replace(asked, most=most), job=job))
    )


@router.get("/p/{project}/sessions/{key}/news")
def read_news(  # noqa: PLR0913, RUF100 - one parameter for each of the address
    project: ProjectId,
    key: str,
    table: Table,
    version: int,
    seen: Annotated[str, Query(max_length=24)] = "",
    first: First = 1,
    view: View = View.CONVERSATION,
) -> Response:
    """Return what a page lacks by now; nothing, and for the price of one row, where nothing is new.

    The page asks this every few seconds while its session goes on.
    """
    if table.read_version(project, key_to_id(key)) == version:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    return Page(news_page(_context(table, project, key, Asked(view=view, first=first, seen=seen))))


def _context(
    table: SessionTable, project: str, key: str, asked: Asked, *, job: str | None = None
) -> SessionContext:
    record = table.read_session(project, key_to_id(key), numbers_from(asked.first))
    if asked.first > max(1, len(record.turns)):
        raise NotFoundError("turns")
    now_ns = time.time_ns()
    replay = build_replay(record.session, record.turns)
    url = session_url(project, key)
    return session_context(
        replay,
        shell=shell(title_of(record.session), project),
        session_id=record.session_id,
        publish=publish_panel(project, key, record, job_id=job, now_ms=now_ns // 1_000_000),
        asked=asked,
        live=live_view(replay, asked, url=url, version=record.version, now_ns=now_ns),
    )


@router.post("/p/{project}/sessions/{key}/name")
def name_session(
    project: ProjectId,
    key: str,
    table: Table,
    known: Known,
    name: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
) -> Response:
    """Give a session a name; a blank one takes it away."""
    session_id = key_to_id(key)
    if not known.has_session(project, session_id):
        raise NotFoundError("session")
    table.put_name(project, session_id, name.strip() or None)
    return RedirectResponse(session_url(project, key), HTTPStatus.SEE_OTHER)


@router.post("/preferences/session")
def prefer(
    _person: Reader,
    density: Annotated[Density | None, Form()] = None,
    view: Annotated[View | None, Form()] = None,
) -> Response:
    """Show sessions like this from now on."""
    answer = Response(status_code=HTTPStatus.NO_CONTENT)
    chosen = {"density": density, "view": view}
    remember(answer, **{name: value for name, value in chosen.items() if value is not None})
    return answer

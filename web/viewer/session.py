"""A session: its page, its name, and how much of it its reader wants to see."""

import time
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from functions.model.errors import NotFoundError
from functions.store.comments import CommentTable, comment_table
from functions.store.table import SessionTable, session_table
from web.api.sessions.marks import LONGEST_NAME
from web.pages.links import key_to_id, session_url
from web.pages.render import session_page
from web.pages.session_view import session_context, title_of
from web.replay.replay import build_replay
from web.viewer.page import Page, shell
from web.viewer.person import ProjectId, Reader
from web.viewer.preferences import Density, View, preferences, remember
from web.viewer.publishing import publish_panel

router = APIRouter()

type Table = Annotated[SessionTable, Depends(session_table)]
type Known = Annotated[CommentTable, Depends(comment_table)]


@router.api_route("/p/{project}/sessions/{key}", methods=["GET", "HEAD"])
def read_session(  # noqa: PLR0913, RUF100 - one parameter for each of the address
    project: ProjectId,
    key: str,
    table: Table,
    job: str | None = None,
    density: Density | None = None,
    view: View | None = None,
) -> Page:
    """Replay a session; `density` and `view` count for this time, else what is preferred."""
    record = table.read_session(project, key_to_id(key))
    replay = build_replay(record.session, record.turns)
    panel = publish_panel(project, key, record, job_id=job, now_ms=time.time_ns() // 1_000_000)
    chosen = preferences()
    context = session_context(
        replay,
        shell=shell(title_of(record.session), project),
        session_id=record.session_id,
        publish=panel,
        density=density or chosen.density,
        view=view or chosen.view,
    )
    return Page(session_page(context))


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

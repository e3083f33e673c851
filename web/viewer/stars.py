"""The star of a session: set and taken away where it is shown."""

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from functions.model.errors import NotFoundError
from functions.store.comments import CommentTable, comment_table
from web.pages.links import key_to_id, session_url, star_url
from web.pages.render import star_button
from web.pages.view import StarView
from web.viewer.back import back_to
from web.viewer.page import Htmx, Page
from web.viewer.person import ProjectId
from web.viewer.tables import Table

router = APIRouter()

type Known = Annotated[CommentTable, Depends(comment_table)]


@router.post("/p/{project}/sessions/{key}/star")
def star(  # noqa: PLR0913, RUF100 - one parameter for each field of the form
    project: ProjectId,
    key: str,
    table: Table,
    known: Known,
    starred: Annotated[Literal["yes", "no"], Form()],
    back: Annotated[str, Form()] = "",
    htmx: Htmx = "",
) -> Response:
    """Star a session, or take its star away; `back` is the page of ours to return to.

    The session's row in the list follows a moment later.
    """
    session_id = key_to_id(key)
    if not known.has_session(project, session_id):
        raise NotFoundError("session")
    table.put_star(project, session_id, starred=starred == "yes")
    if htmx:
        view = StarView(url=star_url(project, key), starred=starred == "yes")
        return Page(star_button(view))
    return RedirectResponse(back_to(project, back, session_url(project, key)), HTTPStatus.SEE_OTHER)

"""Saving a list of sessions under a name, giving it another name, and forgetting it."""

import time
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse

from functions.model.errors import MalformedError
from functions.model.saved_view import SavedView
from functions.store.saved_views import MOST_VIEWS, SavedViewTable, saved_view_table
from web.pages.language import say
from web.pages.links import sessions_url, with_query
from web.pages.session_list.query import parse_query_string
from web.viewer.back import back_to
from web.viewer.person import ProjectId, Reader

router = APIRouter()

_LONGEST_NAME = 80
_LONGEST_QUERY = 4_000

type Views = Annotated[SavedViewTable, Depends(saved_view_table)]
type Name = Annotated[str, Form(max_length=_LONGEST_NAME)]


@router.post("/p/{project}/session-list/views")
def save_view(
    project: ProjectId,
    person: Reader,
    views: Views,
    name: Name,
    query: Annotated[str, Form(max_length=_LONGEST_QUERY)],
) -> RedirectResponse:
    """Keep filters and order under a name; a view of the same name is replaced."""
    name, asked = _named(name), parse_query_string(query).text
    view_id = sha256(name.encode(errors="replace")).hexdigest()[:16]
    known = {each.view_id for each in views.list(project)}
    if view_id not in known and len(known) >= MOST_VIEWS:
        raise MalformedError(say("views.wrong.many", most=MOST_VIEWS))
    view = SavedView(
        view_id=view_id,
        name=name,
        query=asked,
        created_ms=time.time_ns() // 1_000_000,
        created_by=person.name,
    )
    views.put(project, view)
    return _to(with_query(sessions_url(project), asked, view=view_id))


@router.post("/p/{project}/session-list/views/{view_id}")
def change_view(  # noqa: PLR0913, RUF100 - one parameter for each field of the form
    project: ProjectId,
    view_id: str,
    views: Views,
    change: Annotated[Literal["rename", "delete"], Form()],
    name: Name = "",
    back: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Give a view another name, or forget it."""
    if change == "delete":
        views.delete(project, view_id)
        return _to(sessions_url(project))
    views.rename(project, view_id, _named(name))
    return _to(back_to(project, back, sessions_url(project)))


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise MalformedError(say("views.wrong.name"))
    return name


def _to(url: str) -> RedirectResponse:
    return RedirectResponse(url, HTTPStatus.SEE_OTHER)

"""`PATCH /sessions/{id}`: the star and the name that readers give a session."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import ConfigDict, Field, StrictBool

from functions.model.errors import NotFoundError
from web.api.auth import ProjectId, Sessions, authorized
from web.api.paging import only
from web.api.route import JsonRoute
from web.api.sessions.body import SessionBody, session_body
from web.api.sessions.routes import UNKNOWN_SESSION
from web.api.wire import Wire

router = APIRouter(route_class=JsonRoute, tags=["sessions"], dependencies=[Depends(authorized)])

LONGEST_NAME = 200
"""Characters."""


class MarksChange(Wire):
    """What is to be otherwise; what is left out stays, whoever changes it meanwhile."""

    model_config = ConfigDict(extra="forbid")

    bookmarked: StrictBool = False
    name: Annotated[str, Field(max_length=LONGEST_NAME)] | None = None
    """None, or blank, takes the name away."""


@router.patch("/sessions", dependencies=[Depends(only("id"))])
def mark_session_by_query(
    change: MarksChange,
    session_id: Annotated[str, Query(alias="id", min_length=1)],
    project: ProjectId,
    table: Sessions,
) -> SessionBody:
    """Bookmark or name a session by an id that a path cannot hold."""
    return mark_session(change, session_id, project, table)


@router.patch("/sessions/{session_id:path}", dependencies=[Depends(only())])
def mark_session(
    change: MarksChange,
    session_id: Annotated[str, Path(min_length=1)],
    project: ProjectId,
    table: Sessions,
) -> SessionBody:
    """Bookmark or name a session, and return it."""
    _check_known(project, session_id, table)
    if "bookmarked" in change.model_fields_set:
        table.put_star(project, session_id, starred=change.bookmarked)
    if "name" in change.model_fields_set:
        table.put_name(project, session_id, (change.name or "").strip() or None)
    record = table.read_session(project, session_id)
    return session_body(project, record.session_id, record.session)


def _check_known(project: str, session_id: str, table: Sessions) -> None:
    try:
        record = table.read_session(project, session_id)
    except NotFoundError:
        record = None
    if record is None or not record.turns:
        raise NotFoundError(UNKNOWN_SESSION)

"""`GET /sessions` and `GET /sessions/{id}`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from functions.model.errors import NotFoundError
from functions.model.session import Session
from functions.store.page import Page
from functions.store.table import SessionRecord
from web.api.auth import ProjectId, Sessions, authorized
from web.api.paging import AskedPage, Meta, only, read_page
from web.api.route import JsonRoute
from web.api.traces import TraceBody, read_traces, trace_body
from web.api.wire import Timestamp, Wire, wire_time

router = APIRouter(route_class=JsonRoute, tags=["sessions"], dependencies=[Depends(authorized)])

_LATER = ("fromTimestamp", "toTimestamp", "environment")
UNKNOWN_SESSION = "Session not found within authorized project"


class SessionBody(Wire):
    """A session in a list."""

    id: str
    created_at: Timestamp
    project_id: str
    environment: str
    bookmarked: bool
    name: str | None


class SessionDetail(SessionBody):
    """A session with its traces in reading order, observations left out."""

    traces: list[TraceBody]


class SessionList(Wire):
    """A page of sessions, newest first; beyond 10,000 of them by their latest activity."""

    data: list[SessionBody]
    meta: Meta


@router.get(
    "/sessions",
    dependencies=[Depends(only("page", "limit", "id", later=_LATER))],
)
def list_sessions(
    project: ProjectId,
    table: Sessions,
    asked: AskedPage,
    session_id: Annotated[str | None, Query(alias="id")] = None,
) -> SessionList | SessionDetail:
    """Return a page of sessions; with `id`, that session."""
    if session_id is not None:
        return read_session(session_id, project, table)

    def read(limit: int, cursor: str | None) -> Page[Session]:
        return table.list_sessions(project, limit=limit, cursor=cursor)

    found, total = read_page(read, asked, time_of=lambda session: session.start_ns)
    bodies = [session_body(project, each.session_id, each) for each in found]
    return SessionList(data=bodies, meta=asked.meta(total))


@router.get("/sessions/{session_id:path}", dependencies=[Depends(only())])
def read_session(session_id: str, project: ProjectId, table: Sessions) -> SessionDetail:
    """Return a session with all its traces."""
    try:
        record = table.read_session(project, session_id)
    except NotFoundError:
        raise NotFoundError(UNKNOWN_SESSION) from None
    if not record.turns:
        raise NotFoundError(UNKNOWN_SESSION)
    traces = read_traces(table, project, [each.trace_id for each in record.turns])
    return session_detail(project, record, [trace_body(project, each) for each in traces])


def session_body(project: str, session_id: str, session: Session) -> SessionBody:
    """Return a session as it stands in a list."""
    return SessionBody(
        id=session_id,
        created_at=wire_time(session.start_ns),
        project_id=project,
        environment=next(iter(session.environments.values), "default"),
        bookmarked=session.starred,
        name=session.name,
    )


def session_detail(project: str, record: SessionRecord, traces: list[TraceBody]) -> SessionDetail:
    """Return a session with its traces; only they know an id of over 256 bytes as it was sent."""
    sent = next((each.session_id for each in traces if each.session_id), record.session_id)
    body = session_body(project, sent, record.session)
    return SessionDetail(**body.model_dump(), traces=traces)

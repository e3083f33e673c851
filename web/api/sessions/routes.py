"""`GET /sessions` and `GET /sessions/{id}`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from functions.model.errors import NotFoundError, TooLargeError
from functions.model.turn import Turn
from functions.store.table import SessionRecord
from web.api.auth import ProjectId, Sessions, authorized
from web.api.fields import Fields, asked_fields
from web.api.fit import Budget
from web.api.listing.pager import Pages
from web.api.paging import AskedCursor, AskedPage, CursorMeta, Meta, only
from web.api.route import JsonRoute
from web.api.sessions.body import (
    GROUPS,
    SessionBody,
    SessionDetail,
    SessionItem,
    session_body,
    session_item,
)
from web.api.sessions.query import MANY, PARAMETERS, AskedSessions
from web.api.traces.body import TraceBody, html_path, trace_body, turn_body
from web.api.traces.reader import read_each, read_trace
from web.api.wire import Wire

router = APIRouter(route_class=JsonRoute, tags=["sessions"], dependencies=[Depends(authorized)])

UNKNOWN_SESSION = "Session not found within authorized project"

type AskedFields = Annotated[Fields, Depends(asked_fields(*GROUPS, plain=GROUPS[:1]))]


class SessionList(Wire):
    """A page of sessions, newest first."""

    data: list[SessionItem | SessionBody]
    meta: Meta


class FollowedSessions(Wire):
    """A page of sessions by cursor."""

    data: list[SessionItem | SessionBody]
    meta: CursorMeta


@router.get(
    "/sessions",
    dependencies=[Depends(only("page", "limit", "cursor", "id", "fields", *PARAMETERS, many=MANY))],
)
def list_sessions(
    project: ProjectId,
    table: Sessions,
    pages: Pages,
    listing: AskedSessions,
    asked: AskedPage,
    cursor: AskedCursor,
    fields: AskedFields,
    session_id: Annotated[str | None, Query(alias="id")] = None,
) -> SessionList | FollowedSessions | SessionDetail:
    """Return a page of sessions; with `id`, that session."""
    if session_id is not None:
        return read_session(session_id, project, table)
    if cursor is not None:
        found = pages.following(listing, cursor, asked.limit)
        return FollowedSessions(
            data=[session_item(project, each, fields) for each in found.values],
            meta=CursorMeta(limit=asked.limit, cursor=found.cursor, looked=found.looked),
        )
    sessions, total = pages.numbered(listing, asked)
    bodies = [session_item(project, each, fields) for each in sessions]
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

    def read(turn: Turn) -> TraceBody | None:
        try:
            trace = read_trace(table, project, turn.trace_id)
        except TooLargeError:
            return turn_body(project, turn)
        return None if trace is None else trace_body(project, trace)

    budget = Budget()
    read_traces = read_each(record.turns, read)
    found = (each for each in read_traces if each is not None)
    traces = [budget.held(each, html_path(project, each.id)) for each in found]
    return session_detail(project, record, traces)


def session_detail(project: str, record: SessionRecord, traces: list[TraceBody]) -> SessionDetail:
    """Return a session with its traces; only they know an id of over 256 bytes as it was sent."""
    sent = next((each.session_id for each in traces if each.session_id), record.session_id)
    body = session_body(project, sent, record.session)
    return SessionDetail(**body.model_dump(), traces=traces)

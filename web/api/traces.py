"""`GET /traces` and `GET /traces/{id}`."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query

from functions.interpret.trace import build_trace
from functions.model.errors import NotFoundError
from functions.model.fold.counted import counted_observations
from functions.model.json import Json, is_absent
from functions.model.trace import Trace
from functions.model.turn import Turn
from functions.model.usage import joint_source, total_dollars
from functions.store.page import Page
from functions.store.table import SessionTable
from web.api.auth import ProjectId, Sessions, authorized
from web.api.observations import ObservationBody, observation_body
from web.api.paging import AskedPage, Meta, Paging, only, read_page
from web.api.route import JsonRoute
from web.api.scores import ScoreBody, score_bodies
from web.api.wire import Timestamp, Wire, seconds, wire_object, wire_time, wire_value

router = APIRouter(route_class=JsonRoute, tags=["traces"], dependencies=[Depends(authorized)])

_LATER = frozenset(
    {"userId", "name", "fromTimestamp", "toTimestamp", "orderBy", "tags", "version"}
    | {"release", "environment", "fields", "filter"}
)
_AT_ONCE = 8


class TraceBody(Wire):
    """A trace as it stands in a session."""

    id: str
    timestamp: Timestamp
    name: str | None
    input: Any
    output: Any
    session_id: str | None
    release: str | None
    version: str | None
    user_id: str | None
    metadata: dict[str, Any]
    tags: list[str]
    public: bool
    environment: str
    project_id: str
    external_id: None = None
    bookmarked: bool = False
    created_at: Timestamp
    updated_at: Timestamp


class _Measured(TraceBody):
    html_path: str
    latency: float
    total_cost: float
    """0 where nobody knows: older clients refuse a trace without a number here."""

    cost_source: str | None
    """Which list prices the cost was worked out from; null where senders reported all of it."""


class TraceItem(_Measured):
    """A trace in a list: of its observations and scores only the ids."""

    observations: list[str]
    scores: list[str]


class TraceDetail(_Measured):
    """A trace in full."""

    observations: list[ObservationBody]
    scores: list[ScoreBody]


class Traces(Wire):
    """A page of traces, latest first."""

    data: list[TraceItem]
    meta: Meta


@router.get(
    "/traces",
    dependencies=[Depends(only("page", "limit", "sessionId", "id", later=_LATER))],
)
def list_traces(
    project: ProjectId,
    table: Sessions,
    asked: AskedPage,
    session_id: Annotated[str | None, Query(alias="sessionId")] = None,
    trace_id: Annotated[str | None, Query(alias="id")] = None,
) -> Traces | TraceDetail:
    """Return a page of traces, of one session if `sessionId` names it; with `id`, that trace."""
    if trace_id is not None:
        return read_trace(trace_id, project, table)
    turns, total = _turns(table, project, asked, session_id)
    traces = read_traces(table, project, [each.trace_id for each in turns])
    return Traces(data=[_item(project, each) for each in traces], meta=asked.meta(total))


@router.get("/traces/{trace_id:path}", dependencies=[Depends(only(later=("fields",)))])
def read_trace(trace_id: str, project: ProjectId, table: Sessions) -> TraceDetail:
    """Return a trace with everything that is known of it."""
    try:
        trace = build_trace(trace_id, table.read_chunks(project, trace_id))
    except NotFoundError:
        trace = None
    if trace is None or not trace.said:
        raise NotFoundError(f"Trace {trace_id} not found within authorized project")
    return _detail(project, trace)


def read_traces(table: SessionTable, project: str, trace_ids: Iterable[str]) -> list[Trace]:
    """Return the traces in that order; one that was deleted in the meantime is left out."""

    def read(trace_id: str) -> Trace | None:
        try:
            return build_trace(trace_id, table.read_chunks(project, trace_id))
        except NotFoundError:
            return None

    return [trace for trace in _pool().map(read, trace_ids) if trace is not None]


@cache
def _pool() -> ThreadPoolExecutor:
    """Return the threads that read side by side, each with a connection that stays warm."""
    return ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="read")


def trace_body(project: str, trace: Trace) -> TraceBody:
    """Return a trace as it stands in a session."""
    return TraceBody(**_fields(project, trace))


def _turns(
    table: SessionTable, project: str, asked: Paging, session_id: str | None
) -> tuple[list[Turn], int]:
    if session_id is not None:
        turns = _of_session(table, project, session_id)
        return asked.cut(turns), len(turns)

    def read(limit: int, cursor: str | None) -> Page[Turn]:
        return table.list_turns(project, limit=limit, cursor=cursor)

    return read_page(read, asked, time_of=lambda turn: turn.start_ns)


def _of_session(table: SessionTable, project: str, session_id: str) -> list[Turn]:
    try:
        return list(reversed(table.read_session(project, session_id).turns))
    except NotFoundError:
        return []


def _item(project: str, trace: Trace) -> TraceItem:
    return TraceItem(
        **_measured(project, trace),
        observations=[each.observation_id for each in trace.observations],
        scores=[each.id for each in score_bodies(project, trace.scores)],
    )


def _detail(project: str, trace: Trace) -> TraceDetail:
    return TraceDetail(
        **_measured(project, trace),
        observations=[observation_body(project, trace, each) for each in trace.observations],
        scores=score_bodies(project, trace.scores),
    )


def _measured(project: str, trace: Trace) -> dict[str, Any]:
    paid = [each for each in counted_observations(trace.observations) if each.cost]
    costs = [total_dollars(each.cost) for each in paid]
    known = trace.start_ns is not None and trace.end_ns is not None
    length = max(0, (trace.end_ns or 0) - (trace.start_ns or 0)) if known else 0
    return _fields(project, trace) | {
        "html_path": f"/project/{project}/traces/{quote(trace.trace_id, safe='')}",
        "latency": seconds(length),
        "total_cost": round(sum(each for each in costs if each is not None), 12),
        "cost_source": joint_source(each.cost_source for each in paid),
    }


def _fields(project: str, trace: Trace) -> dict[str, Any]:
    roots = trace.roots[:1]
    steps = (each.environment for each in trace.observations if each.environment)
    return {
        "id": trace.trace_id,
        "timestamp": wire_time(trace.start_ns),
        "name": trace.name,
        "input": _first(trace.input, *(each.input for each in roots)),
        "output": _first(trace.output, *(each.output for each in roots)),
        "session_id": trace.session_id,
        "release": trace.release,
        "version": trace.version,
        "user_id": trace.user_id,
        "metadata": wire_object(trace.metadata),
        "tags": list(trace.tags),
        "public": bool(trace.public),
        "environment": trace.environment or next(steps, "default"),
        "project_id": project,
        "created_at": wire_time(trace.start_ns),
        "updated_at": wire_time(trace.end_ns),
    }


def _first(*values: Json) -> Any:
    """Return the first that says something: the trace's own, else its root's."""
    return next((wire_value(each) for each in values if not is_absent(each)), None)

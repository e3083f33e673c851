"""Traces as clients read them: alone, in a list, in a session."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from functions.model.fold.counted import counted_observations
from functions.model.fold.limits import may_be_cut, may_lack
from functions.model.json import Json, is_absent
from functions.model.score import Score
from functions.model.trace import Trace
from functions.model.turn import ScoreLine, Turn
from functions.model.usage import joint_source, total_dollars
from web.api.fields import Fields
from web.api.observations.body import ObservationBody, observation_body
from web.api.scores.body import ScoreBody, has_form, score_bodies
from web.api.traces.columns import all_scores
from web.api.wire import Timestamp, Wire, seconds, wire_object, wire_time, wire_value

GROUPS = ("core", "io", "scores", "observations", "metrics")
"""What `fields` may ask for; `io` holds the metadata too, as it does in Langfuse."""


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
    metadata: dict[str, Any] | None
    """None where `fields` leaves it out."""

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
    """0 where nobody knows: older clients refuse a trace without a number; -1 where left out."""

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


def trace_body(project: str, trace: Trace) -> TraceBody:
    """Return a trace as it stands in a session."""
    return TraceBody(**_core(project, trace, trace_environment(trace)), **_io(trace))


def turn_body(project: str, turn: Turn) -> TraceBody:
    """Return `trace_body` of what a turn alone knows: no I/O."""
    return TraceBody(**_core(project, turn, turn.environment), **_NO_IO)


def trace_item(project: str, trace: Trace, fields: Fields) -> TraceItem:
    """Return a trace as it stands in a list."""
    steps = trace.observations if "observations" in fields else ()
    return TraceItem(
        **_measured(project, trace, fields),
        observations=[each.observation_id for each in steps],
        scores=_score_ids(trace.scores) if "scores" in fields else [],
    )


def turn_item(project: str, turn: Turn, fields: Fields) -> TraceItem:
    """Return `trace_item` of what a turn alone knows: neither I/O nor observations."""
    return TraceItem(
        **_core(project, turn, turn.environment),
        **_NO_IO,
        **_metrics(turn.duration_ns, turn.cost_usd, turn.cost_source, fields),
        html_path=html_path(project, turn.trace_id),
        observations=[],
        scores=_score_ids(turn.scores) if "scores" in fields else [],
    )


def is_enough(turn: Turn, fields: Fields) -> bool:
    """Tell whether a turn alone knows these fields of its trace, uncut."""
    if fields & {"io", "observations"} or ("scores" in fields and not all_scores(turn)):
        return False
    words = (turn.name, turn.environment, turn.release, turn.version, *turn.tags)
    return not may_lack(len(turn.tags)) and not any(may_be_cut(each or "") for each in words)


def trace_detail(project: str, trace: Trace, fields: Fields) -> TraceDetail:
    """Return a trace with everything that is known of it, as far as it was asked for."""
    steps = trace.observations if "observations" in fields else ()
    return TraceDetail(
        **_measured(project, trace, fields),
        observations=[observation_body(project, trace, each) for each in steps],
        scores=score_bodies(project, trace.scores) if "scores" in fields else [],
    )


def trace_environment(trace: Trace) -> str:
    """Return the trace's own environment, else that of its first observation that has one."""
    steps = (each.environment for each in trace.observations if each.environment)
    return trace.environment or next(steps, "default")


def _measured(project: str, trace: Trace, fields: Fields) -> dict[str, Any]:
    counted = counted_observations(trace.observations)
    costs = [total_dollars(each.cost) for each in counted]
    source = joint_source(each.cost_source for each in counted if each.cost)
    known = trace.began_ns is not None and trace.end_ns is not None
    length = max(0, (trace.end_ns or 0) - (trace.began_ns or 0)) if known else None
    cost = round(sum(each for each in costs if each is not None), 12)
    return {
        **_core(project, trace, trace_environment(trace)),
        **(_io(trace) if "io" in fields else _NO_IO),
        **_metrics(length, cost, source, fields),
        "html_path": html_path(project, trace.trace_id),
    }


def html_path(project: str, trace_id: str) -> str:
    """Return where people see a trace, as SDKs print it."""
    return f"/project/{project}/traces/{quote(trace_id, safe='')}"


def _metrics(
    length_ns: int | None, cost: float | None, source: str | None, fields: Fields
) -> dict[str, Any]:
    if "metrics" not in fields:
        return {"latency": -1, "total_cost": -1, "cost_source": None}
    length = seconds(length_ns) or 0.0
    return {"latency": length, "total_cost": cost or 0.0, "cost_source": source}


def _core(project: str, said: Trace | Turn, environment: str) -> dict[str, Any]:
    return {
        "id": said.trace_id,
        "timestamp": wire_time(said.start_ns),
        "name": said.name,
        "session_id": said.session_id,
        "release": said.release,
        "version": said.version,
        "user_id": said.user_id,
        "tags": list(said.tags),
        "public": bool(said.public),
        "environment": environment,
        "project_id": project,
        "created_at": wire_time(said.start_ns),
        "updated_at": wire_time(said.end_ns),
    }


_NO_IO: dict[str, Any] = {"input": None, "output": None, "metadata": None}


def _io(trace: Trace) -> dict[str, Any]:
    roots = trace.roots[:1]
    return {
        "input": _first(trace.input, *(each.input for each in roots)),
        "output": _first(trace.output, *(each.output for each in roots)),
        "metadata": wire_object(trace.metadata),
    }


def _first(*values: Json) -> Any:
    """Return the first that says something: the trace's own, else its root's."""
    return next((wire_value(each) for each in values if not is_absent(each)), None)


def _score_ids(scores: Sequence[Score | ScoreLine]) -> list[str]:
    return [each.score_id for each in scores if has_form(each)]

"""Sessions as clients read them: alone with their traces, or in a list."""

from typing import Any

from functions.model.session import Sample, ScoreSummary, Session
from functions.model.usage import total_units
from web.api.fields import Fields
from web.api.traces.body import TraceBody
from web.api.wire import Timestamp, Wire, seconds, wire_time

GROUPS = ("core", "totals", "scores")
"""What `fields` may ask for; Langfuse knows the first only, and it is what comes unasked."""


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


class SetBody(Wire):
    """The first values of a set, and how many there are."""

    values: list[str]
    count: int


class SessionTotals(Wire):
    """What the traces of a session add up to; lengths of time are in seconds."""

    updated_at: Timestamp
    """When its last observation ended."""

    trace_count: int
    observation_count: int
    tool_count: int
    error_count: int
    warning_count: int
    duration: float | None
    """From the start of the first trace to the end of the last."""

    active: float
    """The time in which a trace was running."""

    total_cost: float | None
    """US dollars; null where nobody knows it."""

    cost_source: str | None
    """Which prices it was worked out from; null where senders reported it."""

    total_tokens: int | None
    usage: dict[str, int]
    users: SetBody
    tags: SetBody
    environments: SetBody
    models: SetBody
    trace_names: SetBody
    releases: SetBody
    metadata: dict[str, list[Any]]
    """The first short values under each key."""

    publication_count: int


class SessionScore(Wire):
    """All scores of one name in a session: its own and those of its traces."""

    name: str
    data_type: str | None
    count: int
    mean: float | None
    """Of the numbers among them."""

    string_value: str | None
    """The latest label or words."""


class SessionItem(SessionBody):
    """A session in a list, with what `fields` asks for beyond Langfuse; null where it does not."""

    totals: SessionTotals | None
    scores: list[SessionScore] | None


def session_body(project: str, session_id: str, session: Session) -> SessionBody:
    """Return a session as it stands in a list."""
    return SessionBody(**_core(project, session_id, session))


def session_item(project: str, session: Session, fields: Fields) -> SessionBody:
    """Return a session as it stands in a list, with the groups of `fields`."""
    if not fields & {"totals", "scores"}:
        return session_body(project, session.session_id, session)
    return SessionItem(
        **_core(project, session.session_id, session),
        totals=_totals(session) if "totals" in fields else None,
        scores=[_score(each) for each in session.scores] if "scores" in fields else None,
    )


def _core(project: str, session_id: str, session: Session) -> dict[str, Any]:
    return {
        "id": session_id,
        "created_at": wire_time(session.start_ns),
        "project_id": project,
        "environment": next(iter(session.environments.values), "default"),
        "bookmarked": session.starred,
        "name": session.name,
    }


def _totals(session: Session) -> SessionTotals:
    return SessionTotals(
        updated_at=wire_time(session.end_ns),
        trace_count=session.turn_count,
        observation_count=session.observation_count,
        tool_count=session.tool_count,
        error_count=session.error_count,
        warning_count=session.warning_count,
        duration=seconds(session.duration_ns),
        active=seconds(session.active_ns) or 0.0,
        total_cost=session.cost_usd,
        cost_source=session.cost_source,
        total_tokens=total_units(session.usage),
        usage=dict(session.usage),
        users=_set(session.users),
        tags=_set(session.tags),
        environments=_set(session.environments),
        models=_set(session.models),
        trace_names=_set(session.names),
        releases=_set(session.releases),
        metadata={key: list(values) for key, values in session.metadata.items()},
        publication_count=session.publication_count,
    )


def _set(sample: Sample) -> SetBody:
    return SetBody(values=list(sample.values), count=sample.count)


def _score(score: ScoreSummary) -> SessionScore:
    return SessionScore(
        name=score.name,
        data_type=score.data_type,
        count=score.count,
        mean=score.mean,
        string_value=score.text,
    )

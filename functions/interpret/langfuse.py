"""Langfuse's ingestion events (Python SDK 2, JavaScript SDK 3, scores of all) to fragments."""

from collections.abc import Iterator

from functions.interpret.conventions.langfuse import read_level
from functions.interpret.environment import read_environment
from functions.interpret.event import Event, parse_events
from functions.interpret.identity import read_identity, read_tags
from functions.interpret.jsontext import text
from functions.interpret.score import read_score
from functions.interpret.usage import (
    read_amount,
    read_amounts,
    read_count,
    read_counts,
)
from functions.model.chunk import Credential
from functions.model.fragment import (
    Fragment,
    ObservationFragment,
    ScoreFragment,
    SessionClaim,
    TraceFragment,
)
from functions.model.json import Json
from functions.model.observation import Observation, ObservationType

_SCORES = ("score-create", "score-delete")
_KINDS = {each.value.lower(): each for each in ObservationType}
_COUNT_KEYS = {
    "input": ("input", "promptTokens"),
    "output": ("output", "completionTokens"),
    "total": ("total", "totalTokens"),
}
_COST_KEYS = {"input": "inputCost", "output": "outputCost", "total": "totalCost"}


def read_events(data: bytes, credential: Credential) -> Iterator[Fragment]:
    """Return what the events say; logs of the SDKs and unknown types say nothing."""
    for event in parse_events(data):
        fragment = _fragment(event, credential)
        if fragment is not None:
            yield fragment


def _fragment(event: Event, credential: Credential) -> Fragment | None:
    if event.type == "trace-create":
        return _trace_fragment(event)
    if event.type in _SCORES:
        return _score_fragment(event, credential)
    kind, _, verb = event.type.rpartition("-")
    if verb in ("create", "update") and (kind in _KINDS or kind == "observation"):
        return _observation_fragment(event, _kind(kind, event))
    return None


def _trace_fragment(event: Event) -> TraceFragment | None:
    trace_id = event.named("id")
    if not trace_id:
        return None
    session_id = read_identity(event.body.get("sessionId"))
    tags = event.body.get("tags")
    public = event.body.get("public")
    return TraceFragment(
        trace_id=trace_id,
        order=event.order,
        claims=(SessionClaim(rank=1, session_id=session_id),) if session_id else (),
        name=event.text("name"),
        user_id=read_identity(event.body.get("userId")),
        environment=read_environment(event.body.get("environment")),
        release=event.text("release"),
        version=event.text("version"),
        tags=read_tags(tags) if isinstance(tags, list) else (),
        public=public if isinstance(public, bool) else None,
        timestamp_ns=event.time("timestamp"),
        input=event.payload("input"),
        output=event.payload("output"),
        metadata=event.metadata(),
    )


def _observation_fragment(event: Event, kind: ObservationType | None) -> ObservationFragment | None:
    """Return what is said of an observation; without a trace it is one, named like it."""
    observation_id = event.named("id")
    if not observation_id:
        return None
    parent_id = event.text("parentObservationId")
    return ObservationFragment(
        trace_id=event.text("traceId") or observation_id,
        order=event.order,
        said=Observation(
            observation_id=observation_id,
            parent_id=parent_id if parent_id != observation_id else None,
            type=kind,
            name=event.text("name"),
            start_ns=event.time("startTime"),
            end_ns=event.time("endTime"),
            completion_start_ns=event.time("completionStartTime"),
            level=read_level(event.body.get("level")),
            status_message=event.text("statusMessage"),
            input=event.payload("input"),
            output=event.payload("output"),
            metadata=event.metadata(),
            model=event.text("model"),
            model_parameters=event.mapping("modelParameters"),
            usage=_usage(event),
            unit=text(event.mapping("usage").get("unit")),
            cost=_cost(event),
            prompt_name=event.text("promptName"),
            prompt_version=read_count(event.body.get("promptVersion")),
            environment=read_environment(event.body.get("environment")),
            version=event.text("version"),
        ),
    )


def _score_fragment(event: Event, credential: Credential) -> ScoreFragment | None:
    score = read_score(event)
    if score is None:
        return None
    return ScoreFragment(order=event.order, said=score, credential=credential)


def _kind(named: str, event: Event) -> ObservationType | None:
    if named == "observation":
        named = (event.text("type") or "").lower()
    return _KINDS.get(named)


def _usage(event: Event) -> dict[str, int]:
    """Return counts from both fields; `usageDetails` wins where both have a kind."""
    usage, details = event.mapping("usage"), read_counts(event.body.get("usageDetails"))
    counts = {kind: _first_count(usage, keys) for kind, keys in _COUNT_KEYS.items()}
    known = {kind: count for kind, count in counts.items() if count is not None}
    if known and not details and "total" not in known:
        known["total"] = sum(known.values())
    return {**known, **details}


def _first_count(usage: dict[str, Json], keys: tuple[str, ...]) -> int | None:
    counts = (read_count(usage.get(key)) for key in keys)
    return next((count for count in counts if count is not None), None)


def _cost(event: Event) -> dict[str, float]:
    """Return dollars from both fields; `costDetails` wins where both have a kind."""
    usage = event.mapping("usage")
    amounts = {kind: read_amount(usage.get(key)) for kind, key in _COST_KEYS.items()}
    known = {kind: amount for kind, amount in amounts.items() if amount is not None}
    return {**known, **read_amounts(event.body.get("costDetails"))}

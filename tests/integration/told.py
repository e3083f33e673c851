"""Stories that any sender could tell, in both protocols, and strategies to draw them."""

import json
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Any

from hypothesis import strategies as st

from tests.integration.sending import attribute

BEGIN_S = 1_790_000_000
KINDS = ("SPAN", "GENERATION", "TOOL", "AGENT")
LEVELS = ("DEFAULT", "WARNING", "ERROR")

_numbers = count(1)
"""A story of its own for every example: what was told of one thing twice would be merged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldScore:
    """A number that judges its trace."""

    score_id: str
    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldObservation:
    """One step of a trace; all lie one second apart."""

    observation_id: str
    kind: str
    name: str
    level: str
    input: Any
    output: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTrace:
    """A trace as its sender would describe it."""

    trace_id: str
    session_id: str | None
    user_id: str
    name: str
    environment: str
    tags: tuple[str, ...]
    metadata: dict[str, Any]
    input: Any
    output: Any
    begin_s: int
    observations: tuple[ToldObservation, ...]
    scores: tuple[ToldScore, ...]


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).map(lambda end: f"w{end}")
"""The first letter keeps them from being JSON, which readers get parsed."""

_VALUES = st.one_of(
    _WORDS,
    st.dictionaries(_WORDS, st.one_of(_WORDS, st.integers(-9, 9), st.booleans()), min_size=1),
    st.lists(_WORDS, min_size=1, max_size=3),
)


@st.composite
def stories(draw: st.DrawFn) -> list[ToldTrace]:
    """Draw a few traces of few sessions and users, so that filters have something to choose."""
    odd = draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=8))
    seed = f"{next(_numbers)} {odd}"
    sessions = [f"{seed} s{number}" for number in range(2)]
    return [
        _trace(draw, seed, number, draw(st.sampled_from([None, *sessions])))
        for number in range(draw(st.integers(1, 4)))
    ]


def _trace(draw: st.DrawFn, seed: str, number: int, session_id: str | None) -> ToldTrace:
    return ToldTrace(
        trace_id=_digest(f"{seed} t{number}", 32),
        session_id=session_id,
        user_id=f"{seed} u{draw(st.integers(0, 1))}",
        name=draw(_WORDS),
        environment=draw(st.sampled_from(["default", "staging", "prod-1"])),
        tags=tuple(sorted(draw(st.sets(st.sampled_from("abc"), max_size=2)))),
        metadata={draw(st.sampled_from("mn")): draw(_WORDS)},
        input=draw(_VALUES),
        output=draw(_VALUES),
        begin_s=BEGIN_S + number * 60,
        observations=tuple(
            ToldObservation(
                observation_id=_digest(f"{seed} o{number} {step}", 16),
                kind=draw(st.sampled_from(KINDS)),
                name=draw(_WORDS),
                level=draw(st.sampled_from(LEVELS)),
                input=draw(_VALUES),
                output=draw(_VALUES),
            )
            for step in range(draw(st.integers(1, 3)))
        ),
        scores=tuple(
            ToldScore(
                score_id=f"{seed} r{number} {each}",
                name=draw(_WORDS),
                value=draw(st.integers(-8, 8)) / 4,
            )
            for each in range(draw(st.integers(0, 2)))
        ),
    )


def _digest(text: str, length: int) -> str:
    return sha256(text.encode()).hexdigest()[:length]


def events(trace: ToldTrace) -> list[dict[str, Any]]:
    """Return the Langfuse events that tell of a trace and of its observations."""
    about = {
        "id": trace.trace_id,
        "timestamp": _iso(trace.begin_s),
        "sessionId": trace.session_id,
        "userId": trace.user_id,
        "name": trace.name,
        "environment": trace.environment,
        "tags": list(trace.tags),
        "metadata": trace.metadata,
        "input": trace.input,
        "output": trace.output,
    }
    steps = [
        {
            "id": each.observation_id,
            "traceId": trace.trace_id,
            "type": each.kind,
            "name": each.name,
            "level": each.level,
            "environment": trace.environment,
            "startTime": _iso(trace.begin_s + step),
            "endTime": _iso(trace.begin_s + step + 1),
            "input": each.input,
            "output": each.output,
        }
        for step, each in enumerate(trace.observations)
    ]
    return [
        _event("trace-create", trace.begin_s, about),
        *(_event(f"{each['type'].lower()}-create", trace.begin_s, each) for each in steps),
    ]


def spans(trace: ToldTrace) -> list[dict[str, Any]]:
    """Return the spans, as OTLP/JSON, by which a Langfuse SDK would tell the same."""
    about = {
        "session.id": trace.session_id or "",
        "user.id": trace.user_id,
        "langfuse.trace.name": trace.name,
        "langfuse.environment": trace.environment,
        "langfuse.trace.input": json.dumps(trace.input),
        "langfuse.trace.output": json.dumps(trace.output),
        "langfuse.trace.tags": json.dumps(trace.tags),
    } | {f"langfuse.trace.metadata.{key}": value for key, value in trace.metadata.items()}
    return [
        {
            "traceId": trace.trace_id,
            "spanId": each.observation_id,
            "name": each.name,
            "startTimeUnixNano": f"{trace.begin_s + step}000000000",
            "endTimeUnixNano": f"{trace.begin_s + step + 1}000000000",
            "attributes": [attribute(key, text) for key, text in (_said(each) | about).items()],
        }
        for step, each in enumerate(trace.observations)
    ]


def _said(step: ToldObservation) -> dict[str, str]:
    return {
        "langfuse.observation.type": step.kind.lower(),
        "langfuse.observation.level": step.level,
        "langfuse.observation.input": json.dumps(step.input),
        "langfuse.observation.output": json.dumps(step.output),
    }


def score_events(trace: ToldTrace) -> list[dict[str, Any]]:
    """Return the events of a trace's scores, which every SDK sends in a batch."""
    return [
        _event(
            "score-create",
            trace.begin_s,
            {
                "id": each.score_id,
                "traceId": trace.trace_id,
                "name": each.name,
                "value": each.value,
                "environment": trace.environment,
            },
        )
        for each in trace.scores
    ]


def _event(kind: str, second: int, body: dict[str, Any]) -> dict[str, Any]:
    event_id = "e-" + _digest(body["id"], 32)  # an event's id may not hold a line break
    return {"id": event_id, "type": kind, "timestamp": _iso(second), "body": body}


def _iso(second: int) -> str:
    minutes, seconds = divmod(second - BEGIN_S, 60)
    return f"2026-09-21T13:{33 + minutes:02}:{20 + seconds:02}.000Z"

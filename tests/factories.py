"""Model objects with believable values; a test names only what it is about."""

from typing import Any

from functions.model.fold.session import fold_session
from functions.model.observation import Observation, ObservationType
from functions.model.session import Session
from functions.model.trace import Trace
from functions.model.turn import Excerpt, Turn

SECOND = 1_000_000_000
START_NS = 1_790_000_000 * SECOND
"""A Monday in September 2026."""


def an_excerpt(text: str, **changes: Any) -> Excerpt:
    """Return a text that stands in a turn whole."""
    size = len(text.encode(errors="replace"))
    values: dict[str, Any] = {"text": text, "size_bytes": size} | changes
    return Excerpt(**values)


def a_turn(number: int = 1, **changes: Any) -> Turn:
    """Return turn `number` of a session: a minute after the one before, two seconds long."""
    start = START_NS + (number - 1) * 60 * SECOND
    values: dict[str, Any] = {
        "trace_id": f"trace-{number}",
        "session_id": "order-4471",
        "name": "support-agent",
        "user_id": "mara",
        "start_ns": start,
        "end_ns": start + 2 * SECOND,
        "user": an_excerpt(f"Question {number}: where is my parcel?"),
        "answer": an_excerpt(f"Answer {number}: it is on its way."),
        "models": ("gpt-4.1-mini",),
        "usage": {"input": 1200, "output": 80, "total": 1280},
        "cost_usd": 0.0006,
        "observation_count": 3,
        "generation_count": 1,
    }
    return Turn(**values | changes)


def a_session(*turns: Turn, session_id: str = "order-4471", **changes: Any) -> Session:
    """Return the session that turns make, or one of two turns."""
    return fold_session(session_id, turns or (a_turn(1), a_turn(2)), **changes)


def an_observation(observation_id: str = "o-1", **changes: Any) -> Observation:
    """Return a generation of one second."""
    values: dict[str, Any] = {
        "type": ObservationType.GENERATION,
        "name": "answer",
        "start_ns": START_NS,
        "end_ns": START_NS + SECOND,
        "model": "gpt-4.1-mini",
    }
    return Observation(observation_id=observation_id, **values | changes)


def a_trace(*observations: Observation, **changes: Any) -> Trace:
    """Return a trace of these observations, or of one."""
    values: dict[str, Any] = {
        "trace_id": "trace-1",
        "session_id": "order-4471",
        "name": "support-agent",
        "observations": observations or (an_observation(),),
    }
    return Trace(**values | changes)

"""Fragments with believable values; a test names only what it is about."""

from typing import Any

from functions.model.chunk import Credential
from functions.model.fold.trace import fold_trace
from functions.model.fragment import (
    Fragment,
    ObservationFragment,
    Order,
    ScoreFragment,
    SessionClaim,
    TraceFragment,
)
from functions.model.observation import Observation
from functions.model.score import Score
from functions.model.trace import Trace


def at(time: int | None, source_id: str = "", *, update: bool = False) -> Order:
    """Return a place in the order; times are small whole numbers."""
    return Order.at(time, source_id, update=update)


def of_trace(time: int | None = 1, source_id: str = "", **said: Any) -> TraceFragment:
    """Return what somebody says of the trace at a time."""
    return TraceFragment(trace_id="t", order=at(time, source_id), **said)


def of_step(
    time: int | None = 1, observation_id: str = "o", *, update: bool = False, **said: Any
) -> ObservationFragment:
    """Return what somebody says of an observation at a time."""
    step = Observation(observation_id=observation_id, **said)
    return ObservationFragment(trace_id="t", order=at(time, update=update), said=step)


def of_score(
    time: int = 1,
    score_id: str = "s",
    *,
    credential: Credential = Credential.SECRET,
    **said: Any,
) -> ScoreFragment:
    """Return what somebody says of a score at a time."""
    values: dict[str, Any] = {"name": "quality", "trace_id": "t", "timestamp_ns": time} | said
    return ScoreFragment(
        order=at(time), said=Score(score_id=score_id, **values), credential=credential
    )


def claim(session_id: str, rank: int = 1, observation_id: str | None = None) -> SessionClaim:
    """Return the word for a session; one with an observation counts only from a root."""
    return SessionClaim(
        rank=rank,
        session_id=session_id,
        observation_id=observation_id,
        root_only=observation_id is not None,
    )


def folded(*fragments: Fragment) -> Trace:
    """Return the trace that these fragments tell of."""
    return fold_trace("t", fragments)


def the_step(*fragments: ObservationFragment) -> Observation:
    """Return the one observation that these fragments tell of."""
    (found,) = folded(*fragments).observations
    return found

"""Fragments → a trace: who said what of it, folded field by field."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from functions.model.fold.order import in_order
from functions.model.fold.rules import Rule, first, fold_fields, gathered, merged, union
from functions.model.fold.score import fold_scores
from functions.model.fold.session_claim import choose_session
from functions.model.fragment import (
    Fragment,
    ObservationFragment,
    ScoreFragment,
    TraceFragment,
)
from functions.model.json import merge
from functions.model.observation import Observation
from functions.model.trace import Trace

_OBSERVATION: dict[str, Rule] = {
    "start_ns": first,
    "environment": first,
    "exceptions": gathered,
    "metadata": merged,
    "attributes": merged,
    "resource": merged,
}
_TRACE: dict[str, Rule] = {
    "environment": first,
    "timestamp_ns": first,
    "tags": union,
    "metadata": merged,
}
_TRACE_FIELDS = frozenset(
    {"name", "user_id", "environment", "release", "version", "tags", "public"}
    | {"timestamp_ns", "input", "output", "metadata"}
)


def fold_trace(trace_id: str, fragments: Iterable[Fragment]) -> Trace:
    """Return what the fragments of one trace say together, whatever order they come in."""
    about: list[TraceFragment] = []
    scores: list[ScoreFragment] = []
    steps: dict[str, list[ObservationFragment]] = defaultdict(list)
    for fragment in fragments:
        if isinstance(fragment, ObservationFragment):
            steps[fragment.said.observation_id].append(fragment)
        elif isinstance(fragment, TraceFragment):
            about.append(fragment)
        else:
            scores.append(fragment)
    observations = sorted((_fold_observation(each) for each in steps.values()), key=_reading_order)
    said = in_order(about)
    trace = Trace(
        trace_id=trace_id,
        observations=tuple(observations),
        scores=fold_scores(scores),
        said=bool(said or observations),
        arrived_ns=_earliest([*said, *(each for step in steps.values() for each in step)]),
        **_fold_about(said),
    )
    return _with_roots(trace, said)


def _fold_about(said: Sequence[TraceFragment]) -> dict[str, Any]:
    folded = fold_fields(said, _TRACE) if said else {}
    return {name: value for name, value in folded.items() if name in _TRACE_FIELDS}


def _with_roots(trace: Trace, said: Sequence[TraceFragment]) -> Trace:
    """Add what only the whole trace tells: its session, and what it takes over from its root."""
    roots = trace.roots
    root = roots[0] if roots else Observation(observation_id="")
    return replace(
        trace,
        session_id=choose_session(said, {each.observation_id for each in roots}),
        name=trace.name or root.name,
        metadata=merge(root.metadata, trace.metadata),
    )


def _fold_observation(fragments: list[ObservationFragment]) -> Observation:
    ordered = in_order(fragments)
    said = ordered[0].said
    if len(ordered) > 1:
        said = Observation(**fold_fields([each.said for each in ordered], _OBSERVATION))
    if said.start_ns is None:
        said = replace(said, start_ns=_creation(ordered))
    if said.start_ns is not None and said.end_ns is not None and said.end_ns < said.start_ns:
        said = replace(said, end_ns=said.start_ns)
    return said


def _creation(fragments: list[ObservationFragment]) -> int | None:
    """Return when an observation was first spoken of, the default of its start."""
    times = [each.order for each in fragments if not each.order.unknown]
    return min(times, key=lambda order: (order.update, order.time_ns)).time_ns if times else None


def _earliest(fragments: Sequence[TraceFragment | ObservationFragment]) -> int | None:
    times = [each.order.time_ns for each in fragments if not each.order.unknown]
    return min(times) if times else None


def _reading_order(each: Observation) -> tuple[bool, int, str]:
    return (each.start_ns is None, each.start_ns or 0, each.observation_id)

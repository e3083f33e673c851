"""The observations of a trace as a tree, each with its place on the trace's time line."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from functions.model.observation import Observation
from functions.model.trace import Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeRow:
    """One observation, as deep as its parents make it."""

    number: int
    """From 1 in reading order, as `#o1` in the address names it."""

    observation: Observation
    depth: int
    orphan: bool
    """It names a parent that is not here; it is shown as a root."""

    offset_ns: int | None
    """From the start of the trace."""

    x: float
    """Percent of the trace's time line, as is `width`."""

    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceTree:
    """Every observation exactly once, parents before their children."""

    rows: tuple[TreeRow, ...]
    start_ns: int | None
    duration_ns: int | None


def build_trace_tree(trace: Trace) -> TraceTree:
    """Return the tree of a trace; orphans and members of a parent cycle are roots."""
    scale = _Scale.of(trace)
    rows = tuple(
        TreeRow(
            number=number,
            observation=each,
            depth=depth,
            orphan=orphan,
            offset_ns=scale.offset(each),
            x=scale.x(each),
            width=scale.width(each),
        )
        for number, (each, depth, orphan) in enumerate(_walk(trace.observations), 1)
    )
    return TraceTree(rows=rows, start_ns=scale.start_ns, duration_ns=scale.duration_ns)


def _walk(steps: Sequence[Observation]) -> Iterator[tuple[Observation, int, bool]]:
    known = {each.observation_id for each in steps}
    children: dict[str, list[Observation]] = defaultdict(list)
    roots: list[Observation] = []
    for each in steps:
        if each.parent_id in known and each.parent_id != each.observation_id:
            children[each.parent_id or ""].append(each)
        else:
            roots.append(each)
    seen: set[str] = set()
    # A cycle has no root: whoever of it comes first is taken for one.
    for root in (*roots, *steps):
        yield from _descend(root, children, seen)


def _descend(
    root: Observation, children: Mapping[str, Sequence[Observation]], seen: set[str]
) -> Iterator[tuple[Observation, int, bool]]:
    """Yield what hangs under `root`, without recursion: a sender may nest 10,000 deep."""
    waiting = [(root, 0)]
    while waiting:
        each, depth = waiting.pop()
        if each.observation_id in seen:
            continue
        seen.add(each.observation_id)
        yield each, depth, depth == 0 and each.parent_id is not None
        below = children.get(each.observation_id, ())
        waiting.extend((child, depth + 1) for child in reversed(below))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    start_ns: int | None
    duration_ns: int | None

    @classmethod
    def of(cls, trace: Trace) -> "_Scale":
        edges = [
            edge
            for each in trace.observations
            for edge in (each.start_ns, each.end_ns)
            if edge is not None
        ]
        start = min(edges, default=trace.start_ns)
        end = max(edges, default=trace.end_ns)
        known = start is not None and end is not None
        return cls(start_ns=start, duration_ns=(end or 0) - (start or 0) if known else None)

    def offset(self, each: Observation) -> int | None:
        if self.start_ns is None or each.start_ns is None:
            return None
        return each.start_ns - self.start_ns

    def x(self, each: Observation) -> float:
        return min(99.5, self._percent(self.offset(each) or 0))

    def width(self, each: Observation) -> float:
        return min(100 - self.x(each), max(0.5, self._percent(each.duration_ns or 0)))

    def _percent(self, ns: int) -> float:
        return round(100 * ns / self.duration_ns, 2) if self.duration_ns else 0.0

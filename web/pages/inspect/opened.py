"""A trace that somebody has opened, with all that its pages and fragments are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from functions.model.json import Json
from functions.model.observation import Observation
from functions.model.trace import Trace
from web.replay.prompts import Earlier, Prompts
from web.replay.tree import TraceTree, TreeRow, build_trace_tree

VALUES = ("input", "output", "metadata", "attributes", "resource")
"""What an observation may have been told, as addresses name it; a trace has the first three."""


def _nothing() -> Sequence[Observation]:
    return ()


@dataclass(frozen=True, kw_only=True)
class OpenedTrace:
    """A trace, where it stands, and what its session did before it."""

    project: str
    key: str
    """Of the trace, as addresses name it."""

    trace: Trace
    earlier: Earlier = _nothing
    """The observations of the turn before."""

    media_sizes: Mapping[str, int] = field(default_factory=dict)
    """Bytes by media id."""

    @cached_property
    def tree(self) -> TraceTree:
        """Its observations as a tree."""
        return build_trace_tree(self.trace)

    @cached_property
    def prompts(self) -> Prompts:
        """What its generations were given, and what of that is new."""
        return Prompts(self.trace.observations, self.earlier)

    @cached_property
    def failures(self) -> tuple[int, ...]:
        """The numbers of the observations that failed."""
        return tuple(row.number for row in self.tree.rows if row.observation.is_error)

    def row(self, number: int) -> TreeRow | None:
        """Return observation `number`, from 1, or None."""
        rows = self.tree.rows
        return rows[number - 1] if 1 <= number <= len(rows) else None

    def number_of(self, observation_id: str) -> int | None:
        """Return which observation has an id, or None."""
        rows = self.tree.rows
        return next(
            (r.number for r in rows if r.observation.observation_id == observation_id), None
        )

    def value(self, step: int, name: str) -> Json:
        """Return one value of the trace (`step` 0) or of observation number `step`."""
        row = self.row(step)
        holder = row.observation if row else self.trace
        if name not in VALUES or (step and row is None):
            return None
        value = getattr(holder, name, None)
        return dict(value) if isinstance(value, Mapping) else value

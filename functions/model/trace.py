"""One request through an application, with everything that is known of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from functions.model.json import Json
from functions.model.observation import Observation
from functions.model.score import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A trace in full: what `functions.interpret.trace.build_trace` makes of its chunks."""

    trace_id: str
    session_id: str | None = None
    name: str | None = None
    user_id: str | None = None
    environment: str | None = None
    release: str | None = None
    version: str | None = None
    tags: tuple[str, ...] = ()
    public: bool | None = None
    timestamp_ns: int | None = None
    """What the sender calls the trace's time, else None."""

    arrived_ns: int | None = None
    """The earliest order time of anything said of it: the last resort for its start."""

    input: Json = None
    output: Json = None
    metadata: Mapping[str, Json] = field(default_factory=dict)
    observations: tuple[Observation, ...] = ()
    """By start, then id."""

    scores: tuple[Score, ...] = ()
    """By time, then id; deleted ones are left out."""

    said: bool = True
    """False while only scores are known: such a trace makes no turn."""

    @property
    def roots(self) -> tuple[Observation, ...]:
        """Return the observations without a parent here, earliest first."""
        known = {each.observation_id for each in self.observations}
        return tuple(
            each
            for each in self.observations
            if each.as_root or each.parent_id is None or each.parent_id not in known
        )

    @property
    def start_ns(self) -> int | None:
        """When it began: its own timestamp, else its first observation, else its first word."""
        if self.timestamp_ns is not None:
            return self.timestamp_ns
        starts = [each.start_ns for each in self.observations if each.start_ns is not None]
        return min(starts) if starts else self.arrived_ns

    @property
    def began_ns(self) -> int | None:
        """Its start, or that of its first observation where a sender dates the trace later.

        `langfuse-vercel` stamps a trace when it exports it, and so several of them at once.
        """
        starts = [self.start_ns, *(each.start_ns for each in self.observations)]
        return min((each for each in starts if each is not None), default=None)

    @property
    def end_ns(self) -> int | None:
        """When its last observation ended, or its start where none has a time."""
        edges = [edge for each in self.observations for edge in (each.start_ns, each.end_ns)]
        known = [edge for edge in edges if edge is not None]
        return max(known) if known else self.start_ns

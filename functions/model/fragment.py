"""Partial statements about a trace, an observation or a score, and the time that orders them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from functions.model.chunk import Credential
from functions.model.json import Json
from functions.model.observation import Observation
from functions.model.score import Score


@dataclass(frozen=True, slots=True, order=True)
class Order:
    """Where a fragment stands among the others: time, then create before update, then id.

    Built from what the sender wrote, so that the same fragments have the same order whenever and
    in whatever requests they arrive.
    """

    unknown: bool
    """True sorts last: the sender gave no time at all."""

    time_ns: int
    update: bool
    source_id: str
    """The event's or span's id."""

    once: bool = False
    """Of several with this `source_id` only the last counts: they are one event, sent again."""

    @staticmethod
    def at(
        time_ns: int | None, source_id: str, *, update: bool = False, once: bool = False
    ) -> "Order":
        """Return the place of what was said at `time_ns` (Unix nanoseconds, None if unknown)."""
        return Order(time_ns is None, time_ns or 0, update, source_id, once)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionClaim:
    """A sender's word that a trace belongs to a session.

    `rank` 1 is best; a claim with `root_only` counts only from the root of its trace where the
    trace holds different values of that rank (docs/decisions/0001, "Which session").
    """

    rank: int
    session_id: str
    observation_id: str | None = None
    root_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceFragment:
    """What one event or span says about its trace; None and empty say nothing."""

    trace_id: str
    order: Order
    claims: tuple[SessionClaim, ...] = ()
    name: str | None = None
    user_id: str | None = None
    environment: str | None = None
    release: str | None = None
    version: str | None = None
    tags: tuple[str, ...] = ()
    public: bool | None = None
    timestamp_ns: int | None = None
    input: Json = None
    output: Json = None
    metadata: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationFragment:
    """What one event or span says about an observation of `trace_id`."""

    trace_id: str
    order: Order
    said: Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFragment:
    """What one event says about a score, and how much its sender is to be trusted."""

    order: Order
    said: Score
    credential: Credential = Credential.SECRET


type Fragment = TraceFragment | ObservationFragment | ScoreFragment

"""A trace as one step of its session: what a person needs to read it without opening it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from functions.model.json import Scalar
from functions.model.score import DataType

FINGERPRINT_BYTES = 4


def fingerprint(observation_id: str) -> bytes:
    """Return the bytes by which a turn remembers an observation."""
    return sha256(observation_id.encode()).digest()[:FINGERPRINT_BYTES]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The beginning of a text, and how long the whole is."""

    text: str
    size_bytes: int
    """Of the whole text in UTF-8."""

    digest: str | None = None
    """SHA-256 of the whole, 32 hexadecimal digits; None where nothing was cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolLine:
    """One tool call in one line."""

    observation_id: str
    name: str
    arguments: Excerpt | None = None
    result: Excerpt | None = None
    error: str | None = None
    """What went wrong; None for a call that worked."""

    start_ns: int | None = None
    duration_ns: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorLine:
    """An observation that failed: what it was, and what its sender said of the failure."""

    observation_id: str
    name: str
    type: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """A score as it stands beside a turn; `observation_id` where it judges one step of it."""

    score_id: str
    name: str
    data_type: DataType | None = None
    value: float | None = None
    text: str | None = None
    comment: str | None = None
    source: str | None = None
    observation_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A trace at reading depth; every text and every list is bounded, with its true count.

    Full text comes from the chunks of `trace_id`.
    """

    trace_id: str
    session_id: str | None = None
    name: str | None = None
    user_id: str | None = None
    environment: str = "default"
    release: str | None = None
    version: str | None = None
    tags: tuple[str, ...] = ()
    public: bool | None = None
    metadata: Mapping[str, Scalar] = field(default_factory=dict)
    """The first keys; what is nested stands as cut JSON text."""

    start_ns: int | None = None
    """The trace's own time, by which it is listed."""

    lead_ns: int = 0
    """How long before `start_ns` its first observation began."""

    end_ns: int | None = None
    user: Excerpt | None = None
    answer: Excerpt | None = None
    answer_ms: tuple[int, int] | None = None
    """When the first and the last token of it came, from `began_ns`; None where no sender told."""
    tools: tuple[ToolLine, ...] = ()
    """By start: the first and the last of them where there are very many."""

    tool_count: int = 0
    errors: tuple[ErrorLine, ...] = ()
    error_count: int = 0
    warning_count: int = 0
    models: tuple[str, ...] = ()
    usage: Mapping[str, int] = field(default_factory=dict)
    cost_usd: float | None = None
    """None where nobody knows it; never 0 for an unknown one."""

    cost_source: str | None = None
    """Which prices it was worked out from, `partly …` where senders reported some of it."""

    scores: tuple[ScoreLine, ...] = ()
    score_count: int = 0
    observation_count: int = 0
    generation_count: int = 0
    fingerprints: bytes = b""
    """Four bytes for each of the first observation ids, to find an observation by its id."""

    @property
    def began_ns(self) -> int | None:
        """When anything of it began, which puts it in its place in the session."""
        return None if self.start_ns is None else self.start_ns - self.lead_ns

    @property
    def duration_ns(self) -> int | None:
        """From its beginning to the end of its last observation."""
        if self.began_ns is None or self.end_ns is None:
            return None
        return max(0, self.end_ns - self.began_ns)

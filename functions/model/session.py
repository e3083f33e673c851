"""A conversation: what its turns, its scores and the marks of its readers add up to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from functions.model.json import Scalar
from functions.model.score import DataType


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The first values of a set in their order, and how many there are."""

    values: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreSummary:
    """All scores of one name in a session."""

    name: str
    data_type: DataType | None = None
    count: int = 0
    mean: float | None = None
    """Of the numbers among them."""

    text: str | None = None
    """The latest label or words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What readers left on a session; kept for ever."""

    starred: bool = False
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session as the list shows it; at most 4 kB, so every text and set is cut."""

    session_id: str
    name: str | None = None
    starred: bool = False
    turn_count: int = 0
    error_count: int = 0
    error_turn: int | None = None
    """The number of the first turn that failed, from 1."""

    warning_count: int = 0
    tool_count: int = 0
    observation_count: int = 0
    start_ns: int | None = None
    end_ns: int | None = None
    active_ns: int = 0
    """The time in which a turn was running."""

    first_user: str = ""
    last_user: str = ""
    last_answer: str = ""
    users: Sample = field(default_factory=Sample)
    tags: Sample = field(default_factory=Sample)
    environments: Sample = field(default_factory=Sample)
    models: Sample = field(default_factory=Sample)
    names: Sample = field(default_factory=Sample)
    """Of its traces."""

    releases: Sample = field(default_factory=Sample)
    metadata: Mapping[str, tuple[Scalar, ...]] = field(default_factory=dict)
    """What its traces say under a key: the first values that are short and plain."""

    metadata_count: int = 0
    """How many different values there are, under all keys."""

    usage: Mapping[str, int] = field(default_factory=dict)
    cost_usd: float | None = None
    cost_source: str | None = None
    """As that of a turn, over all turns."""

    scores: tuple[ScoreSummary, ...] = ()
    score_count: int = 0
    publication_count: int = 0

    @property
    def duration_ns(self) -> int | None:
        """From the start of its first turn to the end of its last."""
        if self.start_ns is None or self.end_ns is None:
            return None
        return max(0, self.end_ns - self.start_ns)

"""What the page that compares is told, and the page on which the other session is chosen."""

from dataclasses import dataclass

from markupsafe import Markup

from web.pages.view import ErrorView, Shell, When


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedSession:
    """One side."""

    title: str
    url: str
    started: When


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure of both sides and what is between them."""

    name: str
    left: str
    right: str
    delta: str
    """With its sign; nothing where either side is unknown."""

    more: bool
    """The right side has more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPair:
    """A text of both sides, with `<del>` and `<ins>` where words differ."""

    kind: str
    """`user` or `answer`."""

    label: str
    same: bool
    """Only `left` is to be shown, for both."""

    left: Markup
    right: Markup
    cut: str
    """How long the longer one is where not all of it was compared, else nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCell:
    """A tool call in one line."""

    name: str
    line: Markup
    state: str
    """`ok`, `error` or `open`, as that of a ToolView."""

    duration: str
    error: str
    result: Markup
    """What it gave, where that is not the same on the other side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolPairView:
    """A tool call of both sides; None where one side has none like it."""

    left: ToolCell | None
    right: ToolCell | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSide:
    """A turn of one side, besides what was said in it."""

    number: int
    url: str
    failed: bool
    errors: tuple[ErrorView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """Two turns that belong together, or one that stands alone."""

    left: PairSide | None
    right: PairSide | None
    differs: bool
    facts: tuple[str, ...]
    """What it took on both sides, where both are there."""

    texts: tuple[TextPair, ...]
    tools: tuple[ToolPairView, ...]
    tools_left_out: int
    has_errors: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareContext:
    """`/p/{project}/compare?a=…&b=…`."""

    shell: Shell
    left: ComparedSession
    right: ComparedSession
    figures: tuple[FigureRow, ...]
    pairs: tuple[PairView, ...]
    summary: str
    """How many turns differ."""

    only: bool
    """Pairs without a difference are left out."""

    only_url: str
    """Of the same with `only` the other way."""

    swap_url: str
    earlier_url: str
    later_url: str
    """Nothing where there are no more pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A session that may be compared with."""

    title: str
    url: str
    active: When
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseContext:
    """`/p/{project}/compare`, while a side is missing."""

    shell: Shell
    heading: str
    chosen: ComparedSession | None
    chosen_key: str
    candidates: tuple[Candidate, ...]
    action: str
    next_url: str
    """Nothing on the last page."""

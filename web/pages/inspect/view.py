"""What a trace's fragments and page are made of: pieces whose every text is ready to be printed."""

from dataclasses import dataclass

from markupsafe import Markup

from web.pages.view import Fact, Shell, When

NOTHING = Markup()


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeRowView:
    """An observation as a row of the tree, and its bar in the waterfall."""

    number: int
    url: str
    """Of its fragment, which leads a reader without scripts to its place on the trace's page."""

    kind: str
    """`generation`, `tool` …: its type in small letters."""

    name: str
    model: str
    indent: str
    """Spaces, no more than a narrow column has room for."""

    level: int
    """How deep it really is, from 1."""

    state: str
    """`bad`, `warned`, `debug` or nothing."""

    duration: str
    x: float
    """Percent of the trace's time line, as are `width` and `wait`."""

    width: float
    wait: float
    """From its start to the first token of an answer; 0 where nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeView:
    """A window of the observations of a trace."""

    rows: tuple[TreeRowView, ...]
    count: int
    """Of all of them."""

    first: int
    last: int
    trace_url: str
    earlier_url: str
    later_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """A part of a message."""

    kind: str
    """`text`, `thinking`, `call`, `result` or `media`."""

    title: str
    """Of a call or result the tool, of media its name or kind."""

    html: Markup
    size: str
    """Of thoughts, which are folded, and of what is cut."""

    whole_url: str
    """Where all of it is, if this is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """One message of a prompt or an answer."""

    role: str
    folded: bool
    """Instructions, of which only the first words are seen."""

    words: str
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchView:
    """Messages of a prompt that follow each other: shown, or known from before and folded."""

    words: str
    """`14 messages as before`; nothing where they are shown."""

    url: str
    """Of their fragment, where they are folded."""

    messages: tuple[MessageView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """An input, an output, metadata: as messages, a tree or a text."""

    key: str
    """`input`, `output` …, as its addresses name it."""

    name: str
    size: str
    url: str
    """All of it as text, and its fragment."""

    open: bool
    shown: bool
    """Whether it is here, or fetched when it is opened."""

    stretches: tuple[StretchView, ...]
    dropped: str
    """How many messages this prompt no longer has."""

    html: Markup
    cut: bool
    """Whether `html` is not all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionView:
    """An exception with where it was raised."""

    type: str
    message: str
    stack: str
    cut: str
    """How long the stack is, where this is only its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepScoreView:
    """A score of an observation or of the trace itself."""

    name: str
    value: str
    comment: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """Everything that is known of an observation."""

    number: int
    kind: str
    name: str
    trace_key: str
    """Which trace it is of, as addresses name it."""

    observation_id: str
    failed: bool
    orphan: bool
    offset: str
    duration: str
    started: When
    status: str
    errors: tuple[ExceptionView, ...]
    details: tuple[tuple[str, str], ...]
    scores: tuple[StepScoreView, ...]
    values: tuple[ValueView, ...]
    url: str
    """Of its fragment."""

    judge_url: str
    raw_url: str
    """Of all of it as JSON."""

    page_url: str
    """Of its place on the trace's page."""

    previous_url: str
    next_url: str
    """Fragments of its neighbours in the tree, where there are any."""

    previous_error_url: str
    next_error_url: str
    """Of the failures before and after it, on the trace's page, where it is one itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentContext:
    """A piece of a page: exactly one of its fields says something."""

    tree: TreeView | None = None
    step: StepView | None = None
    value: ValueView | None = None
    message: MessageView | None = None
    stretches: tuple[StretchView, ...] = ()
    text: Markup = NOTHING
    url: str = ""
    """Beside `stretches`: of the value that they are of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceContext:
    """`/p/{project}/traces/{key}`."""

    shell: Shell
    title: str
    trace_id: str
    failure: str
    """Why its turn is missing or old; nothing where it is neither."""

    turn_url: str
    """Of its turn in its session."""

    status: str
    status_url: str
    facts: tuple[Fact, ...]
    details: tuple[tuple[str, str], ...]
    started: When
    judge_url: str
    erase_url: str
    raw_url: str
    values: tuple[ValueView, ...]
    scores: tuple[StepScoreView, ...]
    tree: TreeView
    steps: tuple[StepView, ...]

"""What pages are made of: pieces whose every text is ready to be printed."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """Words of the conversation."""

    html: Markup
    """Safe by construction: escaped text or sanitised Markdown."""

    folded: bool
    """So long that it opens only on demand."""

    cut: str
    """`12 kB` where this is only the beginning of so much, else nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolView:
    """A tool call: one line, and what is behind it."""

    number: int
    """Within its turn, from 1, as `#t6.tool2` in the address names it."""

    name: str
    line: str
    """The arguments in one line."""

    url: str
    """Where all of it is; nothing on a public page."""

    arguments: Markup
    result: Markup
    error: str
    state: str
    """`ok`, `error` or `open` (no result known)."""

    duration: str
    cut: str
    retry: str
    """`retried 2 s later, worked` after a call that failed, else nothing."""

    retry_url: str
    offset_ms: int | None = None
    """From the start of the session; None where it is unknown, and on a public page."""

    duration_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorView:
    """A failure inside a turn."""

    title: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnView:
    """One turn, ready to be printed."""

    number: int
    words: str
    """Its first words, for the rail."""

    offset: str
    offset_ms: int | None
    """From the start of the session; None where that is unknown."""

    duration_ms: int
    idle: str
    """`3 min 20 s` where that much passed before it, else nothing."""

    duration: str
    user: TextView | None
    answer: TextView | None
    tools: tuple[ToolView, ...]
    tools_left_out: int
    errors: tuple[ErrorView, ...]
    error_count: int
    facts: tuple[str, ...]
    """Tokens, cost, model: what differs from turn to turn."""

    all_facts: str
    """What is shown where everything is: name, usage by kind, user, tags, metadata …"""

    version: int
    """Another one when the turn has changed; 0 on a page that does not look again."""

    scores: tuple[str, ...]
    trace_url: str
    """Where all of it stands; nothing on a public page."""

    judge_url: str
    """Where it is judged; nothing on a public page."""

    answer_ms: tuple[int, int] | None = None
    """When its first and its last token came, from the start of the session; None where that is
    unknown, and on a public page.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A figure of the header with its meaning."""

    value: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """What stands around every live page."""

    title: str
    static: str
    """Where stylesheet and scripts are, with their content hash."""

    project_id: str = ""
    home: str = "/"
    """Address of the list of sessions."""

    lists: tuple[tuple[str, str], ...] = ()
    """Name and address of each list of the project."""

    theme: str = ""
    """`light` or `dark` where one was chosen, else nothing."""

    zone: str = ""
    """The time zone that was chosen; nothing for the browser's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A moment: in words and for machines."""

    text: str
    """In the zone that its reader has chosen, else in UTC."""

    iso: str
    utc: str = ""
    """The same in UTC, where `text` is in another zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StarView:
    """The star of a session."""

    url: str
    """Where it is set and taken away."""

    starred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveView:
    """Whether a session still goes on."""

    url: str
    """Where what is new since this page is asked for."""

    goes_on: bool
    waits: bool
    """Whether it was quiet for so short a time that more may come."""

    since: When
    """Its last sign of life."""

    age_s: int
    """How long ago that was, whatever the reader's clock says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowView:
    """Which turns a page shows of a session that is too long for one."""

    words: str
    total: int
    earlier_url: str
    """Nothing on the first page."""

    later_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationView:
    """A public page of this session."""

    url: str
    revoke_url: str
    session_key: str
    published: When
    turns: str
    expires: When | None
    """None for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishPanel:
    """Everything about publishing a session."""

    action: str
    """Where its form is posted."""

    token: str
    """Names the page that the form will make, so that sending it twice makes one."""

    publications: tuple[PublicationView, ...]
    more: int
    """Live publications that are not listed."""

    state: str
    """Of the job just asked for: `idle`, `pending`, `failed`, `published` or `unpublished`."""

    message: str
    turn_count: str

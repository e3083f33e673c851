"""What each page is told: one frozen dataclass per page.

The contract between Python and the templates: a test holds that every field is used.
"""

from dataclasses import dataclass

from markupsafe import Markup

from functions.model.turn import Excerpt
from web.pages.reference import ObjectView, OperationGroup
from web.pages.view import (
    Fact,
    LiveView,
    PublishPanel,
    Shell,
    StarView,
    TurnView,
    When,
    WindowView,
)
from web.replay.ribbon import Ribbon


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTool:
    """A tool call on a public page."""

    name: str
    arguments: Excerpt | None = None
    result: Excerpt | None = None
    error: str | None = None
    """What went wrong; None for a call that worked."""

    start_ns: int | None = None
    duration_ns: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedError:
    """A failure on a public page: what it was and what was said of it."""

    type: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTurn:
    """A turn on a public page; an Excerpt with a `digest` is shown as cut."""

    number: int
    user: Excerpt | None = None
    answer: Excerpt | None = None
    tools: tuple[PublishedTool, ...] = ()
    tool_count: int = 0
    """How many there were; `tools` may hold fewer."""

    errors: tuple[PublishedError, ...] = ()
    error_count: int = 0
    offset_ns: int | None = None
    """From the start of the session."""

    duration_ns: int | None = None
    idle_ns: int = 0
    """How long nothing ran before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedContext:
    """All that a public page says.

    No field can hold a person, a tag, an environment, metadata, a cost, a score, a model, or any
    id: what is not here cannot leak.
    """

    title: str
    turns: tuple[PublishedTurn, ...]
    start_ns: int | None = None
    """When the conversation began."""

    wall_ns: int | None = None
    active_ns: int = 0
    published_ms: int = 0
    expires_ms: int | None = None
    """None for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionContext:
    """`/p/{project}/sessions/{key}`."""

    shell: Shell
    title: str
    name: str
    """What a reader has called it; nothing where its first words are its title."""

    url: str
    name_url: str
    session_id: str
    star: StarView
    status: str
    status_url: str
    """Of the turn that the status speaks of; nothing where all went well."""

    facts: tuple[Fact, ...]
    details: tuple[tuple[str, str], ...]
    """Whose session it was, and where."""

    notes: tuple[tuple[str, str], ...]
    """What else is known of it: tags, release, scores."""

    started: When
    density: str
    """`conversation`, `tools` or `everything`."""

    view: str
    """`conversation` or `tree`."""

    live: LiveView | None
    """None where nothing more is to come on this page."""

    window: WindowView | None
    """None where all turns are on this page."""

    ribbon: Ribbon
    turns: tuple[TurnView, ...]
    publish: PublishPanel
    judge_url: str
    scores_url: str
    """Of the scores alone, for when they have changed."""

    scores: tuple[str, ...]
    walk_url: str
    """Where the sessions beside it in its list are found."""

    review: bool
    """It is opened to be judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPage:
    """A published page as its template prints it; made from a `PublishedContext`."""

    title: str
    css: Markup
    policy: str
    """The content security policy, with the hash of the style."""

    status: str
    status_url: str
    facts: tuple[Fact, ...]
    started: When
    published: When
    expires: When | None
    """None for ever."""

    ribbon: Ribbon
    turns: tuple[TurnView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceContext:
    """`/api/public/docs`."""

    shell: Shell
    version: str
    words: Markup
    groups: tuple[OperationGroup, ...]
    objects: tuple[ObjectView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreferencesContext:
    """`/preferences`."""

    shell: Shell
    back: str
    """Where sending the form leads."""

    languages: tuple[tuple[str, str], ...]
    """Code and own name of each."""

    language: str
    """The code of the chosen one; nothing where the browser decides."""

    spoken: str
    """The name of the language of this page."""

    zones: tuple[str, ...]
    zone: str
    unknown_zone: bool
    """Whether `zone` is what somebody typed, and there is none of that name."""

    themes: tuple[str, ...]
    theme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageContext:
    """Refusals and failures: what happened, and what to do next."""

    shell: Shell
    heading: str
    paragraphs: tuple[str, ...]
    action: str
    action_url: str
    """Where to go from here; nothing where there is nowhere to go."""

"""What the page of the list is told."""

from dataclasses import dataclass

from functions.model.saved_view import SavedView
from web.pages.session_list.query import ListQuery
from web.pages.view import Shell, StarView, When


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """A session in the list: what tells it from its neighbours."""

    key: str
    """Under which it stands in addresses."""

    url: str
    star: StarView
    title: str
    last: str
    """The last words of the user, where they are not the title."""

    outcome: str
    """The beginning of the last answer."""

    session_id: str
    active: When
    user: str
    more_users: int
    environment: str
    tags: tuple[str, ...]
    turns: int
    errors: str
    error_url: str
    duration: str
    tokens: str
    cost: str
    scores: tuple[str, ...]
    public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter that is on."""

    label: str
    value: str
    without: str
    """The address of the list without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several lists that a click leads to, or of the options of a field."""

    value: str
    label: str
    url: str = ""
    chosen: bool = False
    count: int | None = None
    """How many of the sessions that were looked at it would leave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The values of a column, commonest first."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnHead:
    """The head of a column that a list can be ordered by."""

    label: str
    url: str
    sorted: str
    """`ascending`, `descending` or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """The lists that are kept under a name."""

    links: tuple[Choice, ...]
    chosen: SavedView | None
    action: str
    """Where one is saved, renamed or deleted."""

    can_save: bool
    """Whether there is anything to keep, and room for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """Where a page of the list stands in it."""

    words: str
    """How many sessions these are, or how many were looked at for them."""

    newest_url: str
    earlier_url: str
    later_url: str
    goes_on: bool
    """Whether the page is short only because no more was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionListContext:
    """`/p/{project}/sessions`."""

    shell: Shell
    query: ListQuery
    problem: str
    """What is wrong with what was asked for; nothing where it was understood."""

    notice: str
    receipt_url: str
    """Of the deletion that the notice speaks of."""

    """What has just been done."""

    views: Views
    chips: tuple[Chip, ...]
    clear_url: str
    periods: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    operators: tuple[Choice, ...]
    flags: tuple[Choice, ...]
    facets: tuple[Facet, ...]
    counted: str
    """Of how many sessions the counts are."""

    zone: str
    """In which the times of filters are."""

    heads: dict[str, ColumnHead]
    rows: tuple[SessionRow, ...]
    welcome: bool
    """Whether nothing was ever sent."""

    pager: Pager
    here: str
    """The address of this page."""

    look_url: str
    """Where the page looks for what has changed; nothing where it does not."""

    select_url: str
    """Where it is sent what to do with the sessions that are ticked."""

    export_url: str
    review_url: str
    origin: str
    """Of this installation, for the variables that an application needs."""

    failures: tuple[tuple[str, str], ...] = ()
    """Traces that could not be folded: name and address of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionContext:
    """What is asked before several sessions are deleted."""

    shell: Shell
    heading: str
    goes: tuple[str, ...]
    """How much of what goes with them."""

    titles: tuple[str, ...]
    more: str
    """How many sessions are not named; nothing where all are."""

    keys: tuple[str, ...]
    action: str
    back: str

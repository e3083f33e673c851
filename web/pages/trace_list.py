"""The list of traces: what its page is told, and its rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from functions.model.turn import Excerpt, Turn
from web.pages.figures import tokens_alone, when
from web.pages.format import dollars, duration
from web.pages.language import say
from web.pages.links import id_to_key, session_url, trace_url
from web.pages.session_list.context import Choice
from web.pages.session_list.query import LONGEST_VALUE, ListQuery, WrongQueryError, parse_query
from web.pages.view import Shell, When
from web.pages.words import first_words, unmarked

ROWS = 50
YES = "yes"
_OWN = ("name", "all")
_SHARED = ("user", "tag", "environment", "last", "since", "until", "error")
_LONGEST = 140
_TAGS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRow:
    """A trace in the list."""

    url: str
    title: str
    trace_id: str
    said: str
    """The first words of its input, where they are not the title."""

    outcome: str
    """The beginning of its output, or what failed."""

    started: When
    user: str
    environment: str
    tags: tuple[str, ...]
    session_id: str
    session_url: str
    """Nothing for a trace without a session."""

    errors: str
    duration: str
    tokens: str
    cost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceFilters:
    """What the address of the list asks for."""

    query: ListQuery = field(default_factory=ListQuery)
    """What lists of traces and of sessions have in common."""

    name: str = ""
    """What is in the names of traces."""

    every: bool = False
    """Also those that belong to a session."""

    @property
    def text(self) -> str:
        """The query string of an address."""
        own = [("name", self.name)] if self.name else []
        return urlencode([*self.query.pairs, *own, *([("all", YES)] if self.every else [])])

    @property
    def narrow(self) -> bool:
        """Whether anything is asked but which of the two lists it is."""
        return bool(self.query.pairs or self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceListContext:
    """`/p/{project}/traces`."""

    shell: Shell
    filters: TraceFilters
    problem: str
    """What is wrong with what was asked for; nothing where it was understood."""

    periods: tuple[Choice, ...]
    zone: str
    """In which the times of the filters are."""

    rows: tuple[TraceRow, ...] = ()
    looked: str = ""
    """How many traces were looked at for these."""

    base: str
    """The address of the list without filters."""

    first_url: str = ""
    """Of the newest of these traces; nothing on the first page."""

    next_url: str = ""
    """Nothing where there are no more."""

    goes_on: bool = False
    """Whether the page is short only because no more was looked at."""


def parse_trace_filters(said: Iterable[tuple[str, str]]) -> TraceFilters:
    """Return what an address asks for.

    Raises:
        WrongQueryError: there is no such parameter, or it cannot say that.

    """
    pairs = list(said)
    own = {name: value.strip() for name, value in pairs if name in _OWN}
    shared = [pair for pair in pairs if pair[0] not in _OWN]
    for name, _ in shared:
        if name not in _SHARED:
            raise WrongQueryError(say("list.wrong.unknown", name=name[:40]))
    if len(own.get("name", "")) > LONGEST_VALUE:
        raise WrongQueryError(say("list.wrong.long", name="name", most=LONGEST_VALUE))
    if own.get("all", "") not in ("", YES):
        raise WrongQueryError(say("list.wrong.choice", name="all", choices=YES))
    return TraceFilters(
        query=parse_query(shared), name=own.get("name", ""), every=bool(own.get("all"))
    )


def trace_rows(turns: Iterable[Turn], project: str) -> tuple[TraceRow, ...]:
    """Return the rows of a list."""
    return tuple(_row(each, project) for each in turns)


def _row(turn: Turn, project: str) -> TraceRow:
    said = _words(turn.user)
    title = first_words(turn.name or "", _LONGEST) or said or turn.trace_id
    return TraceRow(
        url=trace_url(project, id_to_key(turn.trace_id)),
        title=title,
        trace_id=turn.trace_id,
        said=said if said != title else "",
        outcome=_failure(turn) or unmarked(_words(turn.answer)),
        started=when(turn.start_ns),
        user=turn.user_id or "",
        environment=turn.environment,
        tags=turn.tags[:_TAGS],
        session_id=turn.session_id or "",
        session_url=session_url(project, id_to_key(turn.session_id)) if turn.session_id else "",
        errors=say("figure.errors", n=turn.error_count) if turn.error_count else "",
        duration=duration(turn.duration_ns),
        tokens=tokens_alone(turn.usage) if turn.usage else "",
        cost=dollars(turn.cost_usd) if turn.cost_usd is not None else "",
    )


def _words(text: Excerpt | None) -> str:
    return first_words(text.text, _LONGEST) if text else ""


def _failure(turn: Turn) -> str:
    """Return the first failure that the turn names."""
    for each in turn.errors:
        return first_words(": ".join(filter(None, (each.type, each.message))), _LONGEST)
    return ""

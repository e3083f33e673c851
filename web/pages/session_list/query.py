"""What the address of a list asks for: filters, order, and which page of it.

    query = parse_query([("q", "refund"), ("tag", "web"), ("tag", "beta")])
    query.without("tag", "beta").text           # q=refund&tag=web

Only form is looked at here; what a value means is for whoever finds the sessions.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from functions.model.errors import MalformedError
from web.pages.language import chosen_zone, say

LONGEST_VALUE = 400
MOST_PAIRS = 40
_FIRST_YEAR = 1970

PERIODS: Mapping[str, timedelta] = {
    "1h": timedelta(hours=1),
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}
OPERATORS = ("=", ">", ">=", "<", "<=")
SORTED = ("active", "started", "turns", "errors", "duration", "tokens", "cost")
ASCENDING = ".asc"
"""Behind the name of an order; without it the greatest, or the latest, is first."""

ORDERS = (*SORTED[1:], *(f"{each}{ASCENDING}" for each in SORTED))
"""Beside the list's own, which is by latest activity."""


class Form(StrEnum):
    """How a value is written."""

    TEXT = "text"
    YES_NO = "yes or no"
    NUMBER = "number"
    PERIOD = "period"
    TIME = "time"
    OPERATOR = "operator"
    PAIR = "key=value"
    ORDER = "order"


FILTERS: Mapping[str, Form] = {
    "q": Form.TEXT,
    "user": Form.TEXT,
    "tag": Form.TEXT,
    "environment": Form.TEXT,
    "last": Form.PERIOD,
    "since": Form.TIME,
    "until": Form.TIME,
    "error": Form.YES_NO,
    "starred": Form.YES_NO,
    "public": Form.YES_NO,
    "score": Form.TEXT,
    "score_is": Form.OPERATOR,
    "score_value": Form.TEXT,
    "min_cost": Form.NUMBER,
    "max_cost": Form.NUMBER,
    "min_tokens": Form.NUMBER,
    "max_tokens": Form.NUMBER,
    "min_turns": Form.NUMBER,
    "max_turns": Form.NUMBER,
    "min_duration": Form.NUMBER,
    "max_duration": Form.NUMBER,
    "metadata": Form.PAIR,
}
MANY = ("user", "tag", "environment", "metadata")
SORT = "sort"

_KNOWN: Mapping[str, Form] = {**FILTERS, SORT: Form.ORDER}


class WrongQueryError(MalformedError):
    """A parameter of a list's address makes no sense; its text names the parameter."""


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Filters and order of a list, in the order in which they are always written."""

    pairs: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The query string of an address, nothing where nothing is asked."""
        return urlencode(self.pairs)

    @property
    def filters(self) -> tuple[tuple[str, str], ...]:
        """All but the order."""
        return tuple(each for each in self.pairs if each[0] != SORT)

    def value(self, name: str) -> str:
        """Return what a parameter says, nothing where it is not there."""
        return next((value for each, value in self.pairs if each == name), "")

    def values(self, name: str) -> tuple[str, ...]:
        """Return everything that a parameter says."""
        return tuple(value for each, value in self.pairs if each == name)

    def number(self, name: str) -> float | None:
        """Return the number that a parameter says."""
        said = self.value(name)
        return float(said) if said else None

    def with_value(self, name: str, value: str) -> "ListQuery":
        """Return this with a value more, of a parameter that has one instead of it."""
        kept = self if name in MANY else self.without(name)
        return _ordered((*kept.pairs, (name, value)))

    def without(self, name: str, value: str | None = None) -> "ListQuery":
        """Return this without a parameter, or without one of its values."""
        return ListQuery(
            tuple(
                pair
                for pair in self.pairs
                if pair[0] != name or (value is not None and pair[1] != value)
            )
        )


def moment_of(text: str) -> datetime | None:
    """Return the time that a field says, in the zone of the reader unless it names one."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.year < _FIRST_YEAR:
        return None
    return found if found.tzinfo else found.replace(tzinfo=chosen_zone() or UTC)


def parse_query(said: Iterable[tuple[str, str]]) -> ListQuery:
    """Return what an address asks for; what is empty is not asked.

    Raises:
        WrongQueryError: there is no such parameter, or it cannot say that.

    """
    pairs = [(name, value.strip()) for name, value in said if value.strip()]
    if len(pairs) > MOST_PAIRS:
        raise WrongQueryError(say("list.wrong.many", most=MOST_PAIRS))
    for name, value in pairs:
        _check(name, value)
    for name in {each for each, _ in pairs} - set(MANY):
        if sum(each == name for each, _ in pairs) > 1:
            raise WrongQueryError(say("list.wrong.twice", name=name))
    return _ordered(pairs)


def parse_query_string(text: str) -> ListQuery:
    """Return `parse_query` of a query string.

    Raises:
        WrongQueryError: as there.

    """
    try:
        pairs = parse_qsl(text, max_num_fields=2 * MOST_PAIRS)
    except ValueError:
        raise WrongQueryError(say("list.wrong.many", most=MOST_PAIRS)) from None
    return parse_query(pairs)


def _ordered(pairs: Iterable[tuple[str, str]]) -> ListQuery:
    """Return a query in which parameters have one order, so that one list has one address."""
    places = {name: place for place, name in enumerate(_KNOWN)}
    once = dict.fromkeys(pairs)
    return ListQuery(tuple(sorted(once, key=lambda each: places[each[0]])))


def _check(name: str, value: str) -> None:
    form = _KNOWN.get(name)
    if form is None:
        raise WrongQueryError(say("list.wrong.unknown", name=name[:40]))
    if len(value) > LONGEST_VALUE:
        raise WrongQueryError(say("list.wrong.long", name=name, most=LONGEST_VALUE))
    choices = _CHOICES.get(form)
    if choices is not None and value not in choices:
        raise WrongQueryError(say("list.wrong.choice", name=name, choices=", ".join(choices)))
    if form is Form.NUMBER and not _is_number(value):
        raise WrongQueryError(say("list.wrong.number", name=name))
    if form is Form.TIME and moment_of(value) is None:
        raise WrongQueryError(say("list.wrong.time", name=name))
    if form is Form.PAIR and not all(value.partition("=")):
        raise WrongQueryError(say("list.wrong.pair", name=name))


_CHOICES: Mapping[Form, tuple[str, ...]] = {
    Form.YES_NO: ("yes", "no"),
    Form.PERIOD: tuple(PERIODS),
    Form.OPERATOR: OPERATORS,
    Form.ORDER: ORDERS,
}


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False

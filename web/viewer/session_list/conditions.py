"""What the address of a list asks for, as conditions of the API's filters."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from web.api.listing.condition import (
    CategoryCondition,
    Condition,
    NumberObjectCondition,
    StringCondition,
)
from web.api.listing.filter import Filter
from web.api.listing.plain import all_of, any_of, at_least, at_most, is_so, keyed, period
from web.api.sessions.columns import SESSION_COLUMNS, SessionRow
from web.pages.language import say
from web.pages.session_list.query import PERIODS, ListQuery, WrongQueryError, moment_of

_NUMBERS = {
    "cost": "totalCost",
    "tokens": "totalTokens",
    "turns": "traceCount",
    "duration": "duration",
}
_TRUTH = {"true": 1.0, "false": 0.0}


def filter_of(query: ListQuery, now: datetime | None = None) -> Filter[SessionRow]:
    """Return what sessions have to be like.

    Raises:
        WrongQueryError: the parameters of a score do not go together.

    """
    return Filter(tuple(_conditions(query, now or datetime.now(UTC))), SESSION_COLUMNS)


def _conditions(query: ListQuery, now: datetime) -> Iterator[Condition]:
    yield from _period(query, now)
    if words := query.value("q"):
        yield StringCondition(column="text", operator="contains", value=words)
    yield from any_of("userId", query.values("user"))
    yield from all_of("tags", query.values("tag"))
    yield from any_of("environment", query.values("environment"))
    for name, column in (("error", "error"), ("starred", "bookmarked"), ("public", "published")):
        yield from is_so(column, _truth(query.value(name)))
    yield from _score(query)
    for name, column in _NUMBERS.items():
        yield from at_least(column, query.number(f"min_{name}"))
        yield from at_most(column, query.number(f"max_{name}"))
    for pair in query.values("metadata"):
        key, _, value = pair.partition("=")
        yield from keyed("metadata", key, value)


def _period(query: ListQuery, now: datetime) -> Iterable[Condition]:
    """Return when a session must have been active last."""
    last = PERIODS.get(query.value("last"))
    since, until = moment_of(query.value("since")), moment_of(query.value("until"))
    if last is not None:
        since = max(now - last, since) if since else now - last
    return period("updatedAt", since, until)


def _truth(said: str) -> bool | None:
    return said == "yes" if said else None


def _score(query: ListQuery) -> Iterable[Condition]:
    name, operator, value = (query.value(f"score{each}") for each in ("", "_is", "_value"))
    if not name:
        if value:
            raise WrongQueryError(say("list.wrong.score_name"))
        return ()
    if not value:
        return all_of("scoreNames", [name])
    if value.lower() in _TRUTH:
        return [_number(name, "score_booleans", "=", _TRUTH[value.lower()])]
    try:
        return [_number(name, "scores_avg", operator or "=", float(value))]
    except ValueError:
        return [_label(name, operator, value)]


def _number(name: str, column: str, operator: str, value: float) -> Condition:
    said = {"column": column, "key": name, "operator": operator, "value": value}
    return NumberObjectCondition.model_validate(said)


def _label(name: str, operator: str, value: str) -> Condition:
    if operator not in ("", "="):
        raise WrongQueryError(say("list.wrong.score_is"))
    return CategoryCondition(column="score_categories", key=name, operator="any of", value=[value])

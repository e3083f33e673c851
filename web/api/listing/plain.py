"""Plain parameters of a list as conditions, so that they and `filter` are one language."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from web.api.errors import InvalidParameterError
from web.api.listing.condition import (
    ArrayCondition,
    BooleanCondition,
    Condition,
    DateTimeCondition,
    NumberCondition,
    StringCondition,
    StringObjectCondition,
    StringOptionsCondition,
)

type Conditions = Iterable[Condition]


def equal(column: str, value: str | None) -> Conditions:
    """Return that a text is this one, if one was given."""
    return _made(StringCondition, column, "=", value)


def any_of(column: str, values: Sequence[str] | None) -> Conditions:
    """Return that a text is one of these, if any were given."""
    return _made(StringOptionsCondition, column, "any of", values or None)


def all_of(column: str, values: Sequence[str] | None) -> Conditions:
    """Return that all of these are in a set, if any were given."""
    return _made(ArrayCondition, column, "all of", values or None)


def period(column: str, since: datetime | None, until: datetime | None) -> Conditions:
    """Return that a time is not before `since` and before `until`, where they were given."""
    return [
        *_made(DateTimeCondition, column, ">=", since),
        *_made(DateTimeCondition, column, "<", until),
    ]


def is_so(column: str, value: bool | None) -> Conditions:
    """Return that something is so or is not, if that was asked."""
    return _made(BooleanCondition, column, "=", value)


def at_least(column: str, value: float | None) -> Conditions:
    """Return that a number is not below this one, if one was given."""
    return _made(NumberCondition, column, ">=", value)


def at_most(column: str, value: float | None) -> Conditions:
    """Return that a number is not above this one, if one was given."""
    return _made(NumberCondition, column, "<=", value)


def keyed(column: str, key: str, value: str) -> list[Condition]:
    """Return that the text under a key is this one."""
    return _made(StringObjectCondition, column, "=", value, key=key)


def _made(
    kind: type[Any], column: str, operator: str, value: object, key: str | None = None
) -> list[Condition]:
    if value is None:
        return []
    said = {"column": column, "operator": operator, "value": value, "key": key}
    try:
        made: Condition = TypeAdapter(kind).validate_python(said)
    except ValidationError:
        raise InvalidParameterError(column, f"'{column}' is longer than a filter may be") from None
    return [made]

"""The columns of a list: what each holds, and what a row knows of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from functions.interpret.jsontext import encode
from functions.model.json import Json


class Kind(StrEnum):
    """What a column holds, and by that the types of condition that it admits."""

    STRING = "string"
    STRINGS = "strings"
    TEXT = "text"
    """What is said in several places, any of which may hold what is looked for."""

    NUMBER = "number"
    TIME = "time"
    BOOLEAN = "boolean"
    OBJECT = "object"
    """JSON by key, such as metadata."""

    NUMBERS = "numbers"
    """Numbers by key, such as scores by name."""

    LABELS = "labels"
    """Texts by key, such as categorical scores by name."""

    BOOLEANS = "booleans"
    """Truth by key, such as boolean scores by name."""


type Value = str | float | bool


@dataclass(frozen=True, slots=True)
class Known:
    """The values of a column in a row: one at most of most columns, several of a set."""

    values: tuple[Value, ...] = ()
    complete: bool = True
    """False where there may be more of them than the row knows."""


UNKNOWN = Known(complete=False)


def known(*values: Json) -> Known:
    """Return values that are all there are; None is none."""
    return Known(tuple(_plain(each) for each in values if each is not None))


def sampled(values: Iterable[str | None], *, whole: bool = True) -> Known:
    """Return texts of which some may be cut (they end with an ellipsis); `whole`: none is missing.

    What is cut is as good as missing.
    """
    found = [each for each in values if each is not None]
    uncut = tuple(each for each in found if not each.endswith("…"))
    return Known(uncut, complete=whole and len(uncut) == len(found))


@dataclass(frozen=True, slots=True)
class Column[T]:
    """What one column holds, and how it is read from a row; the key is empty for most kinds."""

    kind: Kind
    read: Callable[[T, str], Known]
    folds_case: frozenset[str] = frozenset()
    """The operators that take upper and lower case for the same."""


type Columns[T] = Mapping[str, Column[T]]


def _plain(value: Json) -> Value:
    return value if isinstance(value, str | bool | int | float) else encode(value)

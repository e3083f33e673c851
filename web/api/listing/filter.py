"""Langfuse's `filter` language: a JSON list of conditions on the columns of a list, all to hold.

A list says which columns it has, and how each is read from one of its rows. A row of an index knows
only a part of what it stands for, so the answer to a condition may be "not known from here" (None):
then whoever asks reads more of the row and asks again.

    COLUMNS: Columns[Turn] = {
        "name": Column(Kind.STRING, lambda turn, _key: known(turn.name)),
        "metadata": Column(Kind.OBJECT, lambda turn, key: known(turn.metadata.get(key))),
    }
    wanted = parse_filter(text, COLUMNS)     # 400 where it says what cannot be meant
    wanted.decide(turn)                      # True, False, or None: read more and ask again

Times are Unix nanoseconds in rows, and compared in milliseconds, as they are shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from web.api.errors import InvalidParameterError
from web.api.listing.column import Columns, Kind
from web.api.listing.condition import Condition
from web.api.listing.decision import holds

MOST_CONDITIONS = 100
LONGEST_WORDS = 200
"""Characters that `matches` looks for; somebody may have written a text in which it takes long."""

_CONDITIONS = TypeAdapter(list[Condition])
_MS = 1_000_000

_TYPES: Mapping[Kind, frozenset[str]] = {
    Kind.STRING: frozenset({"string", "stringOptions", "null"}),
    Kind.STRINGS: frozenset({"arrayOptions", "stringOptions", "null"}),
    Kind.TEXT: frozenset({"string"}),
    Kind.NUMBER: frozenset({"number", "null"}),
    Kind.TIME: frozenset({"datetime", "null"}),
    Kind.BOOLEAN: frozenset({"boolean", "null"}),
    Kind.OBJECT: frozenset(
        {"stringObject", "numberObject", "booleanObject", "categoryOptions", "null"}
    ),
    Kind.NUMBERS: frozenset({"numberObject", "null"}),
    Kind.LABELS: frozenset({"categoryOptions", "stringObject", "null"}),
    Kind.BOOLEANS: frozenset({"booleanObject", "null"}),
}


@dataclass(frozen=True, slots=True)
class Filter[T]:
    """Conditions that must all hold."""

    conditions: tuple[Condition, ...]
    columns: Columns[T]

    def __bool__(self) -> bool:
        """Tell whether there is any condition."""
        return bool(self.conditions)

    def decide(self, row: T) -> bool | None:
        """Tell whether a row is wanted; None where it does not know enough to say."""
        unsure = False
        for each in self.conditions:
            column = self.columns[each.column]
            folds_case = each.operator in column.folds_case
            found = holds(each, column.read(row, each.key or ""), folds_case=folds_case)
            if found is False:
                return False
            unsure = unsure or found is None
        return None if unsure else True

    def value(self, column: str) -> str | None:
        """Return what a text column must be equal to, if that is asked: a partition to read."""
        for each in self.conditions:
            if each.column != column:
                continue
            if each.type == "string" and each.operator == "=":
                return each.value
            if each.type == "stringOptions" and each.operator == "any of" and len(each.value) == 1:
                return each.value[0]
        return None

    def period_ns(self, column: str) -> tuple[int | None, int | None]:
        """Return between which times a column must lie, both inclusive; None for no bound."""
        times = [
            each for each in self.conditions if each.column == column and each.type == "datetime"
        ]
        starts = [each.value_ns for each in times if each.operator in (">", ">=")]
        ends = [each.value_ns + _MS for each in times if each.operator in ("<", "<=")]
        return max(starts, default=None), min(ends, default=None)

    def beside(self, plain: Iterable[Condition]) -> "Filter[T]":
        """Return this with the plain parameters that are about other columns than its own."""
        own = {each.column for each in self.conditions}
        more = tuple(each for each in plain if each.column not in own)
        return Filter(self.conditions + more, self.columns)


def parse_filter[T](text: str | None, columns: Columns[T]) -> Filter[T]:
    """Return the conditions of a `filter` parameter; none where there is no parameter.

    Raises:
        InvalidParameterError: it is not in the language, or names what these columns do not have.

    """
    if text is None:
        return Filter((), columns)
    try:
        conditions = _CONDITIONS.validate_json(text)
    except ValidationError as error:
        raise _refused(error) from None
    if len(conditions) > MOST_CONDITIONS:
        raise InvalidParameterError("filter", f"more than {MOST_CONDITIONS} conditions")
    for number, each in enumerate(conditions):
        _check(number, each, columns)
    return Filter(tuple(conditions), columns)


def _check[T](number: int, condition: Condition, columns: Columns[T]) -> None:
    column = columns.get(condition.column)
    if column is None:
        raise InvalidParameterError("filter", f"{number}.column: this list has no such column")
    if condition.type not in _TYPES[column.kind]:
        admitted = ", ".join(sorted(_TYPES[column.kind]))
        raise InvalidParameterError("filter", f"{number}.type: the column admits {admitted}")
    if condition.type in ("string", "stringObject") and condition.operator == "matches":
        _check_words(number, condition.value)


def _check_words(number: int, words: str) -> None:
    if len(words) > LONGEST_WORDS:
        reason = f"{number}.value: over {LONGEST_WORDS} characters to match"
        raise InvalidParameterError("filter", reason)


def _refused(error: ValidationError) -> InvalidParameterError:
    """Say where a filter is wrong, and nothing of what it says: a tag's message repeats the tag."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    number, *path = first["loc"] or ("",)
    place = ".".join(str(each) for each in (number, *path[1:]))
    if first["type"].startswith("union_tag"):
        return InvalidParameterError("filter", f"{place}.type: no type of condition")
    return InvalidParameterError("filter", f"{place}: {first['msg']}" if place else first["msg"])

"""Whether a condition holds for what is known of its column: yes, no, or not known."""

import re
from collections.abc import Callable

from functions.interpret.jsontext import encode, typed
from web.api.listing.column import Known, Value
from web.api.listing.condition import Condition

_MS = 1_000_000
_BETWEEN = re.compile(r"\W")
_IN_WORD = re.compile(r"\w")


def holds(condition: Condition, known: Known, *, folds_case: bool = False) -> bool | None:
    """Tell whether a condition holds for the values of its column; None where it is not known."""
    if condition.type == "null":
        return _is_null(known, wanted=condition.operator == "is null")
    if condition.operator == "all of":
        return _or_unknown(set(condition.value) <= set(known.values), known)
    test = _test(condition, folds_case=folds_case)
    found = any(test(each) for each in known.values)
    if not condition.negated:
        return _or_unknown(found, known)
    return False if found else (True if known.complete else None)


def _or_unknown(found: bool, known: Known) -> bool | None:
    return True if found else (False if known.complete else None)


def _is_null(known: Known, *, wanted: bool) -> bool | None:
    if known.values:
        return not wanted
    return wanted if known.complete else None


def _test(condition: Condition, *, folds_case: bool) -> Callable[[Value], bool]:
    """Return the test of one value; a negated condition is the opposite of its test."""
    match condition.type:
        case "datetime":
            wanted = condition.value_ns // _MS
            return lambda value: _compare(condition.operator, int(value) // _MS, wanted)
        case "number" | "numberObject":
            return lambda value: _number_compares(condition.operator, value, condition.value)
        case "boolean" | "booleanObject":
            return lambda value: _truth(value) is condition.value
        case "stringOptions" | "arrayOptions" | "categoryOptions":
            options = frozenset(condition.value)
            return lambda value: _text(value) in options
        case "string" | "stringObject":
            return _text_test(condition.operator, condition.value, folds_case=folds_case)
        case "null":
            return bool


def _text_test(operator: str, wanted: str, *, folds_case: bool) -> Callable[[Value], bool]:
    read = _lower if folds_case else _text
    wanted = wanted.lower() if folds_case else wanted
    match operator:
        case "=":
            return lambda value: read(value) == wanted
        case "starts with":
            return lambda value: read(value).startswith(wanted)
        case "ends with":
            return lambda value: read(value).endswith(wanted)
        case "matches":
            return lambda value: _stand_alone(wanted, read(value))
        case _:
            return lambda value: wanted in read(value)


def _stand_alone(words: str, text: str) -> bool:
    """Tell whether words stand in a text, and are no part of longer ones.

    Found by `str.find`, since a pattern would try all of them at every character of a text that
    was written to that end: half a minute for a megabyte.
    """
    start = text.find(words)
    while start >= 0:
        if start and _IN_WORD.match(text, start - 1):
            gap = _BETWEEN.search(text, start)
            start = text.find(words, gap.end()) if gap else -1
        elif _IN_WORD.match(text, start + len(words)):
            start = text.find(words, start + 1)
        else:
            return True
    return False


def _number_compares(operator: str, value: Value, wanted: float) -> bool:
    number = _number(value)
    return number is not None and _compare(operator, number, wanted)


def _compare(operator: str, value: float, wanted: float) -> bool:
    match operator:
        case "=":
            return value == wanted
        case ">":
            return value > wanted
        case "<":
            return value < wanted
        case ">=":
            return value >= wanted
        case _:
            return value <= wanted


def _text(value: Value) -> str:
    return value if isinstance(value, str) else encode(value)


def _lower(value: Value) -> str:
    return _text(value).lower()


def _number(value: Value) -> float | None:
    """Return a number, also one that came as text: metadata is read back as what it stands for."""
    found = typed(value)
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None


def _truth(value: Value) -> bool | None:
    found = typed(value)
    return found if isinstance(found, bool) else None

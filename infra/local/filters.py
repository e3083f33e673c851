"""Event patterns, as an event source's `FilterCriteria` has them."""

from collections.abc import Iterable
from typing import Any

from infra.local.errors import LocalError

type Json = dict[str, Any]


def matches_any(patterns: Iterable[Json], record: Json) -> bool:
    """Return whether a record passes: it matches one of the patterns, or there are none."""
    patterns = tuple(patterns)
    return not patterns or any(_matches(each, record) for each in patterns)


def _matches(pattern: Json, value: object) -> bool:
    if not isinstance(value, dict):
        return False
    return all(_field_matches(wanted, name, value) for name, wanted in pattern.items())


def _field_matches(wanted: Json | list[Any], name: str, value: Json) -> bool:
    if isinstance(wanted, dict):
        return _matches(wanted, value.get(name))
    return any(_rule_matches(rule, name in value, value.get(name)) for rule in wanted)


def _rule_matches(rule: object, present: bool, value: object) -> bool:
    match rule:
        case {"prefix": str(prefix)}:
            return isinstance(value, str) and value.startswith(prefix)
        case {"suffix": str(suffix)}:
            return isinstance(value, str) and value.endswith(suffix)
        case {"exists": bool(wanted)}:
            return present is wanted
        case dict():
            raise LocalError(f"a pattern that is not known here: {rule}")
    return present and value == rule

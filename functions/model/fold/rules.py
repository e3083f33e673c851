"""How the values that several fragments give for one field become one.

Each rule takes what was said in the order of `Order` (earliest first), without what is absent.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from functions.model.json import is_absent, merge

type Rule = Callable[[Sequence[Any]], Any]


def first(values: Sequence[Any]) -> Any:
    """Keep what was said first: it never changes."""
    return values[0]


def last(values: Sequence[Any]) -> Any:
    """Let what was said later replace what was said before, whole."""
    return values[-1]


def union(values: Sequence[Iterable[str]]) -> tuple[str, ...]:
    """Collect a set, sorted; nothing is ever taken out of it."""
    return tuple(sorted({each for value in values for each in value}))


def gathered(values: Sequence[Iterable[Any]]) -> tuple[Any, ...]:
    """Collect different things in the order in which they were first said."""
    return tuple(dict.fromkeys(each for value in values for each in value))


def merged(values: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Merge objects deeply; the later value wins key by key."""
    result: dict[str, Any] = {}
    for value in values:
        result = merge(result, value)
    return result


def fold_fields(said: Sequence[Any], rules: Mapping[str, Rule]) -> dict[str, Any]:
    """Fold dataclasses of one class field by field; `last` where `rules` names no other.

    A field of which nobody said anything is left out.
    """
    folded: dict[str, Any] = {}
    for each in fields(said[0]):
        values = [
            value for value in (getattr(one, each.name) for one in said) if not is_absent(value)
        ]
        if values:
            folded[each.name] = rules.get(each.name, last)(values)
    return folded

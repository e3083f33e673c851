"""JSON values, and which of them say nothing."""

from collections.abc import Mapping

type Json = str | int | float | bool | list[Json] | dict[str, Json] | None
type Scalar = str | int | float | bool | None
type JsonObject = Mapping[str, Json]


def is_absent(value: object) -> bool:
    """Tell whether a sender said nothing: null, or an empty text, list or object.

    `0` and `False` are values: a tool may well answer them.
    """
    return value is None or value == "" or value == [] or value == {} or value == ()


def merge(older: JsonObject, newer: JsonObject) -> dict[str, Json]:
    """Merge two objects key by key, at every depth; the newer value wins where both have one."""
    merged = dict(older)
    for key, value in newer.items():
        mine = merged.get(key)
        if isinstance(mine, dict) and isinstance(value, dict):
            merged[key] = merge(mine, value)
        elif not is_absent(value) or key not in merged:
            merged[key] = value
    return merged

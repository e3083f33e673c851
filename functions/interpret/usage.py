"""Units and dollars, in one set of names whoever counted them.

Kinds are Langfuse's: `input` and `output` without what has a kind of its own
(`input_cached_tokens`, `output_reasoning_tokens` …), and `total`.
"""

from collections.abc import Mapping
from math import isfinite

from functions.model.json import Json
from functions.model.jsonvalue import structure

_MOST = 2**63
_OPENAI_SHAPES = (
    ("prompt_tokens", "completion_tokens", "total_tokens"),
    ("input_tokens", "output_tokens", "total_tokens"),
)


def read_count(value: Json) -> int | None:
    """Return a whole number of units, from a number or its digits; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None
    if isinstance(value, float):
        value = int(value) if value.is_integer() else None
    return value if isinstance(value, int) and 0 <= value < _MOST else None


def read_amount(value: Json) -> float | None:
    """Return dollars, or None for what is no number, or below zero."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if value >= 0 and isfinite(value) else None


def read_counts(value: Json) -> dict[str, int]:
    """Return usage details by kind, from OpenAI's names or the sender's own."""
    given = structure(value)
    if not isinstance(given, dict):
        return {}
    for shape in _OPENAI_SHAPES:
        if _has_shape(given, shape):
            return _openai_counts(given, shape)
    counts = {kind: read_count(count) for kind, count in given.items()}
    return {kind: count for kind, count in counts.items() if count is not None}


def read_amounts(value: Json) -> dict[str, float]:
    """Return cost details by kind."""
    given = structure(value)
    if not isinstance(given, dict):
        return {}
    amounts = {kind: read_amount(amount) for kind, amount in given.items()}
    return {kind: amount for kind, amount in amounts.items() if amount is not None}


def subtract(counts: dict[str, int], kind: str, parts: list[str]) -> None:
    """Take from a kind what is counted under kinds of its own, down to nothing."""
    if kind in counts:
        counts[kind] = max(0, counts[kind] - sum(counts.get(part, 0) for part in parts))


def _has_shape(given: Mapping[str, Json], shape: tuple[str, str, str]) -> bool:
    known = {*shape, f"{shape[0]}_details", f"{shape[1]}_details"}
    return known.issuperset(given) and (shape[0] in given or shape[1] in given)


def _openai_counts(given: Mapping[str, Json], shape: tuple[str, str, str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for kind, key in zip(("input", "output", "total"), shape, strict=True):
        count = read_count(given.get(key))
        if count is not None:
            counts[kind] = count
    if counts:
        counts.setdefault("total", sum(counts.values()))
    for kind, key in (("input", shape[0]), ("output", shape[1])):
        details = {f"{kind}_{name}": n for name, n in _details(given.get(f"{key}_details"))}
        counts |= details
        subtract(counts, kind, list(details))
    return counts


def _details(value: Json) -> list[tuple[str, int]]:
    given = value if isinstance(value, dict) else {}
    counts = ((name, read_count(count)) for name, count in given.items())
    return [(name, count) for name, count in counts if count is not None]

"""Texts and objects out of JSON whose shape is a guess."""

from collections.abc import Mapping

from functions.model.json import Json, is_absent

_WORDS = ("text", "content", "thinking", "reasoning", "refusal", "summary", "reasoningText")


def first_of(holder: Mapping[str, Json], *keys: str) -> Json:
    """Return the first value that says something, or None."""
    return next((holder[key] for key in keys if not is_absent(holder.get(key))), None)


def as_object(value: Json) -> dict[str, Json]:
    """Return an object as it is, and an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_words(value: Json) -> str:
    """Return the text in a value: of a list line by line, of an object what it says."""
    if isinstance(value, list):
        return "\n".join(as_words(each) for each in value)
    if isinstance(value, dict):
        return as_words(first_of(value, *_WORDS))
    return "" if value is None else str(value)

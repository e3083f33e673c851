"""What went into a span and what came out of it."""

from collections.abc import Callable, Iterable

from functions.interpret.span import Span
from functions.model.json import Json

type Exchange = tuple[Json, Json]
"""Input and output; None where the span does not say."""

type Reader[Found] = Callable[[Span], Found | None]
"""Looks for what one convention says, and answers None to let the next one try."""


def exchange(span: Span, inputs: Iterable[str], outputs: Iterable[str]) -> Exchange | None:
    """Take the first attribute of each side, or None if both sides are silent."""
    return spoken(first_structure(span, inputs), first_structure(span, outputs))


def spoken(given: Json, answered: Json) -> Exchange | None:
    """Return both sides, or None if both are silent."""
    return None if given is None and answered is None else (given, answered)


def first_structure(span: Span, keys: Iterable[str]) -> Json:
    """Take the first of these attributes that says something, its text parsed."""
    for key in keys:
        if span.take(key) is not None:
            return span.structured(key)
    return None


def with_calls(words: Json, calls: Json, reasoning: Json = None) -> Json:
    """Return an answer as one message where it is more than words; else the words or the calls."""
    calls = calls or None
    if reasoning is None and (words is None or calls is None):
        return calls if words is None else words
    said = {"content": words, "reasoning": reasoning, "tool_calls": calls}
    return {"role": "assistant", **{key: each for key, each in said.items() if each is not None}}

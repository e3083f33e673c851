"""What went into a span and what came out of it."""

from collections.abc import Callable, Iterable

from functions.interpret.jsontext import structure
from functions.interpret.span import Span
from functions.model.json import Json

type Exchange = tuple[Json, Json]
"""Input and output; None where the span does not say."""

type Reader[Found] = Callable[[Span], Found | None]
"""Looks for what one convention says, and answers None to let the next one try."""


def exchange(span: Span, inputs: Iterable[str], outputs: Iterable[str]) -> Exchange | None:
    """Take the first attribute of each side, or None if both sides are silent."""
    found = structure(span.first(inputs)), structure(span.first(outputs))
    return None if found == (None, None) else found

"""Pipecat's voice pipelines: plain words as keys, under scopes that begin with `pipecat`."""

from functions.interpret.conventions.exchange import Exchange, exchange
from functions.interpret.span import Span

MARKS = frozenset({"pipecat", "input", "output"})


def plain(span: Span) -> Exchange | None:
    """Read `input` and `output` (also Pydantic's)."""
    return exchange(span, ("input",), ("output",))


def speech(span: Span) -> Exchange | None:
    """Read what was heard (`transcript`) and what was to be spoken (`text`)."""
    if not span.origin.scope_name.startswith("pipecat"):
        return None
    return exchange(span, ("text",), ("transcript", "text_output"))

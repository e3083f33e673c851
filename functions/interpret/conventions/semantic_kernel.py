"""Semantic Kernel: the events from before `gen_ai.*` had messages in attributes."""

from functions.interpret.conventions import gen_ai
from functions.interpret.conventions.exchange import Exchange
from functions.interpret.span import Span

MARKS = frozenset({"gen_ai"})


def content_events(span: Span) -> Exchange | None:
    """Read the events `gen_ai.content.prompt` and `.completion`."""
    events = span.events_named("gen_ai.content.prompt", "gen_ai.content.completion")
    if not events:
        return None
    within = span.carrying(
        {key: each for event in events for key, each in event.attributes.items()}
    )
    return gen_ai.flattened(within) or gen_ai.messages(within)

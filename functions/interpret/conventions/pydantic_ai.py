"""Pydantic AI: what scope `pydantic-ai` says beside `gen_ai.*`."""

from functions.interpret.conventions.exchange import Exchange, exchange
from functions.interpret.conventions.gen_ai import with_instructions
from functions.interpret.span import Span
from functions.model.json import JsonObject


def plain(span: Span) -> Exchange | None:
    """Read `input` and `output` (also Pipecat)."""
    return exchange(span, ("input",), ("output",))


def all_messages(span: Span) -> Exchange | None:
    """Read an agent's whole conversation and its final result."""
    if span.origin.scope_name != "pydantic-ai":
        return None
    found = exchange(span, ("pydantic_ai.all_messages",), ("final_result",))
    return (with_instructions(span, found[0]), found[1]) if found else None


def tool(span: Span) -> Exchange | None:
    """Read what a tool was called with, in versions before it followed `gen_ai.tool.call.*`."""
    return exchange(span, ("tool_arguments",), ("tool_response",))


def model_config(span: Span) -> JsonObject | None:
    """Read `model_config`, a JSON text."""
    return span.take_object("model_config")

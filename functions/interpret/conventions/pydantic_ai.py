"""Pydantic AI: what scope `pydantic-ai` says beside `gen_ai.*`."""

from functions.interpret.conventions.exchange import Exchange, exchange
from functions.interpret.conventions.gen_ai import with_instructions
from functions.interpret.span import Span
from functions.interpret.usage import read_amount
from functions.model.json import JsonObject

MARKS = frozenset(
    {
        "pydantic-ai",
        "pydantic_ai",
        "final_result",
        "tool_arguments",
        "tool_response",
        "model_config",
        "operation",
    }
)


def all_messages(span: Span) -> Exchange | None:
    """Read an agent's whole conversation and its final result."""
    if span.origin.scope_name != "pydantic-ai":
        return None
    found = exchange(span, ("pydantic_ai.all_messages",), ("final_result",))
    return (with_instructions(span, found[0]), found[1]) if found else None


def tool(span: Span) -> Exchange | None:
    """Read what a tool was called with, in versions before it followed `gen_ai.tool.call.*`."""
    return exchange(span, ("tool_arguments",), ("tool_response",))


def cost(span: Span) -> dict[str, float] | None:
    """Read `operation.cost`."""
    total = read_amount(span.take("operation.cost"))
    return None if total is None else {"total": total}


def model_config(span: Span) -> JsonObject | None:
    """Read `model_config`, a JSON text."""
    return span.take_object("model_config")

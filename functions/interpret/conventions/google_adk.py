"""Google's Agent Development Kit: `gcp.vertex.agent.*`, beside `gen_ai.*`."""

from functions.interpret.conventions import token_counts
from functions.interpret.conventions.exchange import Exchange, spoken
from functions.interpret.span import Span
from functions.interpret.usage import read_count, subtract
from functions.model.json import Json, is_absent

MARKS = frozenset({"gcp"})
_CACHED = "input_cached_tokens"
_RESPONSE = "gcp.vertex.agent.llm_response"


def exchange(span: Span) -> Exchange | None:
    """Read what a model was asked and answered; the calls of tools leave those two empty."""
    return spoken(
        _said(span, "gcp.vertex.agent.llm_request", "gcp.vertex.agent.tool_call_args"),
        _said(span, _RESPONSE, "gcp.vertex.agent.tool_response"),
    )


def usage(span: Span) -> dict[str, int] | None:
    """Read `gen_ai.usage.*`, and the cached tokens that only the response counts."""
    if span.origin.scope_name != "gcp.vertex.agent":
        return None
    counts = token_counts.usage(span)
    cached = _cached(span)
    if not counts or cached is None or _CACHED in counts:
        return counts
    counts[_CACHED] = cached
    subtract(counts, "input", [_CACHED])
    return counts


def _said(span: Span, *keys: str) -> Json:
    for key in keys:
        if span.take(key) is not None and not is_absent(span.structured(key)):
            return span.structured(key)
    return None


def _cached(span: Span) -> int | None:
    response = span.structured(_RESPONSE)
    counts = response.get("usage_metadata") if isinstance(response, dict) else None
    return (
        read_count(counts.get("cached_content_token_count")) if isinstance(counts, dict) else None
    )

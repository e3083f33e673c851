"""Spans for tests, and what is read from them."""

from typing import Any

from functions.interpret.span import Origin, Span
from functions.interpret.span_fragments import span_fragments
from functions.model.fragment import ObservationFragment, TraceFragment
from functions.model.observation import Observation

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
SPAN_ID = "b7ad6b7169203331"
START_NS = 1_700_000_000_000_000_000
END_NS = START_NS + 2_000_000_000


def a_span(attributes: dict[str, Any] | None = None, **changes: Any) -> Span:
    """Return a root span of two seconds."""
    scope = changes.pop("scope", "")
    resource = changes.pop("resource", {})
    defaults: dict[str, Any] = {
        "trace_id": TRACE_ID,
        "span_id": SPAN_ID,
        "name": "a span",
        "start_ns": START_NS,
        "end_ns": END_NS,
        "origin": Origin(resource=resource, scope_name=scope),
    }
    return Span(**defaults | {"attributes": attributes or {}} | changes)


def observed(attributes: dict[str, Any] | None = None, **changes: Any) -> Observation:
    """Return what such a span says of itself."""
    found = [
        each.said
        for each in span_fragments(a_span(attributes, **changes))
        if isinstance(each, ObservationFragment)
    ]
    return found[0]


def about_trace(attributes: dict[str, Any] | None = None, **changes: Any) -> TraceFragment | None:
    """Return what such a span says of its trace, or None if it says nothing."""
    fragments = span_fragments(a_span(attributes, **changes))
    return next((each for each in fragments if isinstance(each, TraceFragment)), None)

"""Traceloop (OpenLLMetry): `traceloop.*` on top of `gen_ai.*`."""

from functions.interpret.conventions.exchange import Exchange, spoken
from functions.interpret.jsontext import typed
from functions.interpret.span import Span
from functions.model.json import JsonObject
from functions.model.observation import ObservationType

MARKS = frozenset({"traceloop"})
_ASSOCIATION = "traceloop.association.properties."
_IDENTITIES = frozenset({"session_id", "user_id"})
_KINDS = {
    "workflow": ObservationType.CHAIN,
    "task": ObservationType.CHAIN,
    "agent": ObservationType.AGENT,
    "tool": ObservationType.TOOL,
}


def span_kind(span: Span) -> ObservationType | None:
    """Read `traceloop.span.kind`."""
    return span.take_meaning("traceloop.span.kind", _KINDS)


def entity(span: Span) -> Exchange | None:
    """Read what a decorated function was given and what it returned, always in JSON."""
    return spoken(
        typed(span.take("traceloop.entity.input")), typed(span.take("traceloop.entity.output"))
    )


def metadata(span: Span) -> JsonObject:
    """Read the association properties that are no ids."""
    found = span.with_prefix(_ASSOCIATION)
    return {key: typed(value) for key, value in found.items() if key not in _IDENTITIES}

"""Logfire: `logfire.*`, and the messages that its integrations put into single attributes."""

from functions.interpret.conventions.exchange import Exchange, exchange, spoken
from functions.interpret.span import Span
from functions.interpret.usage import read_count
from functions.model.observation import Level

MARKS = frozenset(
    {"logfire", "prompt", "all_messages_events", "events", "request_data", "response_data"}
)
_CHOICE = "gen_ai.choice"
_INFO, _WARN, _ERROR = 9, 13, 17
"""Severity numbers of OpenTelemetry at which a level begins."""


def run(span: Span) -> Exchange | None:
    """Read what an agent was asked, and all messages of its run."""
    return exchange(span, ("prompt",), ("all_messages_events",))


def events(span: Span) -> Exchange | None:
    """Read `events`, a list of what other senders write as events of the span."""
    found = span.structured("events") if "events" in span.attributes else None
    items = found if isinstance(found, list) else []
    names = [each.get("event.name") if isinstance(each, dict) else None for each in items]
    if not any(names):
        return None
    span.used.add("events")
    answers = [each for each, name in zip(items, names, strict=True) if name == _CHOICE]
    asked = [each for each, name in zip(items, names, strict=True) if name and name != _CHOICE]
    return spoken(asked or None, answers[0] if len(answers) == 1 else answers or None)


def request(span: Span) -> Exchange | None:
    """Read the request to a provider and its answer, as the clients' integrations keep them."""
    return exchange(span, ("request_data",), ("response_data",))


def level(span: Span) -> Level | None:
    """Read `logfire.level_num`."""
    number = read_count(span.take("logfire.level_num"))
    if number is None or _INFO <= number < _WARN:
        return None
    if number < _INFO:
        return Level.DEBUG
    return Level.WARNING if number < _ERROR else Level.ERROR

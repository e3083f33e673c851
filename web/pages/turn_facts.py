"""What is said beside a turn: a few figures always, and all of it where that is asked for."""

from collections.abc import Mapping

from functions.model.turn import Turn
from web.pages.figures import said, tokens_words, usage_kind
from web.pages.format import dollars
from web.pages.language import grouped, say
from web.pages.media_view import named_media

_LABELS = (
    "session.environment",
    "session.release",
    "session.tags",
    "session.user",
    "turn.metadata",
    "turn.models",
    "turn.name",
    "turn.usage",
    "turn.version",
)


def labels() -> Mapping[str, str]:
    """Return what all turns of a page say in the same words, looked up once."""
    return {key: say(key) for key in _LABELS}


def few_facts(turn: Turn, *, with_models: bool) -> tuple[str, ...]:
    """Return what differs from turn to turn: tokens, cost, the model where there are several."""
    facts = []
    if turn.usage:
        facts.append(tokens_words(turn.usage))
    if turn.cost_usd is not None:
        facts.append(dollars(turn.cost_usd))
    if with_models:
        facts.extend(turn.models[:1])
    return tuple(facts)


def all_facts(turn: Turn, words: Mapping[str, str]) -> str:
    """Return everything else that a turn's row says of it, each with its label."""
    usage = ", ".join(f"{usage_kind(kind)} {grouped(count)}" for kind, count in turn.usage.items())
    metadata = ", ".join(f"{key}={value}" for key, value in turn.metadata.items())
    pairs = said(
        (words["turn.name"], turn.name or ""),
        (words["turn.models"], ", ".join(turn.models)),
        (words["turn.usage"], usage),
        (words["session.user"], turn.user_id or ""),
        (words["session.environment"], turn.environment),
        (words["session.release"], turn.release or ""),
        (words["turn.version"], turn.version or ""),
        (words["session.tags"], ", ".join(turn.tags)),
        (words["turn.metadata"], named_media(metadata)),
    )
    counts = [
        say("turn.observations", n=turn.observation_count),
        *([say("turn.warnings", n=turn.warning_count)] if turn.warning_count else []),
    ]
    return " · ".join([*(f"{label} {_isolated(text)}" for label, text in pairs), *counts])


def _isolated(text: str) -> str:
    """Return foreign words so that their direction does not turn those around them."""
    return f"\u2068{text}\u2069"

"""The figures of a header: what every page says of time, tokens, cost and failures."""

from collections.abc import Mapping

from functions.model.session import Sample, ScoreSummary
from functions.model.usage import units_of
from web.pages.format import (
    day_and_time,
    dollars,
    duration,
    exact_dollars,
    iso,
    number,
    units,
    zoned_time,
)
from web.pages.language import grouped, say
from web.pages.view import Fact, When

_KINDS = {
    "input": "figure.usage.input",
    "output": "figure.usage.output",
    "total": "figure.usage.total",
}
_PARTLY = "partly "
"""How a cost's source begins where senders have reported some of it."""


def when(ns: int | None) -> When:
    """Return a moment in words and for machines."""
    utc, zoned = day_and_time(ns), zoned_time(ns)
    return When(text=zoned or utc, iso=iso(ns), utc=utc if zoned else "")


def when_ms(ms: int) -> When:
    """Return `when` of Unix milliseconds."""
    return when(ms * 1_000_000)


def time_facts(turns: int, wall_ns: int | None, active_ns: int) -> tuple[Fact, ...]:
    """Return turns, wall time and active time."""
    return (
        Fact(value=say("figure.turns", n=turns), title=say("figure.turns_about")),
        Fact(
            value=say("figure.active", time=duration(active_ns)),
            title=say("figure.active_about"),
        ),
        Fact(
            value=say("figure.in_all", time=duration(wall_ns)),
            title=say("figure.in_all_about"),
        ),
    )


def token_fact(usage: Mapping[str, int]) -> Fact:
    """Return tokens in and out."""
    if not usage:
        return Fact(value=say("figure.tokens_unknown"), title=say("figure.tokens_unknown_about"))
    exact = ", ".join(f"{usage_kind(kind)}: {grouped(count)}" for kind, count in usage.items())
    return Fact(value=tokens_words(usage), title=say("figure.tokens_about", exact=exact))


def cost_fact(cost_usd: float | None, source: str | None) -> Fact:
    """Return the cost and where it comes from, or that nobody knows it."""
    if cost_usd is None:
        return Fact(value=say("figure.cost_unknown"), title=say("figure.cost_unknown_about"))
    title = say("figure.cost_about", source=source_words(source), amount=exact_dollars(cost_usd))
    return Fact(value=dollars(cost_usd), title=title)


def source_words(source: str | None) -> str:
    """Return how a cost is known: `as reported`, or from which list prices."""
    if source is None:
        return say("figure.as_reported")
    name = source.removeprefix(_PARTLY)
    return say("figure.from_prices" if name == source else "figure.partly_from_prices", name=name)


def tokens_words(usage: Mapping[str, int]) -> str:
    """Return tokens in and out as `1.2k → 210 tokens`."""
    given, made = _in_and_out(usage)
    return say("figure.tokens", given=given, made=made)


def tokens_alone(usage: Mapping[str, int]) -> str:
    """Return tokens in and out as `1.2k → 210`, for a column that says what they are."""
    return " → ".join(_in_and_out(usage))


def sample_words(sample: Sample, shown: int = 3) -> str:
    """Return the first values of a set and how many more there are."""
    more = sample.count - min(shown, len(sample.values))
    words = ", ".join(sample.values[:shown])
    return say("figure.and_more", words=words, n=more) if more > 0 and words else words


def summary_words(summary: ScoreSummary, *, counts: bool = True) -> str:
    """Return all scores of one name: `helpfulness 0.9`, `feedback 0.5 (mean of 4)`."""
    value = number(summary.mean) if summary.mean is not None else (summary.text or "")
    several = counts and summary.mean is not None and summary.count > 1
    many = " " + say("figure.mean_of", n=summary.count) if several else ""
    return f"{summary.name} {value}{many}".strip()


def error_status(count: int, turn: int | None) -> str:
    """Return `1 error in turn 6`, `4 errors, first in turn 2`, or nothing."""
    if not count:
        return ""
    errors = say("figure.errors", n=count)
    if turn is None:
        return errors
    return say(
        "figure.errors_in" if count == 1 else "figure.errors_first_in", errors=errors, turn=turn
    )


def usage_kind(name: str) -> str:
    """Return a kind of usage; what is beyond the usual ones has the sender's own name."""
    return say(_KINDS[name]) if name in _KINDS else name


def _in_and_out(usage: Mapping[str, int]) -> tuple[str, str]:
    given = usage.get("input", units_of(usage, "input"))
    return units(given), units(usage.get("output", units_of(usage, "output")))


def said(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the labels that have something to say, each with its words."""
    return tuple((label, text) for label, text in pairs if text)

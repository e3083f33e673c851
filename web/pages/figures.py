"""The figures of a header: what every page says of time, tokens, cost and failures."""

from collections.abc import Mapping

from functions.model.session import Sample, ScoreSummary
from functions.model.usage import units_of
from web.pages.format import counted, day_and_time, dollars, duration, iso, number, units
from web.pages.view import Fact, When


def when(ns: int | None) -> When:
    """Return a moment in words and for machines."""
    return When(text=day_and_time(ns), iso=iso(ns))


def when_ms(ms: int) -> When:
    """Return `when` of Unix milliseconds."""
    return when(ms * 1_000_000)


def time_facts(turns: int, wall_ns: int | None, active_ns: int) -> tuple[Fact, ...]:
    """Return turns, wall time and active time."""
    return (
        Fact(value=counted(turns, "turn"), title="Turns: one for every trace of the session"),
        Fact(
            value=f"{duration(active_ns)} active",
            title="The time in which a turn was running",
        ),
        Fact(
            value=f"{duration(wall_ns)} in all",
            title="From the start of the first turn to the end of the last, pauses included",
        ),
    )


def token_fact(usage: Mapping[str, int]) -> Fact:
    """Return tokens in and out."""
    if not usage:
        return Fact(value="tokens unknown", title="No sender reported any usage")
    exact = ", ".join(f"{kind}: {count:,}" for kind, count in usage.items())
    return Fact(value=tokens_words(usage), title=f"Tokens in and out; {exact}")


def cost_fact(cost_usd: float | None, source: str | None) -> Fact:
    """Return the cost and where it comes from, or that nobody knows it."""
    if cost_usd is None:
        return Fact(
            value="cost unknown",
            title="No sender reported a cost, and no model here has a known price",
        )
    return Fact(value=dollars(cost_usd), title=f"Cost {source_words(source)}: ${cost_usd:.10g}")


def source_words(source: str | None) -> str:
    """Return how a cost is known: `as reported`, or from which list prices."""
    if source is None:
        return "as reported"
    partly, name = ("partly ", source[7:]) if source.startswith("partly ") else ("", source)
    return f"{partly}from list prices ({name})"


def tokens_words(usage: Mapping[str, int]) -> str:
    """Return tokens in and out as `1.2k → 210 tokens`."""
    given = usage.get("input", units_of(usage, "input"))
    made = usage.get("output", units_of(usage, "output"))
    return f"{units(given)} → {units(made)} tokens"


def sample_words(sample: Sample, shown: int = 3) -> str:
    """Return the first values of a set and how many more there are."""
    more = sample.count - min(shown, len(sample.values))
    words = ", ".join(sample.values[:shown])
    return f"{words} and {more:,} more" if more > 0 and words else words


def summary_words(summary: ScoreSummary, *, counts: bool = True) -> str:
    """Return all scores of one name: `helpfulness 0.9`, `feedback 0.5 (mean of 4)`."""
    value = number(summary.mean) if summary.mean is not None else (summary.text or "")
    several = counts and summary.mean is not None and summary.count > 1
    many = f" (mean of {summary.count})" if several else ""
    return f"{summary.name} {value}{many}".strip()


def error_status(count: int, turn: int | None) -> str:
    """Return `1 error in turn 6`, `4 errors, first in turn 2`, or nothing."""
    if not count:
        return ""
    if turn is None:
        return counted(count, "error")
    return f"{counted(count, 'error')}{' in' if count == 1 else ', first in'} turn {turn}"


def said(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the labels that have something to say, each with its words."""
    return tuple((label, text) for label, text in pairs if text)

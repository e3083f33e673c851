"""Times, durations, tokens and money, as the language of the page writes them.

A page of 2,000 turns asks for thousands of them, so they are made from a language's symbols and
patterns here, and not by a formatter for each number.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache

from web.pages.language import chosen_zone, grouped, language, say

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000_000
_SECONDS = "figure.seconds"
_STEPS = (
    (86400, "figure.days", 3600, "figure.hours"),
    (3600, "figure.hours", 60, "figure.minutes"),
    (60, "figure.minutes", 1, _SECONDS),
)


def moment(ns: int | None) -> datetime | None:
    """Return a time in UTC, or None where it is unknown or beyond the calendar."""
    if ns is None:
        return None
    try:
        return _EPOCH + timedelta(microseconds=ns // 1000)
    except OverflowError:
        return None


def iso(ns: int | None) -> str:
    """Return a time for `<time datetime>`, or nothing where it is unknown."""
    found = moment(ns)
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z") if found else ""


def day_and_time(ns: int | None) -> str:
    """Return a time in UTC as `6 Oct 2026, 09:42 UTC`."""
    found = moment(ns)
    return f"{_written_time(found)} UTC" if found else say("figure.unknown_time")


def zoned_time(ns: int | None) -> str:
    """Return a time in the zone that was chosen as `6 Oct 2026, 11:42`, nothing without a zone."""
    found, zone = moment(ns), chosen_zone()
    if found is None or zone is None:
        return ""
    try:
        return _written_time(found.astimezone(zone))
    except OverflowError:  # the first and the last day of the calendar
        return ""


def duration(ns: int | None) -> str:
    """Return a length of time with two units at most: `0.42 s`, `4.3 s`, `2 min 5 s`, `3 h`."""
    if ns is None:
        return say("figure.unknown")
    if ns <= 0:
        return say(_SECONDS, n="0")
    if ns < _SECOND // 100:
        return say("figure.milliseconds", n=_as_written(f"{ns / 1e6:.1f}"))
    if ns < 10 * _SECOND:
        return say(_SECONDS, n=_as_written(f"{ns / _SECOND:.{2 if ns < _SECOND else 1}f}"))
    seconds = round(ns / _SECOND)
    for size, unit, smaller, name in _STEPS:
        if seconds >= size:
            rest = seconds % size // smaller
            whole = say(unit, n=grouped(seconds // size))
            return f"{whole} {say(name, n=str(rest))}" if rest else whole
    return say(_SECONDS, n=str(seconds))


def offset(ns: int | None) -> str:
    """Return a place in a session as a clock: `0:07`, `12:40`, `1:02:03`."""
    if ns is None:
        return "?"
    seconds = max(0, ns) // _SECOND
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def units(count: int) -> str:
    """Return a number of tokens as `812`, `12.4k`, `3.1M`."""
    for size, mark in ((1_000_000, "M"), (1000, "k")):
        if abs(count) >= size:
            return _as_written(f"{count / size:.1f}".removesuffix(".0")) + mark
    return str(count)


def dollars(amount: float | None) -> str:
    """Return a cost with as many digits as it takes to see it, or `unknown`: never 0 for that."""
    if amount is None:
        return say("figure.unknown")
    if amount == 0:
        return say("figure.dollars", amount="0")
    if abs(amount) >= 1:
        return say("figure.dollars", amount=_as_written(f"{amount:,.2f}"))
    small = f"{amount:.4f}" if abs(amount) >= 0.0001 else f"{amount:.2g}"
    return say("figure.dollars", amount=_as_written(small))


def exact_dollars(amount: float) -> str:
    """Return a cost with all its digits, as far as they mean anything."""
    return say("figure.dollars", amount=_as_written(f"{amount:.10g}"))


def size(count: int) -> str:
    """Return a number of bytes as `812 B`, `12 kB`, `3.1 MB`."""
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{round(count / 1000)} kB"
    return f"{_as_written(f'{count / 1_000_000:.1f}')} MB"


def counted(count: int, noun: str) -> str:
    """Return `1 error`, `3 errors`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def number(value: float) -> str:
    """Return a score's value without noise: `1`, `0.87`."""
    if value != int(value) or abs(value) >= 1e15:
        return _as_written(f"{value:.3g}")
    return str(int(value))


def _as_written(number: str) -> str:
    """Return a number that Python has written with the signs of the language."""
    return number.translate(_signs(language().code))


def _written_time(at: datetime) -> str:
    pattern, months = _calendar(language().code)
    values = {"y": at.year, "M": at.month, "MMM": months[at.month], "d": at.day}
    return pattern % (values | {"time": f"{at:%H:%M}"})


@cache
def _signs(_code: str) -> Mapping[int, str]:
    spoken = language()
    return {ord(","): spoken.group, ord("."): spoken.decimal}


@cache
def _calendar(_code: str) -> tuple[str, Mapping[int, str]]:
    """Return how the language that is spoken now writes a time, and its months' short names."""
    locale = language().locale
    day = locale.datetime_skeletons["yMMMd"].format
    both = str(locale.datetime_formats["medium"])
    return both.format("%(time)s", day), locale.months["format"]["abbreviated"]

"""Times, durations, tokens and money in words."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = 1_000_000_000


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
    """Return a time as `6 Oct 2026, 09:42 UTC`."""
    found = moment(ns)
    return f"{found.day} {found:%b %Y, %H:%M} UTC" if found else "unknown time"


def duration(ns: int | None) -> str:
    """Return a length of time with two units at most: `0.42 s`, `4.3 s`, `2 min 5 s`, `3 h`."""
    if ns is None:
        return "unknown"
    if ns <= 0:
        return "0 s"
    if ns < _SECOND:
        return f"{ns / _SECOND:.2f} s" if ns >= _SECOND // 100 else f"{ns / 1e6:.1f} ms"
    if ns < 10 * _SECOND:
        return f"{ns / _SECOND:.1f} s"
    seconds = round(ns / _SECOND)
    for size, unit, smaller, name in (
        (86400, "d", 3600, "h"),
        (3600, "h", 60, "min"),
        (60, "min", 1, "s"),
    ):
        if seconds >= size:
            rest = seconds % size // smaller
            return (
                f"{seconds // size} {unit} {rest} {name}" if rest else f"{seconds // size} {unit}"
            )
    return f"{seconds} s"


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
            return f"{count / size:.1f}".removesuffix(".0") + mark
    return str(count)


def dollars(amount: float | None) -> str:
    """Return a cost with as many digits as it takes to see it, or `unknown`: never 0 for that."""
    if amount is None:
        return "unknown"
    if amount == 0:
        return "$0"
    if abs(amount) >= 1:
        return f"${amount:,.2f}"
    return f"${amount:.4f}" if abs(amount) >= 0.0001 else f"${amount:.2g}"


def size(count: int) -> str:
    """Return a number of bytes as `812 B`, `12 kB`, `3.1 MB`."""
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{round(count / 1000)} kB"
    return f"{count / 1_000_000:.1f} MB"


def counted(count: int, noun: str) -> str:
    """Return `1 error`, `3 errors`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def number(value: float) -> str:
    """Return a score's value without noise: `1`, `0.87`."""
    return f"{value:.3g}" if value != int(value) or abs(value) >= 1e15 else str(int(value))

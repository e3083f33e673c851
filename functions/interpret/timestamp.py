"""ISO-8601 dates as integer nanoseconds; a floating-point second would lose some."""

from datetime import date
from re import ASCII
from re import compile as pattern

from functions.model.json import Json

_TIMESTAMP = pattern(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?"
    r"(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)",
    ASCII,
)
_EPOCH = date(1970, 1, 1).toordinal()


def read_timestamp(value: Json) -> int | None:
    """Return Unix nanoseconds, or None for what is no date with a zone.

    A date without a zone could mean any of 38 instants, so it says nothing.
    """
    if not isinstance(value, str):
        return None
    found = _TIMESTAMP.fullmatch(value.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    fraction, sign, offset_hours, offset_minutes = found.groups()[6:]
    if hour > 23 or minute > 59 or second > 60:
        return None
    try:
        days = date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return None
    offset_s = int(offset_hours or 0) * 3600 + int(offset_minutes or 0) * 60
    seconds = days * 86_400 + hour * 3600 + minute * 60 + second
    seconds += offset_s if sign == "-" else -offset_s
    return seconds * 1_000_000_000 + int((fraction or "0")[:9].ljust(9, "0"))

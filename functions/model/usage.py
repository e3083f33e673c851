"""Sums of units and dollars, by the kinds that senders name."""

from collections.abc import Iterable, Mapping

_PARTLY = "partly "
_SOURCES = 2
"""Versions that a sum names; more meet only in a session over years."""


def total_units(usage: Mapping[str, int]) -> int | None:
    """Return the sender's own total, else input and output together, else the sum of all kinds."""
    if "total" in usage:
        return usage["total"]
    plain = [usage[key] for key in ("input", "output") if key in usage]
    return sum(plain or usage.values()) if usage else None


def units_of(usage: Mapping[str, int], kind: str) -> int:
    """Return the units of every kind whose name contains `kind` (`input` or `output`)."""
    return sum(units for name, units in usage.items() if kind in name)


def total_dollars(cost: Mapping[str, float]) -> float | None:
    """Return the sender's own total, else the sum of all kinds, or None where nobody said."""
    if "total" in cost:
        return cost["total"]
    return sum(cost.values()) if cost else None


def joint_source(sources: Iterable[str | None]) -> str | None:
    """Return where a sum of costs comes from; None if all of them were reported.

    Begins with `partly ` where only some were worked out, or some of them only partly.
    """
    given = list(sources)
    names = sorted({each.removeprefix(_PARTLY) for each in given if each})
    if not names:
        return None
    is_whole = all(each and not each.startswith(_PARTLY) for each in given)
    return ("" if is_whole else _PARTLY) + ", ".join(names[:_SOURCES])


def add_up(usages: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Add usages kind by kind; a `total` that one of them lacks is worked out first."""
    sums: dict[str, int] = {}
    for usage in usages:
        whole = {**usage, "total": total_units(usage) or 0} if usage else usage
        for kind, units in whole.items():
            sums[kind] = sums.get(kind, 0) + units
    return sums


def plain_kinds_first(item: tuple[str, int]) -> tuple[bool, str]:
    """Return the sort key that puts input, output and total before the details."""
    return (item[0] not in ("input", "output", "total"), item[0])

"""One figure: what was measured, against which budget."""

import statistics
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measurement beside the budget that it is to be judged by."""

    name: str
    value: float
    unit: str
    budget: float | None = None

    def line(self) -> str:
        """Return it as a line of a table."""
        bound = "" if self.budget is None else f"≤ {self.budget:g} {self.unit}"
        missed = self.budget is not None and self.value > self.budget
        return f"{self.name:<62}{self.value:>10.2f} {self.unit:<7}{bound:<16}{'MISSED' * missed}"


def p50(values: Iterable[float]) -> float:
    """Return the median."""
    return statistics.median(values)


def p99(values: Iterable[float]) -> float:
    """Return the value that one in a hundred exceeds."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]

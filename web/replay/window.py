"""How much of a session one page shows: everything, unless that is more than a browser holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from web.replay.replay import ReplayTurn

MOST = 2_000
"""Turns that one page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The turns of one page, in reading order, out of `total`."""

    turns: tuple[ReplayTurn, ...]
    first: int
    total: int

    @property
    def last(self) -> int:
        """Return the number of its last turn."""
        return self.first + len(self.turns) - 1

    @property
    def is_last(self) -> bool:
        """Tell whether nothing comes after it."""
        return self.last >= self.total


def window_from(turns: Sequence[ReplayTurn], first: int, most: int = MOST) -> Window:
    """Return the turns of the page that begins with number `first`."""
    found = tuple(turns[first - 1 : first - 1 + most])
    return Window(turns=found, first=first, total=len(turns))


def numbers_from(first: int) -> range:
    """Return the numbers of the turns that a page may have."""
    return range(first, first + MOST)

"""A page of the list as it was found."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from functions.model.session import Session

ROWS = 50
"""Of a page."""

type Counts = Mapping[str, Counter[str | float | bool]]
"""How many sessions have a value, by the parameter that asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Which page of a list; the first where nothing is said."""

    cursor: str = ""
    """After which session it begins."""

    before: str = ""
    """Before which session it ends."""

    page: int = 1
    """Its number, in an order other than the list's own."""

    @property
    def is_first(self) -> bool:
        """Whether this is where a list begins."""
        return not self.cursor and not self.before and self.page == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of the list."""

    sessions: tuple[Session, ...] = ()
    counts: Counts = field(default_factory=lambda: defaultdict(Counter))
    counted: int = 0
    """How many sessions the counts are of."""

    looked: int = 0
    """How many sessions were looked at, wanted or not."""

    later: Spot | None = None
    """Where it goes on to what was active earlier, or has less of what it is ordered by."""

    earlier: Spot | None = None
    """Where it goes back."""

    total: int | None = None
    """How many there are, where that is known."""

    mark: str = ""
    """Of the newest sessions of the project; nothing where these are others."""

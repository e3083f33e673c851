"""When a request came, and until when it must be answered."""

import time
from dataclasses import dataclass
from typing import Self

from functions.ingest.limits import DEADLINE_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The arrival of one request."""

    arrived_ms: int
    """Unix milliseconds."""

    deadline: float
    """Of `time.monotonic`."""

    @classmethod
    def now(cls) -> Self:
        """Return this moment."""
        return cls(arrived_ms=time.time_ns() // 1_000_000, deadline=time.monotonic() + DEADLINE_S)

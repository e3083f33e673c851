"""What of a session has changed since a page was made of it: only that is sent again."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from functions.model.turn import Turn
from web.replay.replay import ReplayTurn

_UNSETTLED = 3
"""Turns at the end that may well grow: they are sent again each time."""

LIVE_S = 60
"""So long after its last sign of life a session counts as still going on."""

IDLE_S = 1_800
"""So long a page waits for more of a session that is idle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a page shows of a session: so many turns, and a checksum of them."""

    count: int
    digest: int

    def __str__(self) -> str:
        """Return it as an address holds it."""
        return f"{self.count}.{self.digest:08x}"


def version_of(turn: Turn) -> int:
    """Return a checksum of what a page shows of a turn."""
    sizes = [each.size_bytes if each else 0 for each in (turn.user, turn.answer)]
    counts = (turn.observation_count, turn.error_count, turn.tool_count, turn.score_count)
    said = (turn.trace_id, turn.start_ns, turn.end_ns, *sizes, *counts, turn.cost_usd, turn.scores)
    return crc32(repr(said).encode(errors="replace"))


def seen_of(turns: Sequence[ReplayTurn]) -> Seen:
    """Return what a page has seen of turns when it shows all of them."""
    return _seen(turns, max(0, len(turns) - _UNSETTLED))


def unseen(turns: Sequence[ReplayTurn], seen: str) -> Sequence[ReplayTurn]:
    """Return the turns that a page lacks, or has not as they are now; all where it is unclear."""
    count, _, _ = seen.partition(".")
    place = int(count) if count.isascii() and count.isdigit() and len(count) < 9 else 0
    known = place <= len(turns) and str(_seen(turns, place)) == seen
    return turns[place:] if known else turns


def is_live(age_s: float) -> bool:
    """Tell whether a session counts as going on, so long after its last sign of life."""
    return age_s < LIVE_S


def _seen(turns: Sequence[ReplayTurn], count: int) -> Seen:
    versions = ",".join(str(version_of(each.turn)) for each in turns[:count])
    return Seen(count=count, digest=crc32(versions.encode()))

"""What of a text another one has not: word by word, as far as that is worth its time.

Finding the fewest changes takes quadratic time where somebody wrote to that end, so a long text is
compared only in the middle, where both differ, and beyond some size as a whole.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from web.replay.units import units

_MOST = 1_200
"""Units of either side, besides what both begin and end with."""

_CHANGES = 120
"""Beyond so many, no reader finds his way between them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text."""

    text: str
    changed: bool
    """The other text has something else there, or nothing."""


type Pieces = tuple[Piece, ...]


class Patience:
    """The seconds that many comparisons may take together; afterwards texts differ as a whole."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        """Tell whether they are used up."""
        return time.monotonic() > self._until


def word_diff(before: str, after: str, patience: Patience) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces: joined, those of each are the text."""
    if before == after:
        return _pieces([(before, False)]), _pieces([(after, False)])
    old, new = units(before), units(after)
    begin, end = _common(old, new)
    middle = old[begin : len(old) - end], new[begin : len(new) - end]
    head, tail = "".join(old[:begin]), "".join(old[len(old) - end :])
    found = None if patience.is_over else _compared(*middle)
    inner = found or ([("".join(middle[0]), True)], [("".join(middle[1]), True)])
    left, right = (_pieces([(head, False), *each, (tail, False)]) for each in inner)
    return left, right


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many units both begin with, and how many of the rest both end with."""
    shorter = min(len(old), len(new))
    begin = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    left = shorter - begin
    end = next((i for i in range(left) if old[-1 - i] != new[-1 - i]), left)
    return begin, end


type _Marked = list[tuple[str, bool]]


def _compared(old: Sequence[str], new: Sequence[str]) -> tuple[_Marked, _Marked] | None:
    """Return the units of both sides with what changed, None where that is not worth its time."""
    if max(len(old), len(new)) > _MOST:
        return None
    left: _Marked = []
    right: _Marked = []
    changes = 0
    for is_same, a, b in _stretches(old, new):
        changes += not is_same
        left += [(each, not is_same) for each in a]
        right += [(each, not is_same) for each in b]
    return (left, right) if changes <= _CHANGES else None


def _stretches(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Yield what is the same and what is not; a lone space between two changes is one too."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new).get_opcodes():
        same = tag == "equal" and not (i2 - i1 == 1 and old[i1].isspace())
        yield same, old[i1:i2], new[j1:j2]


def _pieces(marked: _Marked) -> Pieces:
    """Return the pieces of a text: neighbours that are alike are one."""
    said = [each for each in marked if each[0]]
    grouped = groupby(said, key=lambda each: each[1])
    return tuple(Piece("".join(text for text, _ in group), changed) for changed, group in grouped)

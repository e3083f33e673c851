"""Two conversations side by side: which turn of one belongs to which of the other.

By the likeness of their texts, in order, so that a turn that only one of them has shifts nothing.
Texts that each side has once hold the rest in place, and between two of them the best pairs are
worked out. Its cost is bounded: some 200,000 likenesses for 2,000 turns on each side.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from web.replay.units import vocabulary

type Pair = tuple[int | None, int | None]
"""Indexes of a turn on the left and of one on the right; None where there is none like it."""

_CELLS = 100_000
"""Likenesses that one stretch between two fixed pairs may cost; where there are more, only what is
at about the same place is compared."""

_ALIKE = 0.35
"""Share of words from which on two texts may be the same turn, said otherwise."""

_BOTH_SILENT = 0.5
_TEXT = 2_000
_WORDS = 64


@dataclass(frozen=True, slots=True)
class _Said:
    """What is compared of a text."""

    key: str
    words: frozenset[str]


def align(left: Sequence[str], right: Sequence[str]) -> list[Pair]:
    """Return the pairs, in order; each text of either side is in exactly one of them."""
    lefts, rights = [_said(each) for each in left], [_said(each) for each in right]
    pairs: list[Pair] = []
    i = j = 0
    for next_i, next_j in (*_fixed(lefts, rights), (len(left), len(right))):
        for a, b in _between(lefts[i:next_i], rights[j:next_j]):
            pairs.append((None if a is None else a + i, None if b is None else b + j))
        if next_i < len(left):
            pairs.append((next_i, next_j))
        i, j = next_i + 1, next_j + 1
    return pairs


def _said(text: str) -> _Said:
    head = text[:_TEXT]
    return _Said(" ".join(head.casefold().split()), vocabulary(head, _WORDS))


def _fixed(left: Sequence[_Said], right: Sequence[_Said]) -> list[tuple[int, int]]:
    """Return the longest row of pairs, in order on both sides, that each side has just once."""
    counts = [Counter(each.key for each in side) for side in (left, right)]
    places = {each.key: index for index, each in enumerate(right) if each.key}
    found = [
        (index, places[each.key])
        for index, each in enumerate(left)
        if each.key in places and counts[0][each.key] == counts[1][each.key] == 1
    ]
    return _rising(found)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part in which the second of each pair rises (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [number]
    chain: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _between(left: Sequence[_Said], right: Sequence[_Said]) -> Iterator[Pair]:
    """Yield the pairs of a stretch: equal ones at its ends, the best ones in its middle."""
    shorter = min(len(left), len(right))
    begin = _equal(left, right, shorter)
    end = _equal(left[::-1], right[::-1], shorter - begin)
    yield from ((each, each) for each in range(begin))
    middle = left[begin : len(left) - end], right[begin : len(right) - end]
    for a, b in _best(*middle):
        yield (None if a is None else a + begin, None if b is None else b + begin)
    yield from ((len(left) - each, len(right) - each) for each in range(end, 0, -1))


def _equal(left: Sequence[_Said], right: Sequence[_Said], most: int) -> int:
    pairs = zip(left[:most], right[:most], strict=True)
    return next((number for number, (a, b) in enumerate(pairs) if a.key != b.key), most)


def _best(left: Sequence[_Said], right: Sequence[_Said]) -> Iterator[Pair]:
    """Yield the pairs whose likenesses add up to the most, with the rest where it belongs."""
    done_i = done_j = 0
    for i, j in _chosen(len(left), len(right), lambda a, b: _likeness(left[a], right[b])):
        yield from ((each, None) for each in range(done_i, i))
        yield from ((None, each) for each in range(done_j, j))
        yield i, j
        done_i, done_j = i + 1, j + 1
    yield from ((each, None) for each in range(done_i, len(left)))
    yield from ((None, each) for each in range(done_j, len(right)))


def _likeness(one: _Said, other: _Said) -> float:
    if one.key == other.key:
        return 1.0 if one.key else _BOTH_SILENT
    words = len(one.words) + len(other.words)
    return 2 * len(one.words & other.words) / words if words else 0.0


@dataclass(slots=True)
class _Row:
    """The best sums up to one turn on the left, for some on the right: from `low` on."""

    low: int
    sums: list[float]
    pairs: list[bool]
    """Whether the best sum up to here ends with this pair."""

    def upto(self, right: int) -> float:
        """Return the best sum that uses so many of the right side."""
        place = right - self.low
        return self.sums[min(place, len(self.sums) - 1)] if place >= 0 else 0.0


def _chosen(
    lefts: int, rights: int, likeness: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    if not lefts or not rights:
        return []
    width = max(8, _CELLS // lefts)
    rows = [_Row(0, [0.0], [False])]
    for i in range(lefts):
        middle = i * rights // lefts
        low = max(0, min(middle - width // 2, rights - width))
        rows.append(_row(rows[-1], i, low, min(rights, low + width), likeness))
    return _trace(rows, rights)


def _row(before: _Row, i: int, low: int, high: int, likeness: Callable[[int, int], float]) -> _Row:
    row = _Row(low, [before.upto(low)], [False])
    for j in range(low, high):
        alike = likeness(i, j)
        paired = before.upto(j) + alike if alike >= _ALIKE else -1.0
        unpaired = max(before.upto(j + 1), row.sums[-1])
        row.sums.append(max(paired, unpaired))
        row.pairs.append(paired > unpaired)
    return row


def _trace(rows: Sequence[_Row], rights: int) -> list[tuple[int, int]]:
    """Return the pairs that make the best sum, from the end back."""
    found: list[tuple[int, int]] = []
    i, j = len(rows) - 1, rights
    while i > 0 and j > 0:
        row = rows[i]
        place = min(j - row.low, len(row.sums) - 1)
        if place > 0 and row.pairs[place]:
            j = row.low + place - 1
            i -= 1
            found.append((i, j))
        elif place > 0 and row.sums[place] == row.sums[place - 1]:
            j = row.low + place - 1
        else:
            i -= 1
    return found[::-1]

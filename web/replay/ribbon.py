"""The time line of a session: its turns as bars to scale, long pauses compressed.

All lengths are percent of the ribbon's width, so that an SVG without a view box draws them at any
width and without a style attribute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_NARROWEST = 0.25
"""A bar that a finger or an eye can still find."""

_LABEL_NEEDS = 3.6
"""Percent of the width that the words for a pause take up on a laptop."""

_WORTH_NAMING_NS = 5_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """What the ribbon has to know about a turn."""

    number: int
    offset_ns: int | None
    duration_ns: int
    failed: bool
    tools: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A turn on the ribbon."""

    number: int
    x: float
    width: float
    failed: bool
    tools: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A time in which nothing ran, drawn shorter than it was."""

    middle: float
    idle_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """Bars in reading order, and the pauses that have room for their words."""

    bars: tuple[Bar, ...]
    pauses: tuple[Pause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    beat: Beat
    start: int
    end: int
    idle: int


def build_ribbon(beats: Sequence[Beat]) -> Ribbon:
    """Return the ribbon of turns in reading order; a turn without a time follows its neighbour."""
    places = _places(beats)
    if not places:
        return Ribbon(bars=(), pauses=())
    longest = _longest_pause(places)
    x = 0.0
    drawn: list[tuple[_Place, float, float]] = []
    until = places[0].start
    for place in places:
        x += min(place.idle, longest)
        # A turn that begins while another runs begins inside its bar.
        begin = x - max(0, until - place.start)
        drawn.append((place, begin, float(place.end - place.start)))
        x += max(0, place.end - max(until, place.start))
        until = max(until, place.end)
    return _scaled(drawn, x)


def _places(beats: Sequence[Beat]) -> list[_Place]:
    places: list[_Place] = []
    until = 0
    for index, beat in enumerate(beats):
        start = until if beat.offset_ns is None else max(0, beat.offset_ns)
        end = start + max(0, beat.duration_ns)
        idle = max(0, start - until) if index else 0
        places.append(_Place(beat=beat, start=start, end=end, idle=idle))
        until = max(until, end)
    return places


def _longest_pause(places: Sequence[_Place]) -> int:
    """Return how long a pause may be drawn: about as long as a turn of this session."""
    running = sum(each.end - each.start for each in places)
    return max(1, running // len(places))


def _scaled(drawn: Sequence[tuple[_Place, float, float]], length: float) -> Ribbon:
    scale = 100 / max(length, 1.0)
    bars = tuple(_bar(place, begin * scale, width * scale) for place, begin, width in drawn)
    pauses = tuple(
        Pause(middle=round((before.x + before.width + after.x) / 2, 3), idle_ns=place.idle)
        for (before, after), (place, _, _) in zip(pairwise(bars), drawn[1:], strict=True)
        if place.idle >= _WORTH_NAMING_NS and after.x - before.x - before.width >= _LABEL_NEEDS
    )
    return Ribbon(bars=bars, pauses=pauses)


def _bar(place: _Place, x: float, width: float) -> Bar:
    width = min(100.0, max(_NARROWEST, width))
    return Bar(
        number=place.beat.number,
        x=round(max(0.0, min(x, 100 - width)), 3),
        width=round(width, 3),
        failed=place.beat.failed,
        tools=place.beat.tools,
    )

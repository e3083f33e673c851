"""What is new in a prompt: the messages that the call before it had not been given.

Compared is what messages say, not how they are spelled: ids of calls are left out, for the same
call may come back under another one, and so are thoughts, which are seldom sent back at all.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from functions.model.chat.message import Message

type Essence = tuple[str, str]
"""The role of a message, and what it says."""

_LATE_STARTS = 40
"""Places in the prompt before at which a window that has moved on is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Some messages of a prompt, one after the other."""

    first: int
    """Number of its first message in the prompt, from 0."""

    end: int
    """Number of the first message that is no longer in it."""

    known: bool
    """Whether they were in the prompt before."""

    @property
    def count(self) -> int:
        """How many messages it has."""
        return self.end - self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A prompt against the one before it."""

    stretches: tuple[Stretch, ...]
    """Every message of the prompt once, in order; never two neighbours of one kind."""

    conversation: int = 0
    """Messages after the instructions that were there before."""

    dropped: int = 0
    """Messages at the beginning of the prompt before, after its instructions, that are gone."""

    @property
    def known(self) -> int:
        """How many messages were there before."""
        return sum(each.count for each in self.stretches if each.known)


def what_changed(now: Sequence[Essence], before: Sequence[Essence]) -> Change:
    """Return which messages of a prompt are new; `before` is the earlier prompt and its answer.

    Instructions at the beginning are compared by themselves: a date in them does not make
    everything new. What follows is the longest beginning that stands anywhere in `before`.
    """
    ours, theirs = _instructions(now), _instructions(before)
    same = _common(now[:ours], before[:theirs])
    start, length = _longest(now[ours:], before[theirs:])
    parts = [(0, same, True), (same, ours, False)]
    parts += [(ours, ours + length, True), (ours + length, len(now), False)]
    return Change(stretches=_joined(parts), conversation=length, dropped=start if length else 0)


def essence_of(message: Message) -> Essence:
    """Return what a message says, in a form that is the same only where it says the same."""
    calls = [[each.name, each.arguments] for each in message.tool_calls]
    results = [each.result for each in message.tool_results]
    media = [
        [each.kind, each.url, each.name, each.token and each.token.media_id]
        for each in message.media
    ]
    said = [message.text.strip(), calls, results, media]
    return message.role, json.dumps(said, sort_keys=True, ensure_ascii=False)


def _instructions(messages: Sequence[Essence]) -> int:
    return sum(1 for _ in takewhile(lambda each: each[0] == "system", messages))


def _longest(said: Sequence[Essence], earlier: Sequence[Essence]) -> tuple[int, int]:
    """Return where in `earlier` most of the beginning of `said` stands, and how much of it."""
    if not said:
        return 0, 0
    starts = [number for number, each in enumerate(earlier) if each == said[0]][:_LATE_STARTS]
    found = [(_common(said, earlier[start:]), -start) for start in starts]
    length, start = max(found, default=(0, 0))
    return -start, length


def _common(one: Sequence[Essence], other: Sequence[Essence]) -> int:
    """Return how many messages at the beginning of both are the same."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _joined(parts: Sequence[tuple[int, int, bool]]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for first, end, known in parts:
        if first == end:
            continue
        if found and found[-1].known == known:
            first = found.pop().first
        found.append(Stretch(first=first, end=end, known=known))
    return tuple(found)

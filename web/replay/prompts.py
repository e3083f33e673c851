"""The prompts of a trace's generations, each against the one before it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from functions.model.chat.conversation import read_messages
from functions.model.chat.message import Message
from functions.model.json import Json
from functions.model.observation import Observation, ObservationType
from web.replay.changes import Change, Stretch, what_changed

_LOOKED_AT = 8
"""Generations before one, of a trace, among which the one that it goes on from is looked for."""

_WORTH_IT = 3
"""A prompt of fewer messages is nothing that one would fold."""

type Earlier = Callable[[], Sequence[Observation]]
"""Returns the observations of the turn before, which is asked for only where it is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """The messages of an input, and which of them are new."""

    messages: tuple[Message, ...]
    change: Change
    in_turn_before: bool = False
    """Whether it is compared with a generation of the turn before."""


def prompt_of(step: Observation, steps: Sequence[Observation], earlier: Earlier) -> Prompt:
    """Return the prompt of an observation of `steps`, against that of a generation before it.

    That is the one, of the last before it, whose messages it repeats most of; where it repeats
    none but instructions, one of the turn before. No messages where its input holds none.
    """
    messages = messages_in(step.input)
    if len(messages) < _WORTH_IT:
        return Prompt(messages=messages, change=_all_new(messages))
    change = _best(messages, _before(step, steps))
    if change is not None and change.conversation:
        return Prompt(messages=messages, change=change)
    older = _best(messages, reversed(_talking(earlier())))
    if older is not None and (change is None or older.conversation):
        return Prompt(messages=messages, change=older, in_turn_before=True)
    return Prompt(messages=messages, change=change or _all_new(messages))


def messages_in(value: Json, *, speaker: str = "") -> tuple[Message, ...]:
    """Return the messages of an input or an output; none where it nests too deeply to be read."""
    try:
        return read_messages(value, speaker=speaker)
    except RecursionError:
        return ()


def _all_new(messages: Sequence[Message]) -> Change:
    if not messages:
        return Change(stretches=())
    return Change(stretches=(Stretch(first=0, end=len(messages), known=False),))


def _best(messages: Sequence[Message], others: Iterable[Observation]) -> Change | None:
    """Return the change since the generation that most was taken over from; the nearest of two."""
    found = [what_changed(messages, _said(each)) for each in islice(others, _LOOKED_AT)]
    found = [each for each in found if each.known]
    return max(found, key=lambda each: (each.conversation, each.known), default=None)


def _before(step: Observation, steps: Sequence[Observation]) -> Iterator[Observation]:
    """Yield the generations that began before one, the nearest first, but none that it is part of.

    A call that a library times twice, within each other, has the same prompt twice.
    """
    around = _ancestors(step, {each.observation_id: each for each in steps})
    talking = [each for each in _talking(steps) if each.observation_id not in around]
    ids = [each.observation_id for each in talking]
    place = ids.index(step.observation_id) if step.observation_id in ids else len(ids)
    return reversed(talking[:place])


def _ancestors(step: Observation, by_id: Mapping[str, Observation]) -> set[str]:
    found: set[str] = set()
    above = by_id.get(step.parent_id or "")
    while above is not None and above.observation_id not in found:
        found.add(above.observation_id)
        above = by_id.get(above.parent_id or "")
    return found


def _talking(steps: Sequence[Observation]) -> Sequence[Observation]:
    """Return the generations among observations, which are in order of their start."""
    return [each for each in steps if each.type is ObservationType.GENERATION]


def _said(step: Observation) -> list[Message]:
    answer = messages_in(step.output, speaker="assistant")
    return [*messages_in(step.input), *answer]

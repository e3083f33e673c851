"""The prompts of a trace's generations, each against the one before it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from functions.model.chat.conversation import read_messages
from functions.model.chat.message import Message
from functions.model.chat.part import ToolResult
from functions.model.json import Json
from functions.model.observation import Observation, ObservationType
from web.replay.changes import Change, Essence, essence_of, what_changed

_LOOKED_AT = 8
"""Generations before one, of a trace, among which the one that it goes on from is looked for."""

_WORTH_IT = 3
"""A prompt of fewer messages is nothing that one would fold."""

type Earlier = Callable[[], Sequence[Observation]]
"""Returns the observations of the turn before, which is asked for only where it is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """The messages of a generation's input, and which of them are new."""

    messages: tuple[Message, ...]
    change: Change
    in_turn_before: bool = False
    """Whether it is compared with a generation of the turn before."""


type _Input = tuple[tuple[Message, ...], list[Essence]]
"""The messages of an input, and what each says."""


class Prompts:
    """The prompts of one trace; what was read of one is kept for the next.

    Kept by object, for two traces may have observations of one id.
    """

    def __init__(self, steps: Sequence[Observation], earlier: Earlier) -> None:
        self._steps = steps
        self._earlier = earlier
        self._inputs: dict[int, _Input] = {}
        self._told: dict[int, Sequence[Essence]] = {}

    def of(self, step: Observation) -> Prompt | None:
        """Return the prompt of a generation against that of one before it, None for other steps.

        That is the one, of the last before it, whose messages it repeats most of; where it
        repeats none but instructions, one of the turn before.
        """
        if step.type is not ObservationType.GENERATION:
            return None
        messages, now = self._input(step)
        if len(now) < _WORTH_IT:
            return Prompt(messages=messages, change=what_changed(now, ()))
        change = self._best(now, self._before(step))
        if change.conversation:
            return Prompt(messages=messages, change=change)
        older = self._best(now, reversed(_talking(self._earlier())))
        is_older = _likeness(older) > _likeness(change)
        return Prompt(
            messages=messages, change=older if is_older else change, in_turn_before=is_older
        )

    def _best(self, now: Sequence[Essence], others: Iterable[Observation]) -> Change:
        """Return the change since that of some generations from which most was taken over."""
        best = what_changed(now, ())
        for each in islice(others, _LOOKED_AT):
            told = self._said(each)
            best = max(best, what_changed(now, told), key=_likeness)
            if best.conversation and best.known >= len(told):
                break  # all of it was taken over: nothing further back says more
        return best

    def _input(self, step: Observation) -> _Input:
        known = self._inputs.get(id(step))
        if known is None:
            messages = messages_in(step.input)
            known = messages, [essence_of(each) for each in messages]
            self._inputs[id(step)] = known
        return known

    def _said(self, step: Observation) -> Sequence[Essence]:
        """Return what a generation was given and what it answered."""
        known = self._told.get(id(step))
        if known is None:
            answer = messages_in(step.output, speaker="assistant")
            known = [*self._input(step)[1], *(essence_of(each) for each in answer)]
            self._told[id(step)] = known
        return known

    def _before(self, step: Observation) -> Iterator[Observation]:
        """Yield the generations that began before one, the nearest first.

        None that it is part of: a call that a library times twice, within each other, has the
        same prompt twice.
        """
        around = set(self._around(step))
        place = self._places.get(step.observation_id, 0)
        before = reversed(self._generations[:place])
        return (each for each in before if each.observation_id not in around)

    def _around(self, step: Observation) -> Iterator[str]:
        above, seen = step.parent_id or "", {step.observation_id}
        while above in self._by_id and above not in seen:
            yield above
            seen.add(above)
            above = self._by_id[above].parent_id or ""

    @cached_property
    def _by_id(self) -> Mapping[str, Observation]:
        return {each.observation_id: each for each in self._steps}

    @cached_property
    def _generations(self) -> Sequence[Observation]:
        return _talking(self._steps)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {each.observation_id: number for number, each in enumerate(self._generations)}


def messages_in(value: Json, *, speaker: str = "") -> tuple[Message, ...]:
    """Return the messages of an input or an output; none where it nests too deeply to be read."""
    try:
        return _with_names(read_messages(value, speaker=speaker))
    except RecursionError:
        return ()


def _with_names(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    """Return messages in which every result has the name of its call, where that is known."""
    names = {call.call_id: call.name for each in messages for call in each.tool_calls}
    return tuple(
        replace(each, tool_results=tuple(_named(result, names) for result in each.tool_results))
        if each.tool_results
        else each
        for each in messages
    )


def _named(result: ToolResult, names: Mapping[str, str]) -> ToolResult:
    return result if result.name else replace(result, name=names.get(result.call_id, ""))


def _likeness(change: Change) -> tuple[int, int]:
    return change.conversation, change.known


def _talking(steps: Sequence[Observation]) -> Sequence[Observation]:
    """Return the generations among observations, which are in order of their start."""
    return [each for each in steps if each.type is ObservationType.GENERATION]

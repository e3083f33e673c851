"""Prompts against those before them."""

from collections.abc import Sequence
from typing import Any

import pytest

from functions.model.observation import Observation, ObservationType
from tests.factories import SECOND, START_NS, an_observation
from web.replay.prompts import Prompt, Prompts

RULES = {"role": "system", "content": "Be brief."}
QUESTION = {"role": "user", "content": "Where is it?"}
CALL = {
    "role": "assistant",
    "tool_calls": [{"id": "c1", "function": {"name": "find", "arguments": "{}"}}],
}
RESULT = {"role": "tool", "tool_call_id": "c1", "content": "Leeds"}
ANSWER = {"role": "assistant", "content": "In Leeds."}
THANKS = {"role": "user", "content": "Thanks!"}
ELSEWHERE = {"role": "system", "content": "You look for orders."}


def a_call(name: str, second: int, prompt: list[Any], output: Any, **changes: Any) -> Observation:
    start = START_NS + second * SECOND
    return an_observation(
        name, start_ns=start, end_ns=start + SECOND, input=prompt, output=output, **changes
    )


def no_turn_before() -> Sequence[Observation]:
    return ()


def asked_in_vain() -> Sequence[Observation]:
    pytest.fail("the turn before was read")


def prompt(step: Observation, *before: Observation, earlier: Any = no_turn_before) -> Prompt:
    found = Prompts([*before, step], earlier).of(step)
    assert found is not None
    return found


def shape(found: Prompt) -> list[tuple[str, int]]:
    return [("known" if each.known else "new", each.count) for each in found.change.stretches]


FIRST = a_call("first", 0, [RULES, QUESTION], CALL)
SECOND_CALL = a_call("second", 2, [RULES, QUESTION, CALL, RESULT], ANSWER)


def test_a_generation_goes_on_from_the_one_before_it() -> None:
    found = prompt(SECOND_CALL, FIRST, earlier=asked_in_vain)

    assert shape(found) == [("known", 3), ("new", 1)]
    assert not found.in_turn_before


def test_the_first_generation_of_a_turn_goes_on_from_the_turn_before() -> None:
    next_turn = a_call("third", 9, [RULES, QUESTION, CALL, RESULT, ANSWER, THANKS], "Welcome.")

    found = prompt(next_turn, earlier=lambda: (FIRST, SECOND_CALL))

    assert shape(found) == [("known", 5), ("new", 1)]
    assert found.in_turn_before


def test_turns_whose_observations_have_the_same_ids_are_kept_apart() -> None:
    again = a_call("second", 9, [RULES, QUESTION, CALL, RESULT, ANSWER, THANKS], "Welcome.")

    found = prompt(again, earlier=lambda: (FIRST, SECOND_CALL))

    assert shape(found) == [("known", 5), ("new", 1)]


def test_a_call_of_another_agent_between_them_is_passed_over() -> None:
    other = a_call("other", 1, [ELSEWHERE, QUESTION], "Leeds")

    assert shape(prompt(SECOND_CALL, FIRST, other)) == [("known", 3), ("new", 1)]


def test_a_call_that_is_timed_twice_is_not_compared_with_itself() -> None:
    around = a_call("around", 2, [RULES, QUESTION, CALL, RESULT], ANSWER)
    inside = a_call("second", 2, [RULES, QUESTION, CALL, RESULT], ANSWER, parent_id="around")

    assert shape(prompt(inside, FIRST, around)) == [("known", 3), ("new", 1)]


def test_parents_in_a_circle_are_no_trouble() -> None:
    hen = a_call("hen", 0, [RULES, QUESTION], CALL, parent_id="egg")
    egg = a_call("egg", 2, [RULES, QUESTION, CALL, RESULT], ANSWER, parent_id="hen")

    assert shape(prompt(egg, hen)) == [("new", 4)]


def test_a_short_prompt_asks_for_nothing() -> None:
    assert shape(prompt(FIRST, earlier=asked_in_vain)) == [("new", 2)]


def test_what_is_no_generation_has_no_prompt() -> None:
    tool = an_observation("tool", type=ObservationType.TOOL, input=[QUESTION])

    assert Prompts([tool], asked_in_vain).of(tool) is None


def test_a_result_is_named_after_its_call() -> None:
    result = prompt(SECOND_CALL).messages[-1].tool_results[0]

    assert result.name == "find"

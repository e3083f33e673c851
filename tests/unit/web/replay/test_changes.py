"""What is new in a prompt."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.model.chat.message import Message
from functions.model.chat.part import ToolCall, ToolResult
from web.replay.changes import Change, essence_of
from web.replay.changes import what_changed as essences_changed


def said(text: str, role: str = "user", **parts: Any) -> Message:
    return Message(role=role, text=text, **parts)


RULES = said("Be brief.", "system")
QUESTION = said("Where is it?")
ANSWER = said("On its way.", "assistant")
THANKS = said("Thanks!")


def what_changed(now: Sequence[Message], before: Sequence[Message]) -> Change:
    return essences_changed(
        [essence_of(each) for each in now], [essence_of(each) for each in before]
    )


def shape(change: Change) -> list[tuple[str, int]]:
    return [("known" if each.known else "new", each.count) for each in change.stretches]


def test_what_the_call_before_was_given_and_answered_is_known() -> None:
    change = what_changed([RULES, QUESTION, ANSWER, THANKS], [RULES, QUESTION, ANSWER])

    assert shape(change) == [("known", 3), ("new", 1)]


def test_without_a_call_before_everything_is_new() -> None:
    assert shape(what_changed([RULES, QUESTION], [])) == [("new", 2)]


def test_new_instructions_do_not_make_everything_new() -> None:
    dated = said("Be brief. Today is Monday.", "system")

    change = what_changed([dated, QUESTION, ANSWER, THANKS], [RULES, QUESTION, ANSWER])

    assert shape(change) == [("new", 1), ("known", 2), ("new", 1)]


def test_a_window_that_has_moved_on_says_what_it_dropped() -> None:
    change = what_changed([RULES, ANSWER, THANKS], [RULES, QUESTION, ANSWER])

    assert shape(change) == [("known", 2), ("new", 1)]
    assert change.dropped == 1


def test_a_message_that_was_changed_is_new_with_all_that_follows() -> None:
    change = what_changed(
        [RULES, QUESTION, said("It is lost.", "assistant"), THANKS], [RULES, QUESTION, ANSWER]
    )

    assert shape(change) == [("known", 2), ("new", 2)]


def test_a_call_is_known_under_another_id_and_without_its_thoughts() -> None:
    call = ToolCall(name="find", call_id="call-1", arguments={"order": 1})
    again = ToolCall(name="find", call_id="call-2", arguments={"order": 1})
    thought = said("", "assistant", tool_calls=(call,), reasoning="I have to look.")

    change = what_changed(
        [QUESTION, said("", "assistant", tool_calls=(again,))], [QUESTION, thought]
    )

    assert shape(change) == [("known", 2)]


def test_a_result_that_differs_only_in_a_type_is_new() -> None:
    one = said("", "tool", tool_results=(ToolResult(result={"found": 1}),))
    yes = said("", "tool", tool_results=(ToolResult(result={"found": True}),))

    assert shape(what_changed([yes], [one])) == [("new", 1)]


MESSAGES = st.lists(
    st.builds(said, st.sampled_from("abc"), st.sampled_from(("system", "user", "assistant"))),
    max_size=9,
)


@given(MESSAGES, MESSAGES)
def test_every_message_stands_in_one_stretch(now: list[Message], before: list[Message]) -> None:
    stretches = what_changed(now, before).stretches

    assert [number for each in stretches for number in range(each.first, each.end)] == list(
        range(len(now))
    )
    kinds = [each.known for each in stretches]
    assert all(one != other for one, other in pairwise(kinds))


@given(MESSAGES, MESSAGES)
def test_a_known_message_was_there_before(now: list[Message], before: list[Message]) -> None:
    change = what_changed(now, before)

    for stretch in change.stretches:
        if stretch.known:
            assert all(each in before for each in now[stretch.first : stretch.end])
    assert change.known <= len(before)


@given(MESSAGES, MESSAGES)
def test_what_is_added_at_the_end_is_all_that_is_new(
    before: list[Message], added: list[Message]
) -> None:
    change = what_changed([*before, *added], before)

    assert change.known >= len(before)
    assert change.dropped == 0


@given(MESSAGES)
def test_nothing_is_new_in_the_same_prompt(messages: list[Message]) -> None:
    assert all(each.known for each in what_changed(messages, messages).stretches)

"""One line per tool call, from what ran or else from what a model wished for."""

from typing import Any

import pytest

from functions.model.fold.turn import fold_turn
from functions.model.observation import ExceptionEvent, Level, Observation, ObservationType
from tests.factories import START_NS, a_trace, an_observation


def _tool(number: int = 1, **said: Any) -> Observation:
    values: dict[str, Any] = {
        "type": ObservationType.TOOL,
        "name": "lookup",
        "start_ns": START_NS + number,
        "end_ns": START_NS + number + 5,
        "input": {"id": 7},
        "output": ["found"],
    }
    return an_observation(f"tool-{number:05}", **values | said)


def _text(excerpt: Any) -> str | None:
    return excerpt.text if excerpt else None


def test_a_tool_that_ran_is_a_line() -> None:
    (line,) = fold_turn(a_trace(_tool())).tools

    assert (line.name, line.duration_ns, line.error) == ("lookup", 5, None)
    assert (_text(line.arguments), _text(line.result)) == ('{"id":7}', '["found"]')


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"status_message": "no"}, "no"),
        ({"exceptions": (ExceptionEvent(type="KeyError", message="7"),)}, "KeyError: 7"),
        ({}, "failed"),
    ],
    ids=["status", "exception", "nothing"],
)
def test_a_tool_that_failed_says_why(said: dict[str, Any], error: str) -> None:
    (line,) = fold_turn(a_trace(_tool(level=Level.ERROR, **said))).tools

    assert line.error == error


def test_the_arguments_of_a_decorated_function_stand_without_their_wrapping() -> None:
    wrapped = _tool(input={"args": [], "kwargs": {"id": 7}})

    assert _text(fold_turn(a_trace(wrapped)).tools[0].arguments) == '{"id":7}'


@pytest.mark.parametrize(
    "wrapped",
    [
        {"type": "tool", "content": '{"at":"Leeds"}', "tool_call_id": "c1"},
        {"type": "tool", "data": {"content": '{"at":"Leeds"}', "tool_call_id": "c1"}},
        {
            "lc": 1,
            "id": ["langchain_core", "messages", "ToolMessage"],
            "kwargs": {"content": '{"at":"Leeds"}', "tool_call_id": "c1"},
        },
        {"tool_name": "lookup", "blocks": [], "raw_output": {"at": "Leeds"}},
    ],
    ids=["message", "dumped", "constructed", "llama-index"],
)
def test_a_result_stands_without_the_message_that_a_framework_makes_of_it(wrapped: Any) -> None:
    (line,) = fold_turn(a_trace(_tool(output=wrapped))).tools

    assert _text(line.result) == '{"at":"Leeds"}'


def test_a_result_that_only_looks_like_a_message_stays_whole() -> None:
    (line,) = fold_turn(a_trace(_tool(output={"data": {"rows": 3}}))).tools

    assert _text(line.result) == '{"data":{"rows":3}}'


_CALLS: list[Any] = [
    {
        "role": "assistant",
        "tool_calls": [
            {
                "id": "c1",
                "type": "function",
                "function": {"name": "lookup", "arguments": '{"id":7}'},
            }
        ],
    },
    {
        "role": "assistant",
        "content": [{"type": "tool_use", "id": "c1", "name": "lookup", "input": {"id": 7}}],
    },
    {"role": "model", "parts": [{"functionCall": {"name": "lookup", "args": {"id": 7}}}]},
    [
        {
            "role": "assistant",
            "parts": [{"type": "tool_call", "id": "c1", "name": "lookup", "arguments": {"id": 7}}],
        }
    ],
    [
        {
            "message": {
                "role": "assistant",
                "tool_calls": [
                    {"tool_call": {"function": {"name": "lookup", "arguments": '{"id":7}'}}}
                ],
            }
        }
    ],
    {
        "role": "assistant",
        "content": [
            {"type": "tool-call", "toolCallId": "c1", "toolName": "lookup", "input": {"id": 7}}
        ],
    },
]
_RESULTS: list[Any] = [
    [{"role": "tool", "tool_call_id": "c1", "content": "found"}],
    [
        {
            "role": "user",
            "content": [{"type": "tool_result", "tool_use_id": "c1", "content": "found"}],
        }
    ],
    [{"role": "tool", "parts": [{"type": "tool_call_response", "id": "c1", "response": "found"}]}],
]


@pytest.mark.parametrize("called", _CALLS, ids=str)
def test_a_wish_for_a_tool_is_a_line_where_no_tool_was_recorded(called: Any) -> None:
    (line,) = fold_turn(a_trace(an_observation(output=called))).tools

    assert (line.name, _text(line.arguments)) == ("lookup", '{"id":7}')


@pytest.mark.parametrize("told", _RESULTS, ids=str)
def test_the_result_of_a_wish_is_what_the_model_was_told_next(told: Any) -> None:
    first = an_observation("o-1", output=_CALLS[0])
    second = an_observation("o-2", input=told, output="done")

    (line,) = fold_turn(a_trace(first, second)).tools

    assert _text(line.result) == "found"


def test_a_wish_that_is_repeated_in_the_history_is_one_line() -> None:
    steps = [an_observation(f"o-{number}", output=_CALLS[0]) for number in range(3)]

    assert fold_turn(a_trace(*steps)).tool_count == 1


def test_wishes_are_not_counted_where_tools_were_recorded() -> None:
    assert fold_turn(a_trace(an_observation(output=_CALLS[0]), _tool(), _tool(2))).tool_count == 2


def test_of_very_many_tools_the_first_hundred_and_the_last_twenty_stand() -> None:
    turn = fold_turn(a_trace(*(_tool(number) for number in range(300))))

    numbers = [int(each.observation_id.removeprefix("tool-")) for each in turn.tools]
    assert numbers == [*range(100), *range(280, 300)]
    assert turn.tool_count == 300

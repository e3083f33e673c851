"""A session as JSON lines, which tools for data sets read."""

import json
from typing import Any

from functions.model.turn import ToolLine, Turn
from tests.factories import SECOND, START_NS, a_turn, an_excerpt
from tests.unit.web.export.exported import an_export
from web.export.lines import lines


def a_call(name: str, start: float, duration: float = 1, **changes: Any) -> ToolLine:
    values: dict[str, Any] = {
        "observation_id": f"o-{name}",
        "name": name,
        "arguments": an_excerpt('{"x":1}'),
        "result": an_excerpt(f"result of {name}"),
        "start_ns": START_NS + int(start * SECOND),
        "duration_ns": int(duration * SECOND),
    }
    return ToolLine(**values | changes)


def messages(*tools: ToolLine, **changes: Any) -> list[Any]:
    turn: Turn = a_turn(tools=tools, tool_count=len(tools), **changes)
    (line,) = lines(an_export(turn))
    found: list[Any] = json.loads(line)["messages"]
    return found


def test_a_line_is_a_turn_with_its_messages() -> None:
    first, second = map(json.loads, lines(an_export()))

    assert (first["session_id"], first["turn"], second["turn"]) == ("order-4471", 1, 2)
    assert first["messages"] == [
        {"role": "user", "content": "Question 1: where is my parcel?"},
        {"role": "assistant", "content": "Answer 1: it is on its way."},
    ]


def test_no_text_breaks_a_line_in_two() -> None:
    turn = a_turn(user=an_excerpt("one\ntwo\r\nthree\u2028four"), answer=an_excerpt('"quoted"\n'))

    (line,) = lines(an_export(turn))

    assert line.count("\n") == 1
    assert json.loads(line)["messages"][0]["content"] == "one\ntwo\r\nthree\u2028four"


def test_a_call_is_answered_by_the_message_of_its_tool() -> None:
    _, wish, told, _ = messages(a_call("find", 0))

    assert wish["tool_calls"] == [
        {"id": "call_1", "type": "function", "function": {"name": "find", "arguments": '{"x":1}'}}
    ]
    assert told == {"role": "tool", "tool_call_id": "call_1", "content": "result of find"}


def test_calls_that_ran_one_after_the_other_are_rounds_of_their_own() -> None:
    found = messages(a_call("a", 0), a_call("b", 1), user=None, answer=None)

    assert [each["role"] for each in found] == ["assistant", "tool", "assistant", "tool"]


def test_calls_that_ran_side_by_side_are_one_round() -> None:
    found = messages(a_call("a", 0, 2), a_call("b", 1, 2), a_call("c", 4), user=None, answer=None)

    assert [len(each.get("tool_calls", ())) for each in found] == [2, 0, 0, 1, 0]
    assert [each["tool_call_id"] for each in found if each["role"] == "tool"] == [
        "call_1",
        "call_2",
        "call_3",
    ]


def test_a_call_that_failed_tells_why() -> None:
    found = messages(a_call("pay", 0, result=None, error="TimeoutError: 30 s"))

    assert found[2]["content"] == "TimeoutError: 30 s"

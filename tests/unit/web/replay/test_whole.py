"""Turns with their whole texts."""

import json
from collections.abc import Iterable

import pytest

from functions.model.chunk import Chunk, Format
from functions.model.errors import NotFoundError, TooLargeError
from functions.model.turn import ErrorLine, ToolLine, Turn
from tests.factories import a_turn, an_excerpt
from web.replay.whole import lacks_something, whole_turns

LONG = "word " * 10_000 + "the end"


def chunks(output: str) -> tuple[Chunk, ...]:
    body = {"id": "trace-1", "input": "Hello", "output": output}
    at = "2026-09-21T10:00:00Z"
    events = [{"id": "e", "type": "trace-create", "timestamp": at, "body": body}]
    return (Chunk(format=Format.LANGFUSE, data=json.dumps(events).encode()),)


def never(trace_id: str) -> Iterable[Chunk]:
    raise AssertionError(trace_id)


def gone(trace_id: str) -> Iterable[Chunk]:
    raise NotFoundError(trace_id)


def too_large(trace_id: str) -> Iterable[Chunk]:
    raise TooLargeError(trace_id)


CUT = an_excerpt("word", digest="d")


@pytest.mark.parametrize(
    "turn",
    [
        a_turn(user=CUT),
        a_turn(answer=CUT),
        a_turn(tools=(ToolLine(observation_id="o", name="t", arguments=CUT),), tool_count=1),
        a_turn(tools=(ToolLine(observation_id="o", name="t", result=CUT),), tool_count=1),
        a_turn(tools=(ToolLine(observation_id="o", name="t", error="It…"),), tool_count=1),
        a_turn(tools=(), tool_count=1),
        a_turn(errors=(), error_count=1),
        a_turn(errors=(ErrorLine(observation_id="o", name="t", message="It…"),), error_count=1),
    ],
    ids=["user", "answer", "arguments", "result", "tool error", "tools", "errors", "message"],
)
def test_a_turn_that_lacks_something_is_known(turn: Turn) -> None:
    assert lacks_something(turn)


def test_a_turn_that_is_whole_is_not_read_again() -> None:
    turn = a_turn()

    assert list(whole_turns([turn], never)) == [turn]


def test_a_cut_answer_is_read_whole() -> None:
    (turn,) = whole_turns([a_turn(answer=CUT)], lambda _trace_id: chunks(LONG))

    assert turn.answer == an_excerpt(LONG)


def test_a_text_that_no_page_should_carry_stays_cut() -> None:
    (turn,) = whole_turns([a_turn(answer=CUT)], lambda _trace_id: chunks("x" * 1_100_000))

    assert turn.answer is not None
    assert (len(turn.answer.text), turn.answer.size_bytes) == (1_000_000, 1_100_000)


def test_a_turn_whose_chunks_are_gone_stays_as_it_is() -> None:
    turn = a_turn(answer=CUT)

    assert list(whole_turns([turn], gone)) == [turn]


def test_a_turn_whose_chunks_are_too_large_stays_as_it_is() -> None:
    turn = a_turn(answer=CUT)

    assert list(whole_turns([turn], too_large)) == [turn]

"""Where the parts of a turn stand in the time of its session."""

from functions.model.turn import ToolLine
from tests.factories import START_NS, a_turn, an_excerpt
from tests.unit.web.pages.session import a_context

SECOND_NS = 1_000_000_000


def test_answers_and_tool_calls_are_placed_in_milliseconds_from_the_sessions_start() -> None:
    first = a_turn(1, start_ns=START_NS, end_ns=START_NS + 2 * SECOND_NS)
    begin = START_NS + 60 * SECOND_NS
    call = ToolLine(
        observation_id="o", name="search", start_ns=begin + SECOND_NS, duration_ns=SECOND_NS // 2
    )
    second = a_turn(
        2,
        start_ns=begin,
        end_ns=begin + 4 * SECOND_NS,
        answer=an_excerpt("Yes."),
        answer_ms=(2_000, 3_000),
        tools=(call,),
    )

    turn = a_context(first, second).turns[1]

    assert (turn.offset_ms, turn.duration_ms) == (60_000, 4_000)
    assert turn.answer_ms == (62_000, 63_000)
    assert (turn.tools[0].offset_ms, turn.tools[0].duration_ms) == (61_000, 500)


def test_what_has_no_time_has_no_place() -> None:
    call = ToolLine(observation_id="o", name="search")
    turn = a_context(a_turn(1, tools=(call,))).turns[0]

    assert turn.answer_ms is None
    assert turn.tools[0].offset_ms is None

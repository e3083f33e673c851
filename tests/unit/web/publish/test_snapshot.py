"""What a snapshot takes over, and what it has no place for."""

import json
from dataclasses import asdict

from functions.model.session import Marks
from functions.model.turn import ErrorLine, ScoreLine, ToolLine
from tests.factories import SECOND, START_NS, a_session, a_turn, an_excerpt
from web.pages.context import PublishedContext
from web.publish.snapshot import take_snapshot


def snapshot(*turns: object, **changes: object) -> PublishedContext:
    found = turns or (a_turn(1), a_turn(2))
    session = a_session(*found, **changes)  # type: ignore[arg-type]
    return take_snapshot(session, found, published_ms=7, expires_ms=9)  # type: ignore[arg-type]


def test_turns_are_numbered_and_placed_in_time() -> None:
    taken = snapshot()

    assert [each.number for each in taken.turns] == [1, 2]
    assert [each.offset_ns for each in taken.turns] == [0, 60 * SECOND]
    assert [each.idle_ns for each in taken.turns] == [0, 58 * SECOND]
    assert (taken.start_ns, taken.wall_ns, taken.active_ns) == (START_NS, 62 * SECOND, 4 * SECOND)
    assert (taken.published_ms, taken.expires_ms) == (7, 9)


def test_the_title_is_the_name_that_a_reader_gave() -> None:
    assert snapshot(marks=Marks(name="The lost parcel")).title == "The lost parcel"


def test_the_title_is_else_what_the_user_said_first() -> None:
    assert snapshot().title == "Question 1: where is my parcel?"


def test_a_session_without_words_has_a_title_too() -> None:
    assert snapshot(a_turn(user=None)).title == "Untitled session"


def test_tools_and_errors_are_taken_over_without_their_ids() -> None:
    tool = ToolLine(observation_id="hidden", name="refund", result=an_excerpt("ok"), duration_ns=3)
    error = ErrorLine(observation_id="hidden", name="hidden", type="Timeout", message="too slow")
    turn = a_turn(tools=(tool,), tool_count=1, errors=(error,), error_count=1)

    (taken,) = snapshot(turn).turns

    assert [(each.name, each.result, each.duration_ns) for each in taken.tools] == [
        ("refund", an_excerpt("ok"), 3)
    ]
    assert [(each.type, each.message) for each in taken.errors] == [("Timeout", "too slow")]
    assert "hidden" not in json.dumps(asdict(taken))


def test_nothing_else_of_a_turn_comes_through() -> None:
    turn = a_turn(
        trace_id="private-id",
        session_id="private-session",
        name="private-name",
        user_id="private-user",
        environment="private-environment",
        release="private-release",
        version="private-version",
        tags=("private-tag",),
        metadata={"private-key": "private-value"},
        scores=(ScoreLine(score_id="private-score", name="private-score", comment="private"),),
        models=("private-model",),
        cost_usd=0.1234,
    )

    taken = json.dumps(asdict(snapshot(turn, session_id="private-session")))

    assert "private" not in taken
    assert "0.1234" not in taken

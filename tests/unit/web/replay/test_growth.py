"""What a page lacks of a session that goes on."""

from dataclasses import replace

import pytest

from functions.model.score import DataType
from functions.model.turn import ScoreLine, Turn
from tests.factories import a_session, a_turn, an_excerpt
from web.replay.growth import seen_of, unseen, version_of
from web.replay.replay import ReplayTurn, build_replay


def placed(*turns: Turn) -> tuple[ReplayTurn, ...]:
    return build_replay(a_session(*turns), turns).turns


FIVE = tuple(a_turn(number) for number in range(1, 6))


def numbers(turns: object, seen: str) -> list[int]:
    return [each.number for each in unseen(turns, seen)]  # type: ignore[arg-type]


def test_a_page_lacks_the_turns_that_came_and_may_lack_words_of_the_last_ones() -> None:
    seen = str(seen_of(placed(*FIVE)))

    assert numbers(placed(*FIVE, a_turn(6)), seen) == [3, 4, 5, 6]


def test_a_turn_that_was_put_in_before_others_lets_all_be_sent_again() -> None:
    seen = str(seen_of(placed(*FIVE)))
    earlier = a_turn(0, trace_id="earlier")

    assert numbers(placed(earlier, *FIVE), seen) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("seen", ["", "x", "-1.0", "99999999999.1", "2", "2.zz", "900.00000000"])
def test_what_nobody_gave_out_lets_all_be_sent_again(seen: str) -> None:
    assert numbers(placed(*FIVE), seen) == [1, 2, 3, 4, 5]


def test_a_session_that_lost_turns_is_sent_again() -> None:
    seen = str(seen_of(placed(*FIVE)))

    assert numbers(placed(FIVE[0]), seen) == [1]


@pytest.mark.parametrize(
    "change",
    [
        {"answer": an_excerpt("Longer than it was before: it grew.")},
        {"end_ns": 1},
        {"error_count": 1},
        {"tool_count": 1},
        {"cost_usd": 1.0},
        {"scores": (ScoreLine(score_id="s", name="n", data_type=DataType.NUMERIC, value=1.0),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_turn_that_says_something_else_has_another_version(change: dict[str, object]) -> None:
    turn = a_turn(1)

    assert version_of(turn) == version_of(a_turn(1))
    assert version_of(replace(turn, **change)) != version_of(turn)  # type: ignore[arg-type]

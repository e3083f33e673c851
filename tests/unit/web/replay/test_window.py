"""Which turns stand on which page of a long session."""

import pytest

from tests.factories import a_session, a_turn
from web.replay.replay import build_replay
from web.replay.window import MOST, numbers_from, window_from

TURNS = build_replay(a_session(), [a_turn(1)] * (MOST * 2 + 1)).turns


def test_a_page_holds_so_many_turns_and_the_last_one_the_rest() -> None:
    first, last = window_from(TURNS, 1), window_from(TURNS, 2 * MOST + 1)

    assert (first.first, first.last, first.is_last) == (1, MOST, False)
    assert (last.first, last.last, last.is_last) == (2 * MOST + 1, 2 * MOST + 1, True)


@pytest.mark.parametrize("first", [1, 7, MOST, 2 * MOST + 1])
def test_a_page_shows_the_turns_that_were_read_for_it(first: int) -> None:
    shown = [each.number for each in window_from(TURNS, first).turns]

    assert shown[0] == first
    assert set(shown) <= set(numbers_from(first))


def test_a_page_may_hold_fewer_turns() -> None:
    window = window_from(TURNS, 5, most=3)

    assert (window.first, window.last, window.is_last) == (5, 7, False)


def test_a_session_without_turns_has_one_empty_page() -> None:
    empty = window_from((), 1)

    assert empty.turns == ()
    assert empty.is_last

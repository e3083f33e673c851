"""Turns in their place in time."""

from tests.factories import SECOND, START_NS, a_session, a_turn
from web.replay.replay import Replay, build_replay, ribbon_of


def replay(*turns: object) -> Replay:
    given = [a_turn(1), a_turn(2)] if not turns else list(turns)
    return build_replay(a_session(*given), given)  # type: ignore[arg-type]


def test_turns_are_numbered_from_one_and_placed_from_the_start() -> None:
    first, second = replay().turns

    assert (first.number, first.offset_ns, first.idle_ns) == (1, 0, 0)
    assert (second.number, second.offset_ns, second.idle_ns) == (2, 60 * SECOND, 58 * SECOND)


def test_a_turn_that_starts_while_another_runs_follows_no_pause() -> None:
    overlapping = a_turn(2, start_ns=START_NS + SECOND, end_ns=START_NS + 4 * SECOND)

    assert replay(a_turn(1), overlapping).turns[1].idle_ns == 0


def test_a_pause_is_counted_from_the_latest_end_not_from_the_last_turn() -> None:
    long = a_turn(1, end_ns=START_NS + 50 * SECOND)
    short = a_turn(2, start_ns=START_NS + SECOND, end_ns=START_NS + 2 * SECOND)
    third = a_turn(3, start_ns=START_NS + 60 * SECOND, end_ns=START_NS + 61 * SECOND)

    assert replay(long, short, third).turns[2].idle_ns == 10 * SECOND


def test_a_turn_is_placed_where_its_first_step_began() -> None:
    dated_late = a_turn(2, lead_ns=20 * SECOND)

    placed = replay(a_turn(1), dated_late).turns[1]

    assert (placed.offset_ns, placed.idle_ns) == (40 * SECOND, 38 * SECOND)


def test_a_turn_without_times_has_no_place() -> None:
    timeless = a_turn(2, start_ns=None, end_ns=None)

    placed = replay(a_turn(1), timeless).turns[1]

    assert placed.offset_ns is None
    assert placed.idle_ns == 0


def test_a_turn_with_an_error_failed() -> None:
    assert replay(a_turn(1, error_count=1)).turns[0].failed


def test_a_session_without_turns_has_an_empty_ribbon() -> None:
    empty = build_replay(a_session(), [])

    assert empty.turns == ()
    assert ribbon_of(empty.turns).bars == ()

"""Bars to scale, pauses compressed."""

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import SECOND
from web.replay.ribbon import Beat, build_ribbon


def a_beat(number: int, offset_s: float, duration_s: float) -> Beat:
    return Beat(
        number=number,
        offset_ns=int(offset_s * SECOND),
        duration_ns=int(duration_s * SECOND),
        failed=False,
        tools=0,
    )


def test_bars_are_to_scale() -> None:
    short, long = build_ribbon([a_beat(1, 0, 1), a_beat(2, 1, 3)]).bars

    assert long.width == 3 * short.width
    assert short.x == 0
    assert long.x + long.width == 100


def test_an_hour_of_silence_takes_no_more_room_than_a_turn() -> None:
    first, second = build_ribbon([a_beat(1, 0, 2), a_beat(2, 3600, 2)]).bars

    assert second.x - first.x - first.width <= first.width + 0.01


def test_a_pause_is_named_with_its_true_length() -> None:
    ribbon = build_ribbon([a_beat(1, 0, 2), a_beat(2, 3602, 2)])

    assert [each.idle_ns for each in ribbon.pauses] == [3600 * SECOND]


def test_pauses_without_room_for_words_are_not_named() -> None:
    ribbon = build_ribbon([a_beat(each, each * 60, 1) for each in range(1, 501)])

    assert ribbon.pauses == ()


def test_a_turn_that_starts_inside_another_is_drawn_inside_it() -> None:
    outer, inner = build_ribbon([a_beat(1, 0, 10), a_beat(2, 4, 2)]).bars

    assert outer.x < inner.x < inner.x + inner.width < outer.x + outer.width


def test_a_turn_without_a_time_follows_its_neighbour() -> None:
    timeless = Beat(number=2, offset_ns=None, duration_ns=0, failed=False, tools=0)

    first, second = build_ribbon([a_beat(1, 0, 2), timeless]).bars

    assert second.x >= first.x + first.width - second.width


@given(
    st.lists(
        st.builds(
            Beat,
            number=st.just(1),
            offset_ns=st.none() | st.integers(-(10**19), 10**19),
            duration_ns=st.integers(0, 10**19),
            failed=st.booleans(),
            tools=st.integers(0, 3),
        ),
        max_size=30,
    )
)
def test_no_bar_leaves_the_ribbon(beats: list[Beat]) -> None:
    for bar in build_ribbon(beats).bars:
        assert 0 <= bar.x <= 100
        assert 0 < bar.width <= 100
        assert bar.x + bar.width <= 100.01

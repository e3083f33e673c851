"""Observations as a tree."""

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import SECOND, START_NS, a_trace, an_observation
from web.replay.tree import build_trace_tree


def test_children_stand_below_their_parents_in_order_of_time() -> None:
    root = an_observation("root", end_ns=START_NS + 9 * SECOND)
    early = an_observation("early", parent_id="root", start_ns=START_NS + SECOND)
    grandchild = an_observation("grandchild", parent_id="early", start_ns=START_NS + 2 * SECOND)
    late = an_observation("late", parent_id="root", start_ns=START_NS + 3 * SECOND)

    rows = build_trace_tree(a_trace(root, early, late, grandchild)).rows

    assert [(each.observation.observation_id, each.depth) for each in rows] == [
        ("root", 0),
        ("early", 1),
        ("grandchild", 2),
        ("late", 1),
    ]
    assert [each.number for each in rows] == [1, 2, 3, 4]


def test_an_orphan_is_shown_as_a_root() -> None:
    rows = build_trace_tree(a_trace(an_observation(parent_id="never came"))).rows

    assert [(each.depth, each.orphan) for each in rows] == [(0, True)]


def test_observations_that_are_each_others_parents_are_all_shown() -> None:
    egg = an_observation("egg", parent_id="hen")
    hen = an_observation("hen", parent_id="egg")

    rows = build_trace_tree(a_trace(egg, hen)).rows

    assert [(each.observation.observation_id, each.depth) for each in rows] == [
        ("egg", 0),
        ("hen", 1),
    ]


def test_an_observation_that_is_its_own_parent_is_shown_once() -> None:
    assert len(build_trace_tree(a_trace(an_observation("o", parent_id="o"))).rows) == 1


def test_ten_thousand_levels_are_no_trouble() -> None:
    chain = [
        an_observation(str(each), parent_id=str(each - 1) if each else None)
        for each in range(10_000)
    ]

    assert build_trace_tree(a_trace(*chain)).rows[-1].depth == 9_999


def test_bars_are_percent_of_the_trace() -> None:
    whole = an_observation("whole", end_ns=START_NS + 10 * SECOND)
    part = an_observation(
        "part",
        parent_id="whole",
        start_ns=START_NS + 5 * SECOND,
        end_ns=START_NS + 10 * SECOND,
    )

    rows = build_trace_tree(a_trace(whole, part)).rows

    assert [(each.x, each.width) for each in rows] == [(0, 100), (50, 50)]


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 12)), max_size=10))
def test_every_observation_is_shown_exactly_once(links: list[tuple[int, int | None]]) -> None:
    parents = dict(links)
    steps = [
        an_observation(str(each), parent_id=None if parent is None else str(parent))
        for each, parent in parents.items()
    ]

    rows = build_trace_tree(a_trace(*steps, said=True) if steps else a_trace()).rows

    shown = [each.observation.observation_id for each in rows]
    assert sorted(shown) == sorted(map(str, parents) if steps else ["o-1"])

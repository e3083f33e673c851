"""Which session a trace belongs to: docs/decisions/0001."""

from functions.model.fragment import TraceFragment
from tests.unit.model.fold.said import claim, folded, of_step, of_trace


def _chosen(*said: TraceFragment) -> str | None:
    steps = (of_step(1, "root"), of_step(1, "child", parent_id="root"))
    return folded(*said, *steps).session_id


def test_nobody_names_a_session() -> None:
    assert _chosen(of_trace(1, name="x")) is None


def test_the_best_rank_wins_however_early_it_was_said() -> None:
    early, late = of_trace(1, claims=(claim("best", 1),)), of_trace(9, claims=(claim("late", 2),))

    assert _chosen(late, early) == "best"


def test_rank_two_beats_rank_three() -> None:
    said = of_trace(1, claims=(claim("conversation", 3, "root"), claim("metadata", 2)))

    assert _chosen(said) == "metadata"


def test_within_a_rank_the_latest_wins() -> None:
    assert _chosen(of_trace(2, claims=(claim("a"),)), of_trace(1, claims=(claim("b"),))) == "a"


def test_at_the_same_time_the_greater_value_wins_whatever_its_source() -> None:
    one = of_trace(1, "z-span", claims=(claim("a"),))
    other = of_trace(1, "a-span", claims=(claim("b"),))

    assert _chosen(one, other) == "b"


def test_a_late_session_id_moves_the_whole_trace() -> None:
    assert _chosen(of_trace(1, name="x"), of_trace(99, claims=(claim("late"),))) == "late"


def test_a_conversation_of_a_child_counts_where_the_trace_holds_no_other() -> None:
    assert _chosen(of_trace(1, claims=(claim("c", 3, "child"),))) == "c"


def test_where_conversations_differ_only_the_roots_counts() -> None:
    root = of_trace(1, claims=(claim("of the root", 3, "root"),))
    child = of_trace(9, claims=(claim("of the child", 3, "child"),))

    assert _chosen(root, child) == "of the root"


def test_conversations_of_children_that_differ_name_no_session() -> None:
    one = of_trace(1, claims=(claim("a", 3, "child"),))
    other = of_trace(9, claims=(claim("b", 3, "other child"),))

    assert _chosen(one, other) is None

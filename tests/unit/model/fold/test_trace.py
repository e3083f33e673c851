"""What several fragments say of one thing becomes one, by Langfuse's rules with null as absent."""

from typing import Any

import pytest

from functions.model.fragment import Order, TraceFragment
from functions.model.observation import ExceptionEvent, ObservationType
from tests.unit.model.fold.said import claim, folded, of_score, of_step, of_trace, the_step


@pytest.mark.parametrize("field", ["name", "user_id", "release", "version", "input", "output"])
def test_what_is_said_later_of_a_trace_replaces_what_was_said_before(field: str) -> None:
    trace = folded(of_trace(2, **{field: "new"}), of_trace(1, **{field: "old"}))

    assert getattr(trace, field) == "new"


@pytest.mark.parametrize("nothing", [None, "", {}, []], ids=repr)
@pytest.mark.parametrize("field", ["input", "output", "metadata", "name"])
def test_what_says_nothing_keeps_what_was_said(field: str, nothing: Any) -> None:
    said: Any = {"k": "v"} if field == "metadata" else "said"

    trace = folded(of_trace(1, **{field: said}), of_trace(2, **{field: nothing}))

    assert getattr(trace, field) == said


@pytest.mark.parametrize("value", [0, False])
def test_zero_and_false_are_answers(value: Any) -> None:
    assert folded(of_trace(1, output="said"), of_trace(2, output=value)).output == value


@pytest.mark.parametrize(
    ("field", "early", "late"), [("environment", "live", "test"), ("timestamp_ns", 5, 9)]
)
def test_the_first_word_stands_for_ever(field: str, early: Any, late: Any) -> None:
    trace = folded(of_trace(2, **{field: late}), of_trace(1, **{field: early}))

    assert getattr(trace, field) == early


@pytest.mark.parametrize("public", [True, False])
def test_an_absent_public_changes_nothing(public: bool) -> None:
    assert folded(of_trace(1, public=public), of_trace(2, name="x")).public is public


def test_a_later_public_changes_an_earlier_one() -> None:
    assert folded(of_trace(1, public=True), of_trace(2, public=False)).public is False


def test_tags_are_collected_and_sorted() -> None:
    assert folded(of_trace(2, tags=("b", "a")), of_trace(1, tags=("c", "a"))).tags == (
        "a",
        "b",
        "c",
    )


def test_metadata_is_merged_deeply_and_the_later_value_wins() -> None:
    trace = folded(
        of_trace(2, metadata={"a": {"y": 2}, "b": "new"}),
        of_trace(1, metadata={"a": {"x": 1, "y": 1}, "b": "old"}),
    )

    assert trace.metadata == {"a": {"x": 1, "y": 2}, "b": "new"}


def test_usage_is_replaced_whole() -> None:
    step = the_step(of_step(1, usage={"input": 3, "output": 4}), of_step(2, usage={"input": 5}))

    assert step.usage == {"input": 5}


@pytest.mark.parametrize(
    ("field", "early", "late"), [("start_ns", 7, 9), ("environment", "live", "test")]
)
def test_what_was_said_first_of_an_observation_stands(field: str, early: Any, late: Any) -> None:

    step = the_step(of_step(2, **{field: late}), of_step(1, **{field: early}))

    assert getattr(step, field) == early


def test_the_last_type_of_an_observation_wins() -> None:
    step = the_step(
        of_step(2, type=ObservationType.SPAN), of_step(1, type=ObservationType.GENERATION)
    )

    assert step.type is ObservationType.SPAN


def test_a_create_comes_before_an_update_of_the_same_moment() -> None:
    step = the_step(of_step(1, update=True, name="updated"), of_step(1, name="created"))

    assert step.name == "updated"


def test_an_update_that_overtakes_its_create_is_not_lost() -> None:
    step = the_step(of_step(1, update=True, output="done"), of_step(2, name="call", input="go"))

    assert (step.name, step.input, step.output) == ("call", "go", "done")


def test_of_an_event_that_came_in_two_versions_the_later_one_counts_alone() -> None:
    early = TraceFragment(trace_id="t", order=Order.at(1, "e", once=True), name="a", release="r")
    late = TraceFragment(trace_id="t", order=Order.at(2, "e", once=True), name="b")

    for trace in (folded(early, late), folded(late, early), folded(late, early, late)):
        assert (trace.name, trace.release) == ("b", None)


def test_versions_of_an_event_from_the_same_moment_are_told_apart_by_what_they_say() -> None:
    one, other = (
        TraceFragment(trace_id="t", order=Order.at(1, "e", once=True), name=name)
        for name in ("a", "b")
    )

    assert folded(one, other) == folded(other, one)


def test_a_span_that_is_sent_again_adds_to_what_it_said() -> None:
    trace = folded(of_trace(1, "span", release="r"), of_trace(2, "span", name="b"))

    assert (trace.name, trace.release) == ("b", "r")


def test_an_update_without_a_create_is_an_observation() -> None:
    assert the_step(of_step(1, update=True, output="done")).output == "done"


def test_an_end_before_the_start_becomes_the_start() -> None:
    assert the_step(of_step(1, start_ns=9, end_ns=5)).end_ns == 9


def test_a_start_that_nobody_names_is_the_time_of_the_create() -> None:
    step = the_step(of_step(3, name="created"), of_step(2, update=True, output="done"))

    assert step.start_ns == 3


def test_no_time_is_invented_where_nobody_names_one() -> None:
    trace = folded(of_step(None, name="timeless"))

    assert (trace.start_ns, trace.end_ns) == (None, None)


def test_what_has_no_time_was_said_last() -> None:
    assert folded(of_trace(None, name="timeless"), of_trace(9, name="timed")).name == "timeless"


def test_exceptions_are_gathered_once_each() -> None:
    first, second = ExceptionEvent(type="A"), ExceptionEvent(type="B")

    step = the_step(
        of_step(2, exceptions=(second, first)), of_step(1, exceptions=(first,), name="x")
    )

    assert step.exceptions == (first, second)


def test_fragments_of_one_time_and_id_are_ordered_by_what_they_say() -> None:
    one, other = of_trace(1, "e", name="a"), of_trace(1, "e", name="b")

    assert folded(one, other) == folded(other, one)


def test_observations_stand_by_start_then_id_and_those_without_time_last() -> None:
    steps = [
        of_step(None, "timeless"),
        of_step(1, "b", start_ns=2),
        of_step(1, "a", start_ns=2),
        of_step(1, "c", start_ns=1),
    ]

    assert [each.observation_id for each in folded(*steps).observations] == [
        "c",
        "a",
        "b",
        "timeless",
    ]


def test_an_observation_whose_parent_is_missing_is_a_root() -> None:
    trace = folded(of_step(1, "o", parent_id="never came", name="orphan"))

    assert [each.observation_id for each in trace.roots] == ["o"]
    assert trace.name == "orphan"


def test_a_trace_takes_name_and_metadata_from_its_root_where_it_has_none() -> None:
    trace = folded(
        of_step(1, name="root", metadata={"a": 1, "b": 1}), of_trace(2, metadata={"b": 2})
    )

    assert trace.name == "root"
    assert trace.metadata == {"a": 1, "b": 2}


def test_scores_alone_make_no_turn() -> None:
    assert not folded(of_score()).said
    assert folded(of_score(), of_trace(name="x")).said


def test_a_trace_begins_with_its_own_timestamp_before_that_of_its_observations() -> None:
    assert folded(of_trace(9, timestamp_ns=3), of_step(1, start_ns=1)).start_ns == 3
    assert folded(of_trace(9, name="x"), of_step(1, start_ns=1)).start_ns == 1
    assert folded(of_trace(9, name="x"), of_trace(4, name="y")).start_ns == 4


def test_what_happened_before_the_timestamp_of_a_trace_began_it() -> None:
    late = folded(of_trace(9, timestamp_ns=9), of_step(1, start_ns=4), of_step(1, "p", start_ns=6))

    assert (late.start_ns, late.began_ns) == (9, 4)
    assert folded(of_trace(9, timestamp_ns=3), of_step(1, start_ns=4)).began_ns == 3
    assert folded(of_trace(9, name="x"), of_trace(4, name="y")).began_ns == 4


def test_a_trace_that_only_names_its_session_is_said() -> None:
    assert folded(of_trace(1, claims=(claim("s"),))).session_id == "s"

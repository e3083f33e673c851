"""Folds are functions of sets: order, repetition and company change nothing."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from functions.model.fold.session import fold_session
from functions.model.fold.trace import fold_trace
from functions.model.fold.turn import fold_turn
from functions.model.fragment import Fragment
from functions.store.rows import encode
from tests.factories import a_turn
from tests.unit.model.fold.strategies import fragments


@given(said=fragments, random=st.randoms(use_true_random=False))
def test_fragments_in_any_order_and_number_make_the_same_turn(
    said: list[Fragment], random: Random
) -> None:
    again = [*said, *random.choices(said, k=random.randrange(6))]
    random.shuffle(again)

    assert fold_trace("t", again) == fold_trace("t", said)
    assert encode(fold_turn(fold_trace("t", again))) == encode(fold_turn(fold_trace("t", said)))


@given(said=st.lists(fragments, min_size=1, max_size=4), random=st.randoms(use_true_random=False))
def test_turns_in_any_order_make_the_same_session(
    said: list[list[Fragment]], random: Random
) -> None:
    turns = [fold_turn(fold_trace(f"t{number}", each)) for number, each in enumerate(said)]
    shuffled = random.sample(turns, len(turns))
    scores = fold_trace("t", said[0]).scores

    assert encode(fold_session("s", shuffled, scores=reversed(scores))) == encode(
        fold_session("s", turns, scores=scores)
    )


@given(said=fragments)
def test_a_fold_leaves_what_it_reads_as_it_was(said: list[Fragment]) -> None:
    before = [repr(each) for each in said]

    fold_turn(fold_trace("t", said))

    assert [repr(each) for each in said] == before


def test_turns_that_started_together_stand_in_the_order_of_their_ids() -> None:
    first, second = a_turn(1, trace_id="a", name="x"), a_turn(1, trace_id="b", name="y")

    assert fold_session("s", [second, first]).names.values == ("x", "y")

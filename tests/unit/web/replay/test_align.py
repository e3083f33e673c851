"""Which turn of one conversation belongs to which of another."""

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.replay.align import align

SAID = st.lists(
    st.sampled_from(["", "yes", "where is it", "where was it", "注文はどこ", "a b c d"])
)
WORDS = Random(4).sample([f"word{number}" for number in range(3000)], 3000)


def sentence(number: int) -> str:
    return " ".join(WORDS[number % 3000 : number % 3000 + 6])


@given(SAID, SAID)
def test_every_turn_stands_in_one_pair_and_in_its_order(left: list[str], right: list[str]) -> None:
    pairs = align(left, right)

    assert [a for a, _ in pairs if a is not None] == list(range(len(left)))
    assert [b for _, b in pairs if b is not None] == list(range(len(right)))
    assert (None, None) not in pairs


@given(SAID)
def test_a_conversation_is_like_itself_turn_for_turn(said: list[str]) -> None:
    assert align(said, said) == [(each, each) for each in range(len(said))]


@given(st.sets(st.integers(0, 300)), st.sets(st.integers(0, 300)))
def test_two_parts_of_one_conversation_have_the_same_pairs_from_either_side(
    one: set[int], other: set[int]
) -> None:
    left, right = ([sentence(each * 6) for each in sorted(part)] for part in (one, other))

    there, back = align(left, right), align(right, left)

    assert {(a, b) for a, b in there} == {(a, b) for b, a in back}
    assert sum(None not in pair for pair in there) == len(one & other)


@given(st.lists(st.integers(0, 2000), unique=True, max_size=30), st.data())
def test_a_turn_put_in_shifts_none_of_the_others(numbers: list[int], data: st.DataObject) -> None:
    said = [sentence(each * 6) for each in numbers]
    at = data.draw(st.integers(0, len(said)))
    longer = [*said[:at], "something else entirely", *said[at:]]

    expected = [
        *[(each, each) for each in range(at)],
        (None, at),
        *[(each, each + 1) for each in range(at, len(said))],
    ]
    assert align(said, longer) == expected


def test_a_turn_said_otherwise_is_still_the_same() -> None:
    left = ["I want to return my order", "yes", "order 4471 please", "thanks"]
    right = ["I'd like to return an order", "hello?", "please, order 4471", "thanks"]

    assert align(left, right) == [(0, 0), (1, None), (None, 1), (2, 2), (3, 3)]


def test_words_of_scripts_without_spaces_are_alike_too() -> None:
    left = ["注文した商品が届きません", "ありがとう"]
    right = ["すみません", "注文の商品がまだ届きません", "ありがとう"]

    assert align(left, right) == [(None, 0), (0, 1), (1, 2)]


def test_turns_in_which_nobody_spoke_go_by_their_place() -> None:
    assert align([""] * 3, [""] * 4) == [(0, 0), (1, 1), (2, 2), (None, 3)]


@pytest.mark.parametrize("kind", ["unique", "other", "same", "two", "shuffled", "silent"])
def test_two_thousand_turns_on_each_side_take_little_time(kind: str) -> None:
    rng = Random(7)
    numbers = range(2000)
    left = {
        "unique": [sentence(each) for each in numbers],
        "other": [sentence(each) for each in numbers],
        "same": ["yes please go on"] * 2000,
        "two": [rng.choice(["yes please", "no thanks"]) for _ in numbers],
        "shuffled": [sentence(each) for each in numbers],
        "silent": [""] * 2000,
    }[kind]
    right = {
        "unique": ["new", *left],
        "other": [f"nothing {each} alike {each * 7} here" for each in numbers],
        "same": left[:1500],
        "two": [rng.choice(["yes please", "no thanks"]) for _ in numbers],
        "shuffled": rng.sample(left, 2000),
        "silent": [""] * 1000,
    }[kind]
    began = time.process_time()

    align(left, right)

    assert time.process_time() - began < 5

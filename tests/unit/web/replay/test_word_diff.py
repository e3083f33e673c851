"""What of a text another one has not."""

import time
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.replay.word_diff import Patience, Pieces, word_diff

TEXT = st.text(st.sampled_from("ab 注文。,\n\u0301é"), max_size=60)


def shown(pieces: Pieces) -> str:
    return "".join(f"[{each.text}]" if each.changed else each.text for each in pieces)


def diff(before: str, after: str) -> tuple[str, str]:
    left, right = word_diff(before, after, Patience(10))
    return shown(left), shown(right)


@given(TEXT, TEXT)
def test_the_pieces_of_a_text_are_the_text(before: str, after: str) -> None:
    left, right = word_diff(before, after, Patience(10))

    assert "".join(each.text for each in left) == before
    assert "".join(each.text for each in right) == after


@given(TEXT, TEXT)
def test_what_is_not_marked_is_the_same_on_both_sides(before: str, after: str) -> None:
    same = [
        "".join(each.text for each in side if not each.changed)
        for side in word_diff(before, after, Patience(10))
    ]

    assert same[0] == same[1]


@pytest.mark.parametrize(
    ("before", "after", "left", "right"),
    [
        ("It is late", "It is late", "It is late", "It is late"),
        ("It is late", "It is very late", "It is late", "It is [very ]late"),
        ("It was late", "It is late", "It [was] late", "It [is] late"),
        ("one two three", "four five three", "[one two] three", "[four five] three"),
        ("明日届きます", "今日届きます", "[明]日届きます", "[今]日届きます"),
        ("", "new", "", "[new]"),
        ("refunded $40.", "refunded $45.", "refunded $[40].", "refunded $[45]."),
    ],
)
def test_words_are_marked_where_they_differ(before: str, after: str, left: str, right: str) -> None:
    assert diff(before, after) == (left, right)


def test_without_time_left_texts_differ_as_a_whole_but_for_their_ends() -> None:
    left, _ = word_diff("a b c d e", "a x c y e", Patience(-1))

    assert shown(left) == "a [b c d] e"


def test_a_long_text_is_compared_where_it_differs() -> None:
    words = [f"w{number}" for number in range(20_000)]
    other = [*words[:9_000], "changed", *words[9_001:]]

    left, _ = word_diff(" ".join(words), " ".join(other), Patience(10))

    assert [each.text for each in left if each.changed] == ["w9000"]


@pytest.mark.parametrize("alphabet", [1, 2, 40, 600])
def test_no_text_takes_much_time(alphabet: int) -> None:
    rng = Random(alphabet)
    texts = [" ".join(f"w{rng.randrange(alphabet)}" for _ in range(600)) for _ in range(2)]
    began = time.process_time()

    word_diff(f"a{texts[0]}b", f"c{texts[1]}d", Patience(10))

    assert time.process_time() - began < 2

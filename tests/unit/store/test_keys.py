"""Keys: opaque ids of any length and character, each in one partition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.store.keys import key_id, session_pk, split_pk, trace_pk

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_the_form_of_a_form_is_itself(text: str) -> None:
    assert key_id(key_id(text)) == key_id(text)


@given(ANY_TEXT.map(lambda text: text * 50))
def test_no_id_makes_a_key_longer_than_dynamodb_takes(text: str) -> None:
    assert len(trace_pk("p" * 64, text).encode()) <= 2048


@given(st.text(), st.text())
def test_different_ids_have_different_partitions(one: str, other: str) -> None:
    assert (session_pk("p", one) == session_pk("p", other)) == (one == other)


@pytest.mark.parametrize("text", ["a#b", "a/b%2F?c d", "🙂", "sha256~x", "#", "x" * 256])
def test_an_id_that_is_short_enough_is_kept_as_it_is(text: str) -> None:
    assert split_pk(trace_pk("p", text)) == ("p", "TRACE", text)


def test_two_long_ids_that_begin_alike_are_not_one() -> None:
    assert key_id("x" * 1_000_000) != key_id("x" * 999_999)


def test_half_an_emoji_stands_as_it_stands_in_what_is_derived() -> None:
    assert key_id("cut \ud83d") == "cut \ufffd"

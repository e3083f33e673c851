"""Cursors: text from a URL that may be anything."""

import json
from base64 import urlsafe_b64encode
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.model.errors import MalformedError
from functions.store.page import read_position, write_position
from functions.store.walk import walk

LIST = "P#p#SESSIONS#0"
POSITION = ("a🙂", "b", LIST, "c")


def _cursor(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode()


def test_a_cursor_leads_back_to_its_key() -> None:
    cursor = write_position(POSITION)

    assert cursor is not None
    assert read_position(cursor) == POSITION


def test_the_last_page_has_no_cursor() -> None:
    assert write_position(None) is None


@pytest.mark.parametrize("position", [POSITION, POSITION[:2]])
def test_a_cursor_of_another_list_is_refused_before_anything_is_read(
    position: tuple[str, ...],
) -> None:
    no_database = cast("Any", None)
    others = walk(no_database, "P#other#SESSIONS#0", lambda item: item)

    with pytest.raises(MalformedError, match=r"^cursor: "):
        others(10, position)


@pytest.mark.parametrize("value", [None, 7, {}, [], ["a"], ["a", "b", LIST, 7], ["", "b"]])
def test_json_that_is_no_key_is_refused(value: object) -> None:
    with pytest.raises(MalformedError, match=r"^cursor: "):
        read_position(_cursor(value))


@pytest.mark.parametrize(
    "value",
    [["a" * 2049, "b", LIST, "c"], ["a", "b" * 1025, LIST, "c"], ["\ud800", "b", LIST, "c"]],
)
def test_a_key_that_dynamodb_would_refuse_is_no_cursor(value: object) -> None:
    with pytest.raises(MalformedError, match=r"^cursor: "):
        read_position(_cursor(value))


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_breaks_the_reading_of_a_cursor(text: str) -> None:
    with pytest.raises(MalformedError, match=r"^cursor: "):
        read_position(text)


def test_a_cursor_nested_very_deeply_is_refused() -> None:
    deep = urlsafe_b64encode(b"[" * 100_000).decode()

    with pytest.raises(MalformedError, match=r"^cursor: "):
        read_position(deep)

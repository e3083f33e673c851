"""Cursors: text from a URL that may be anything."""

import json
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.model.errors import MalformedError
from functions.store.page import read_cursor, write_cursor

LIST = "P#p#SESSIONS#0"
KEY = {"PK": {"S": "a🙂"}, "SK": {"S": "b"}, "GSI1PK": {"S": LIST}, "GSI1SK": {"S": "c"}}


def _cursor(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode()


def test_a_cursor_leads_back_to_its_key() -> None:
    cursor = write_cursor(KEY)

    assert cursor is not None
    assert read_cursor(cursor, LIST) == KEY


def test_the_last_page_has_no_cursor() -> None:
    assert write_cursor(None) is None


def test_a_cursor_of_another_project_is_refused() -> None:
    cursor = write_cursor(KEY)

    assert cursor is not None
    with pytest.raises(MalformedError, match=r"^cursor: "):
        read_cursor(cursor, "P#other#SESSIONS#0")


@pytest.mark.parametrize(
    "value", [None, 7, {}, [], ["a"], ["a", "b", LIST], ["a", "b", LIST, 7], ["", "b", LIST, "c"]]
)
def test_json_that_is_no_key_is_refused(value: object) -> None:
    with pytest.raises(MalformedError, match=r"^cursor: "):
        read_cursor(_cursor(value), LIST)


@pytest.mark.parametrize(
    "value",
    [["a" * 2049, "b", LIST, "c"], ["a", "b" * 1025, LIST, "c"], ["\ud800", "b", LIST, "c"]],
)
def test_a_key_that_dynamodb_would_refuse_is_no_cursor(value: object) -> None:
    with pytest.raises(MalformedError, match=r"^cursor: "):
        read_cursor(_cursor(value), LIST)


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_breaks_the_reading_of_a_cursor(text: str) -> None:
    with pytest.raises(MalformedError, match=r"^cursor: "):
        read_cursor(text, LIST)


def test_a_cursor_nested_very_deeply_is_refused() -> None:
    deep = urlsafe_b64encode(b"[" * 100_000).decode()

    with pytest.raises(MalformedError, match=r"^cursor: "):
        read_cursor(deep, LIST)

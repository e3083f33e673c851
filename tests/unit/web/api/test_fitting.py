"""Pages that Lambda can answer with."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from web.api.fitting import fitted


def size(values: list[Any]) -> int:
    return sum(len(json.dumps(each, ensure_ascii=False).encode()) for each in values)


def test_what_fits_stays_as_it_is() -> None:
    values: list[Any] = [{"a": [1, None]}, "text", 17, None]

    assert fitted(values, 100) == values


def test_the_longest_is_cut_and_says_how_long_it_was() -> None:
    short, long = fitted(["short", "x" * 5000], 1000)

    assert short == "short"
    assert isinstance(long, str)
    assert long.startswith("x" * 100)
    assert "5002 bytes in all" in long


def test_an_object_that_is_cut_becomes_text() -> None:
    (found,) = fitted([{"question": "x" * 5000}], 1000)

    assert isinstance(found, str)
    assert found.startswith('{"question":"xxx')


@given(st.lists(st.text(max_size=400) | st.lists(st.text(max_size=50), max_size=8), max_size=9))
def test_whatever_is_said_fits(values: list[Any]) -> None:
    assert size(fitted(values, 1500)) <= 1500

"""Lists and objects put together from keys."""

from collections.abc import Mapping
from typing import Any

from functions.interpret.flattened import MAX_SLOTS, rebuild
from functions.model.json import Json


def rebuilt(flat: Mapping[str, Json], *wrappers: str) -> Json:
    return rebuild(flat, wrappers=frozenset(wrappers))


def test_numbers_in_keys_become_places_in_lists() -> None:
    flat = {
        "1.role": "user",
        "1.content": "Hi",
        "0.role": "system",
        "1.tool_calls.0.function.name": "f",
    }

    assert rebuilt(flat) == [
        {"role": "system"},
        {"role": "user", "content": "Hi", "tool_calls": [{"function": {"name": "f"}}]},
    ]


def test_wrappers_are_left_out_of_the_path() -> None:
    flat = {"0.message.role": "user", "0.message.content": "Hi"}

    assert rebuilt(flat, "message") == [{"role": "user", "content": "Hi"}]


def test_places_are_in_the_order_of_their_numbers_and_leave_no_holes() -> None:
    assert rebuilt({"10.a": 3, "2.a": 2, "9.a": 1}) == [{"a": 2}, {"a": 1}, {"a": 3}]


def test_an_index_beyond_the_cap_makes_no_list() -> None:
    assert rebuilt({"999999999.a": 1}) == {"999999999": {"a": 1}}


def test_a_span_fills_a_limited_number_of_places() -> None:
    flat: dict[str, Any] = {f"{index}.a": index for index in range(MAX_SLOTS + 500)}

    slots = rebuilt(flat)

    assert isinstance(slots, list)
    assert len(slots) == MAX_SLOTS


def test_names_that_mean_something_to_javascript_are_skipped() -> None:
    flat: dict[str, Any] = {"0.__proto__.bad": 1, "0.constructor.a": 1, "0.role": "user"}

    assert rebuilt(flat) == [{"role": "user"}]


def test_a_key_that_goes_on_below_anothers_value_wins() -> None:
    assert rebuilt({"0": "text", "0.role": "user"}) == [{"role": "user"}]
    assert rebuilt({"0.role": "user", "0": "text"}) == [{"role": "user"}]


def test_a_key_of_a_thousand_segments_is_left_out() -> None:
    assert rebuilt({".".join("0" * 1000): 1, "0.role": "user"}) == [{"role": "user"}]
    assert rebuilt({".".join("a" * 21): 1}) is None
    assert rebuilt({".".join("a" * 20): 1}) is not None

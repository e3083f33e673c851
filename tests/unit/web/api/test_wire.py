"""Values on the wire."""

import pytest

from functions.model.json import Json
from web.api.wire import wire_object, wire_time, wire_time_or_none, wire_value

SECOND = 1_000_000_000


@pytest.mark.parametrize(
    ("ns", "text"),
    [
        (1_790_000_000 * SECOND + 123_456_789, "2026-09-21T14:13:20.123Z"),
        (1_790_000_000 * SECOND, "2026-09-21T14:13:20.000Z"),
        (-SECOND, "1969-12-31T23:59:59.000Z"),
        (10**20, "5138-11-16T09:46:40.000Z"),
        (10**30, "9999-12-31T23:59:59.999Z"),
        (-(10**30), "0001-01-01T00:00:00.000Z"),
        (None, "1970-01-01T00:00:00.000Z"),
    ],
)
def test_a_time_is_iso_with_milliseconds_in_utc(ns: int | None, text: str) -> None:
    assert wire_time(ns) == text


def test_an_unknown_time_may_stay_unknown() -> None:
    assert wire_time_or_none(None) is None


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ('{"a": [1]}', {"a": [1]}),
        ("[1, 2]", [1, 2]),
        ('"quoted"', "quoted"),
        ("17", 17),
        ("true", True),
        ("null", None),
        ("hello", "hello"),
        ("{broken", "{broken"),
        ("00123", "00123"),
        ("", ""),
        ({"kept": "1"}, {"kept": "1"}),
        (None, None),
    ],
)
def test_a_text_is_parsed_where_it_is_json(stored: Json, read: Json) -> None:
    assert wire_value(stored) == read


def test_values_of_metadata_are_parsed_one_by_one() -> None:
    assert wire_object({"a": "1", "b": "x", "c": {"d": "1"}}) == {"a": 1, "b": "x", "c": {"d": "1"}}

"""The address of the list: what it asks for, and that one list has one address."""

from contextlib import suppress
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.pages.language import speaking
from web.pages.session_list.query import (
    FILTERS,
    ListQuery,
    WrongQueryError,
    moment_of,
    parse_query,
    parse_query_string,
)

_NAMES = st.sampled_from([*FILTERS, "sort", "other"])


def test_one_list_has_one_address_however_it_was_asked_for() -> None:
    said = [("sort", "cost"), ("tag", "b"), ("q", " refund "), ("tag", "a"), ("tag", "b")]

    assert parse_query(said).text == "q=refund&tag=b&tag=a&sort=cost"


def test_what_is_empty_is_not_asked() -> None:
    assert parse_query([("q", ""), ("last", " "), ("min_cost", "")]) == ListQuery()


def test_a_parameter_is_added_replaced_and_taken_away() -> None:
    query = parse_query_string("q=a&tag=x&tag=y&starred=yes")

    assert query.with_value("tag", "z").values("tag") == ("x", "y", "z")
    assert query.with_value("q", "b").text == "q=b&tag=x&tag=y&starred=yes"
    assert query.without("tag", "x").values("tag") == ("y",)
    assert query.without("tag").text == "q=a&starred=yes"


@given(st.lists(st.tuples(_NAMES, st.text(max_size=20))))
def test_any_address_is_understood_the_same_way_twice_or_refused_by_name(
    said: list[tuple[str, str]],
) -> None:
    with suppress(WrongQueryError):
        query = parse_query(said)
        assert parse_query_string(query.text) == query


@given(st.text())
def test_any_text_is_a_query_string_or_refused(text: str) -> None:
    with suppress(WrongQueryError):
        assert parse_query_string(text).pairs is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-09-21", "2026-09-20T22:00:00"),
        ("2026-09-21T16:10", "2026-09-21T14:10:00"),
        ("2026-12-21T16:10", "2026-12-21T15:10:00"),
        ("2026-09-21T16:10Z", "2026-09-21T16:10:00"),
        ("2026-09-21T16:10-04:00", "2026-09-21T20:10:00"),
    ],
)
def test_a_time_is_in_the_zone_of_the_reader_unless_it_names_one(text: str, expected: str) -> None:
    with speaking("en", ZoneInfo("Europe/Berlin")):
        found = moment_of(text)

    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "now", "1969-12-31", "2026-13-01", "1790000000", "9" * 400])
def test_what_is_no_time_is_none(text: str) -> None:
    assert moment_of(text) is None

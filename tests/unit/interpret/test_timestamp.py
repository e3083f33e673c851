"""Dates as nanoseconds."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.interpret.timestamp import read_timestamp
from functions.model.json import Json


@pytest.mark.parametrize(
    ("text", "unix_ns"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("2026-11-22T09:34:02.389822Z", 1_795_340_042_389_822_000),
        ("2026-11-22T09:40:14.670Z", 1_795_340_414_670_000_000),
        ("2026-11-22T10:40:14.67+01:00", 1_795_340_414_670_000_000),
        ("2026-11-22T04:10:14-05:30", 1_795_340_414_000_000_000),
        ("2026-11-22 09:40:14.123456789z", 1_795_340_414_123_456_789),
        ("2026-11-22T09:40:14,5+0000", 1_795_340_414_500_000_000),
        ("2026-11-22T09:40+00", 1_795_340_400_000_000_000),
        ("2026-11-22T09:40:14.1234567899Z", 1_795_340_414_123_456_789),
        ("1969-12-31T23:59:59.999999999Z", -1),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000),
    ],
)
def test_a_date_with_a_zone_is_exact_to_the_nanosecond(text: str, unix_ns: int) -> None:
    assert read_timestamp(text) == unix_ns


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-22T09:40:14",
        "2026-11-22",
        "0000-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-11-22T24:00:00Z",
        "2026-11-22T09:60:00Z",
        "2026-11-22T09:40:61Z",
        "٢٠٢٦-11-22T09:40:14Z",
        "yesterday",
        "",
        None,
        1795340414,
        1795340414.5,
        ["2026-11-22T09:40:14Z"],
    ],
)
def test_what_is_no_date_with_a_zone_says_nothing(value: Json) -> None:
    assert read_timestamp(value) is None


@given(
    st.datetimes(
        min_value=datetime(1, 1, 2),  # noqa: DTZ001 -- the strategy wants naive bounds
        max_value=datetime(9999, 12, 30),  # noqa: DTZ001
        timezones=st.integers(-1439, 1439).map(lambda m: timezone(timedelta(minutes=m))),
    )
)
def test_every_date_from_year_1_to_9999_is_read_exactly(moment: datetime) -> None:
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    exact_ns = (since // timedelta(microseconds=1)) * 1000

    assert read_timestamp(moment.isoformat()) == exact_ns

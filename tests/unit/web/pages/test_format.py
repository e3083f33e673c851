"""Times, durations, tokens and money in words."""

import pytest

from tests.factories import SECOND
from web.pages import format as words


@pytest.mark.parametrize(
    ("ns", "text"),
    [
        (None, "unknown"),
        (0, "0 s"),
        (1_500_000, "1.5 ms"),
        (420_000_000, "0.42 s"),
        (4_300_000_000, "4.3 s"),
        (42 * SECOND, "42 s"),
        (125 * SECOND, "2 min 5 s"),
        (3600 * SECOND, "1 h"),
        (90_000 * SECOND, "1 d 1 h"),
    ],
)
def test_a_duration_has_two_units_at_most(ns: int | None, text: str) -> None:
    assert words.duration(ns) == text


@pytest.mark.parametrize(
    ("dollars", "text"),
    [
        (None, "unknown"),
        (0.0, "$0"),
        (0.00001, "$1e-05"),
        (0.0012, "$0.0012"),
        (1234.5, "$1,234.50"),
    ],
)
def test_an_unknown_cost_is_never_nothing(dollars: float | None, text: str) -> None:
    assert words.dollars(dollars) == text


@pytest.mark.parametrize("ns", [-(10**21), 10**21, None], ids=["before", "after", "never"])
def test_a_time_outside_the_calendar_is_unknown(ns: int | None) -> None:
    assert words.day_and_time(ns) == "unknown time"
    assert words.iso(ns) == ""


def test_a_moment_is_utc() -> None:
    assert words.iso(1_790_000_000 * SECOND) == "2026-09-21T14:13:20.000Z"
    assert words.day_and_time(1_790_000_000 * SECOND) == "21 Sep 2026, 14:13 UTC"


@pytest.mark.parametrize(
    ("ns", "text"),
    [(None, "?"), (7 * SECOND, "0:07"), (760 * SECOND, "12:40"), (3723 * SECOND, "1:02:03")],
)
def test_an_offset_reads_like_a_clock(ns: int | None, text: str) -> None:
    assert words.offset(ns) == text


@pytest.mark.parametrize(
    ("count", "text"), [(812, "812"), (12_400, "12.4k"), (2000, "2k"), (3_100_000, "3.1M")]
)
def test_tokens_are_rounded_for_the_eye(count: int, text: str) -> None:
    assert words.units(count) == text


def test_sizes_and_counts_have_their_nouns() -> None:
    assert [words.size(each) for each in (12, 12_345, 3_100_000)] == ["12 B", "12 kB", "3.1 MB"]
    assert [words.counted(each, "error") for each in (1, 0, 1200)] == [
        "1 error",
        "0 errors",
        "1,200 errors",
    ]

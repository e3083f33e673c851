"""Times, durations, tokens and money in words."""

from zoneinfo import ZoneInfo

import pytest

from tests.factories import SECOND
from web.pages import figures
from web.pages import format as words
from web.pages.language import speaking


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
    assert words.day_and_time(1_790_000_000 * SECOND) == "21 Sept 2026, 14:13 UTC"


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


@pytest.mark.parametrize(
    ("code", "day", "length", "money", "tokens"),
    [
        ("en", "6 Oct 2026, 09:42 UTC", "4.3 s", "$1,234.50", "12.4k"),
        ("de", "6. Okt. 2026, 09:42 UTC", "4,3 s", "1.234,50\u00a0$", "12,4k"),
        ("es", "6 oct 2026, 09:42 UTC", "4,3 s", "1.234,50\u00a0$", "12,4k"),
        ("fr", "6 oct. 2026, 09:42 UTC", "4,3 s", "1\u202f234,50\u00a0$", "12,4k"),
        ("ja", "2026年10月6日 09:42 UTC", "4.3 秒", "$1,234.50", "12.4k"),
        ("zh", "2026年10月6日 09:42 UTC", "4.3 秒", "$1,234.50", "12.4k"),
    ],
)
def test_times_and_numbers_are_written_as_in_their_language(
    code: str, day: str, length: str, money: str, tokens: str
) -> None:
    with speaking(code):
        assert words.day_and_time(1_791_279_720 * SECOND) == day
        assert words.duration(4_300_000_000) == length
        assert words.dollars(1234.5) == money
        assert words.units(12_400) == tokens


def test_a_time_is_shown_in_the_zone_that_was_chosen() -> None:
    with speaking("en", ZoneInfo("Asia/Tokyo")):
        assert words.zoned_time(1_790_000_000 * SECOND) == "21 Sept 2026, 23:13"
        assert figures.when(1_790_000_000 * SECOND).utc == "21 Sept 2026, 14:13 UTC"


def test_the_last_hours_of_the_calendar_are_in_no_zone() -> None:
    with speaking("en", ZoneInfo("Asia/Tokyo")):
        assert words.zoned_time(253_402_300_799 * SECOND) == ""

"""The list of sessions as a page: filters, counts, orders, and pages forth and back."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest

from functions.model.score import DataType
from functions.model.session import Sample, ScoreSummary
from functions.store.database import Database
from tests.integration.listed import LIST, Reader, link, names_on, put, sessions
from tests.integration.sending import event
from tests.integration.service import PROJECT, Service
from tests.unit.web.elements import Elements
from web.api.listing.listing import Bounds

type Query = dict[str, Any]

LOOK = f"/p/{PROJECT}/session-list"


def _told(number: int) -> dict[str, Any]:
    """Return what one of twenty sessions is like."""
    return {
        "name": "The Lost Parcel" if number == 7 else None,
        "users": Sample(values=(f"user-{number % 4}",), count=1),
        "tags": Sample(values=("all", f"tag-{number % 3}"), count=2),
        "environments": Sample(values=("staging" if number % 5 else "production",), count=1),
        "error_count": number % 2,
        "starred": number in (3, 4),
        "publication_count": int(number == 5),
        "turn_count": number + 1,
        "cost_usd": number / 100,
        "usage": {"input": number * 100, "output": 10, "total": number * 100 + 10},
        "first_user": f"question {number}",
        "last_answer": "All is well." if number % 2 else "I could NOT find it.",
        "metadata": {"tier": ("gold" if number == 9 else "tin",)},
        "metadata_count": 1,
        "scores": (
            ScoreSummary(name="quality", data_type=DataType.NUMERIC, count=1, mean=number / 20),
            ScoreSummary(name="mood", data_type=DataType.CATEGORICAL, count=1, text="glad"),
            ScoreSummary(
                name="solved", data_type=DataType.BOOLEAN, count=1, mean=float(number == 2)
            ),
        )
        if number < 10
        else (),
        "score_count": 3 if number < 10 else 0,
    }


FILTERS: list[tuple[Query, Callable[[int], bool]]] = [
    ({}, lambda _: True),
    ({"q": "the lost PARCEL"}, lambda n: n == 7),
    ({"q": "s011"}, lambda n: n == 11),
    ({"q": "USER-2"}, lambda n: n % 4 == 2),
    ({"q": "question 1"}, lambda n: n == 1 or n >= 10),
    ({"q": "could not find"}, lambda n: n % 2 == 0),
    ({"user": "user-1"}, lambda n: n % 4 == 1),
    ({"user": ["user-1", "user-2"]}, lambda n: n % 4 in (1, 2)),
    ({"tag": ["all", "tag-1"]}, lambda n: n % 3 == 1),
    ({"environment": "production"}, lambda n: n % 5 == 0),
    ({"environment": ["production", "staging"]}, lambda _: True),
    ({"error": "yes"}, lambda n: n % 2 == 1),
    ({"error": "no", "user": "user-2"}, lambda n: n % 4 == 2),
    ({"starred": "yes"}, lambda n: n in (3, 4)),
    ({"public": "yes"}, lambda n: n == 5),
    ({"min_cost": "0.05", "max_cost": "0.07"}, lambda n: n in (5, 6, 7)),
    ({"min_tokens": "1510"}, lambda n: n >= 15),
    ({"max_turns": "3"}, lambda n: n < 3),
    ({"min_duration": "9.5", "max_duration": "10.5", "error": "yes"}, lambda n: n % 2 == 1),
    ({"max_duration": "9"}, lambda _: False),
    ({"metadata": "tier=gold"}, lambda n: n == 9),
    ({"metadata": "tier=a=b"}, lambda _: False),
    ({"score": "quality"}, lambda n: n < 10),
    ({"score": "quality", "score_is": ">=", "score_value": "0.4"}, lambda n: n in (8, 9)),
    ({"score": "quality", "score_value": "0.05"}, lambda n: n == 1),
    ({"score": "mood", "score_value": "glad"}, lambda n: n < 10),
    ({"score": "solved", "score_value": "true"}, lambda n: n == 2),
    ({"since": "2026-09-21T14:10"}, lambda n: n <= 3),
    ({"until": "2026-09-21T16:10+02:00"}, lambda n: n > 3),
    ({"since": "2026-09-21", "until": "2026-09-22"}, lambda _: True),
    ({"last": "1h"}, lambda _: False),
]


@pytest.fixture
def reader(service: Service) -> Reader:
    assert service.table
    return Reader()


def test_each_filter_finds_its_sessions_latest_activity_first(
    service: Service, reader: Reader
) -> None:
    put(service, sessions(20, _told))

    for query, of in FILTERS:
        assert reader.names(**query) == [f"s{n:03}" for n in range(20) if of(n)], query


def test_a_session_is_found_by_words_that_the_index_has_cut_and_the_row_has_not(
    service: Service, reader: Reader
) -> None:
    long = dict.fromkeys(("first_user", "last_user", "last_answer"), f"{'x ' * 90}the needle")
    sample = Sample(values=tuple(f"value {n} {'y' * 30}" for n in range(20)), count=20)
    put(service, sessions(2, lambda n: {"names": sample, **(long if n else {})}))

    assert reader.names(q="needle") == ["s001"]


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("cost", "s019"),
        ("cost.asc", "s000"),
        ("tokens", "s019"),
        ("turns.asc", "s000"),
        ("errors", "s001"),
        ("active.asc", "s019"),
        ("started", "s000"),
    ],
)
def test_each_order_has_its_first_session(
    service: Service, reader: Reader, sort: str, first: str
) -> None:
    put(service, sessions(20, _told))

    assert reader.names(sort=sort)[0] == first
    assert len(reader.names(sort=sort)) == 20


def test_an_ordered_list_goes_on_by_numbers_and_says_how_many_there_are(
    service: Service, reader: Reader
) -> None:
    put(service, sessions(120, _told))
    first = reader.page(sort="cost", environment="staging")
    second = reader.page(link(first, "next"))

    assert "1\u201350 of 96" in first.text
    assert names_on(second)[0] < names_on(first)[-1]
    assert names_on(reader.page(link(second, "prev"))) == names_on(first)
    assert link(second, "next") == ""


@pytest.mark.parametrize("query", [{}, {"error": "yes"}, {"since": "2026-09-21T13:00"}])
def test_a_list_is_paged_to_its_end_and_back_again(
    service: Service, reader: Reader, query: Query
) -> None:
    put(service, sessions(120, _told))
    forth = [reader.page(**query)]
    while url := link(forth[-1], "next"):
        forth.append(reader.page(url))
    back = [forth[-1]]
    while url := link(back[-1], "prev"):
        answer = reader.client.get(url)
        back.append(reader.page(answer.headers.get("location", url)))

    found = [name for page in forth for name in names_on(page)]
    assert found == [f"s{n:03}" for n in range(120) if _is_asked(n, query)]
    assert [names_on(page) for page in back[1:]] == [names_on(page) for page in forth[-2::-1]]


def _is_asked(number: int, query: Query) -> bool:
    return not (query.get("error") and number % 2 == 0) and not ("since" in query and number > 73)


def test_what_became_newer_meanwhile_is_before_the_first_page_that_one_goes_back_to(
    service: Service, reader: Reader
) -> None:
    put(service, sessions(80, _told))
    second = reader.page(link(reader.page(), "next"))
    put(service, (replace(each, session_id="new") for each in sessions(1, _told)))

    answer = reader.client.get(link(second, "prev"))

    assert answer.status_code == 200
    assert len(names_on(Elements(answer.text))) == 50


def test_a_page_says_how_many_it_looked_at_and_offers_to_look_further(
    service: Service, reader: Reader
) -> None:
    put(service, sessions(60, lambda n: {"starred": n == 55}))
    reader.bounded(Bounds(followed=25))

    first = reader.page(starred="yes")

    assert names_on(first) == []
    assert "None of the sessions looked at so far matches" in first.text
    assert "0 sessions match, of 25 looked at" in first.text
    assert "Look further back" in first.text
    third = reader.page(link(reader.page(link(first, "next")), "next"))
    assert names_on(third) == ["s055"]
    assert "of 10 looked at" in third.text


def test_no_match_offers_to_clear_the_filters(service: Service, reader: Reader) -> None:
    put(service, sessions(3, _told))

    page = reader.page(q="nobody said this")

    assert "No session matches these filters." in page.text
    assert "of 3 looked at" in page.text
    assert LIST in page.values("href")


def test_an_order_of_too_many_sessions_says_what_to_do(service: Service, reader: Reader) -> None:
    put(service, sessions(60, _told))
    reader.bounded(Bounds(counted=40))

    page = reader.page(sort="cost", expected=400)

    assert "“sort” works up to 10,000 sessions. Choose a time range" in page.text


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("colour=red", "colour"),
        ("error=perhaps", "error"),
        ("starred=1", "starred"),
        ("min_cost=much", "min_cost"),
        ("max_tokens=nan", "max_tokens"),
        ("max_turns=inf", "max_turns"),
        ("last=1y", "last"),
        ("since=yesterday", "since"),
        ("until=0001-01-01", "until"),
        ("metadata=tier", "metadata"),
        ("metadata==gold", "metadata"),
        ("sort=colour", "sort"),
        ("score_value=1", "score_value"),
        ("score=mood&score_is=%3E&score_value=glad", "score_is"),
        ("score=mood&score_is=~&score_value=1", "score_is"),
        ("q=a&q=b", "q"),
        (f"q={'x' * 401}", "q"),
        ("page=0", "page"),
        ("page=%C2%B2", "page"),
        (f"page=000000001{'9' * 5_000}", "page"),
        ("sort=cost&page=99", "page"),
        ("cursor=x", "cursor"),
        ("cursor=WyJhIiwiYiJd", "cursor"),
        ("before=%00", "cursor"),
        ("cursor=a&before=b", "cursor"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_named(
    service: Service, reader: Reader, query: str, named: str
) -> None:
    put(service, sessions(1, _told))

    page = reader.page(f"{LIST}?{query}", expected=400)

    assert f"“{named}”" in page.text
    assert "Clear filters" in page.text


def test_a_thousand_parameters_make_no_page_of_megabytes(service: Service, reader: Reader) -> None:
    put(service, sessions(1, _told))

    page = reader.page(f"{LIST}?{'&'.join(f'tag={each}' for each in range(1_000))}", expected=400)

    assert sum(map(len, page.values("href"))) < 200_000


def test_what_was_wrong_leaves_what_was_right_in_its_field(
    service: Service, reader: Reader
) -> None:
    assert service.table

    page = reader.page(q="parcel", min_cost="much", expected=400)

    assert "parcel" in page.values("value")
    assert "much" not in page.values("value")


def test_counts_say_what_one_would_see_next(service: Service, reader: Reader) -> None:
    put(service, sessions(20, _told))

    page = reader.page(environment="production", error="yes")

    # Of 0, 5, 10 and 15 those that failed; of the other environment, as many as it would show.
    assert names_on(page) == ["s005", "s015"]
    assert "of the 20 looked at" in page.text
    assert "production 2" in page.text
    assert "staging 8" in page.text
    assert "Errors 2" in page.text
    assert "Public 1" in page.text
    assert f"{LIST}?environment=staging&environment=production&error=yes" not in page.values("href")
    widened = urlencode(
        [("environment", "production"), ("environment", "staging"), ("error", "yes")]
    )
    assert f"{LIST}?{widened}" in page.values("href")


def test_every_filter_that_is_on_can_be_taken_off(service: Service, reader: Reader) -> None:
    put(service, sessions(3, _told))

    page = reader.page(q="a", tag=["all", "tag-1"], score="mood", score_value="glad", sort="cost")

    links = page.values("href")
    assert f"{LIST}?tag=all&tag=tag-1&score=mood&score_value=glad&sort=cost" in links
    assert f"{LIST}?q=a&tag=tag-1&score=mood&score_value=glad&sort=cost" in links
    assert f"{LIST}?q=a&tag=all&tag=tag-1&sort=cost" in links


def test_each_row_leads_to_its_session_and_remembers_the_list(
    service: Service, reader: Reader
) -> None:
    put(service, sessions(2, _told))

    links = reader.page(error="yes", sort="cost").values("href")

    assert any(each.endswith("?list=error%3Dyes%26sort%3Dcost") for each in links)


def test_a_project_without_sessions_waits_for_the_first_and_shows_it(
    service: Service, reader: Reader
) -> None:
    waiting = reader.page()
    service.send([event(1)])
    service.settle()

    assert "Waiting for the first session" in waiting.text
    assert f"{LOOK}?mark=" in waiting.values("hx-get")[0]
    shown = reader.page(waiting.values("hx-get")[0])
    assert names_on(shown) == ["s-1"]
    assert "Waiting" not in shown.text


def test_looking_again_where_nothing_has_changed_is_one_small_query(
    service: Service, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(service, sessions(80, _told))
    unfiltered = reader.page().values("hx-get")[0]
    filtered = reader.page(reader.page(error="yes").values("hx-get")[0]).values("hx-get")[0]
    asked = _requests(monkeypatch)

    assert [reader.client.get(each).status_code for each in (unfiltered, filtered)] == [204, 204]
    assert asked == [("Query", 50), ("Query", 50)]


def test_looking_again_shows_what_has_changed(service: Service, reader: Reader) -> None:
    put(service, sessions(3, _told))
    url = reader.page().values("hx-get")[0]
    put(service, (replace(each, starred=True) for each in sessions(1, _told)))

    again = reader.page(url)

    assert names_on(again) == ["s000", "s001", "s002"]
    assert again.values("aria-pressed") == ["true", "false", "false"]
    assert reader.client.get(again.values("hx-get")[0]).status_code == 204


def test_an_ordered_list_and_later_pages_do_not_look_again(
    service: Service, reader: Reader
) -> None:
    put(service, sessions(60, _told))

    first = reader.page()
    assert "look" in first.values("hx-trigger")
    for page in (reader.page(sort="cost"), reader.page(link(first, "next"))):
        assert "look" not in page.values("hx-trigger")


def test_a_page_of_the_list_is_one_query_of_its_rows(
    service: Service, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(service, sessions(80, _told))
    asked = _requests(monkeypatch)

    reader.page()

    assert sorted(asked, key=str) == [("Query", 50), ("Query", None), ("Query", None)]


def _requests(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int | None]]:
    """Return what becomes the list of requests to the table, and how many rows each may read."""
    asked: list[tuple[str, int | None]] = []
    call = Database._call  # noqa: SLF001 - the one way to the table

    def noted(self: Database, operation: str, request: Any) -> Any:
        asked.append((operation, request.get("Limit")))
        return call(self, operation, request)

    monkeypatch.setattr(Database, "_call", noted)
    return asked


def test_time_bounds_are_in_the_zone_of_the_reader(service: Service, reader: Reader) -> None:
    put(service, sessions(10, _told))
    reader.client.cookies.set("zone", "Europe/Berlin")

    page = reader.page(since="2026-09-21T16:10")

    assert names_on(page) == ["s000", "s001", "s002", "s003"]
    assert "Times are in Europe/Berlin." in page.text

"""The lists of the API: what they find, in which order, and that nothing is lost."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from zlib import crc32

import pytest

from tests.integration.api import Api, ids_of
from tests.integration.service import PROJECT, Service
from web.api.listing.listing import Bounds

type Query = dict[str, Any]


def _trace(number: int, **body: Any) -> Query:
    """Return the event of a trace that begins in that minute of a day."""
    at = f"2026-09-21T{number // 60:02}:{number % 60:02}:00.{number % 1000:03}Z"
    return {
        "id": f"event-{number}-{crc32(json.dumps(body).encode())}",
        "type": "trace-create",
        "timestamp": at,
        "body": {"id": f"t{number:03}", "timestamp": at} | body,
    }


def _many() -> Iterator[Query]:
    """Yield 60 traces in 20 sessions, of which every fifth is about something else."""
    for number in range(60):
        yield _trace(
            number,
            name=f"name-{number % 7}",
            sessionId=f"s{number // 3:02}",
            userId=f"u{number % 2}",
            tags=["all", f"tag-{number % 3}"],
            release=f"r{number % 4}",
            version=f"v{number % 5}",
            environment="production" if number % 5 else "staging",
            metadata={"tier": "gold" if number % 10 == 0 else "tin", "number": number},
        )


@pytest.fixture
def many(service: Service, api: Api) -> Api:
    """Return a reader of sixty traces."""
    service.send(list(_many()))
    service.settle()
    return api


def _numbers(of: Callable[[int], bool]) -> list[str]:
    return [f"t{number:03}" for number in reversed(range(60)) if of(number)]


def _condition(kind: str, column: str, operator: str, value: Any, **key: str) -> str:
    return json.dumps(
        [{"type": kind, "column": column, "operator": operator, "value": value} | key]
    )


FILTERS: list[tuple[Query, Callable[[int], bool]]] = [
    ({"userId": "u1"}, lambda n: n % 2 == 1),
    ({"name": "name-3"}, lambda n: n % 7 == 3),
    ({"sessionId": "s04"}, lambda n: n // 3 == 4),
    ({"sessionId": "s04", "userId": "u1"}, lambda n: n // 3 == 4 and n % 2 == 1),
    ({"tags": ["all", "tag-1"]}, lambda n: n % 3 == 1),
    ({"release": "r2"}, lambda n: n % 4 == 2),
    ({"version": "v2", "release": "r2"}, lambda n: n % 20 == 2),
    ({"environment": "staging"}, lambda n: n % 5 == 0),
    ({"environment": ["staging", "production"]}, lambda _: True),
    ({"fromTimestamp": "2026-09-21T00:20:00.020Z"}, lambda n: n >= 20),
    ({"toTimestamp": "2026-09-21T02:20:00.020+02:00"}, lambda n: n < 20),
    (
        {"fromTimestamp": "2026-09-21T00:10:00Z", "toTimestamp": "2026-09-21T00:12:00Z"},
        lambda n: n in (10, 11),
    ),
    (
        {
            "userId": "u0",
            "fromTimestamp": "2026-09-21T00:10:00Z",
            "toTimestamp": "2026-09-21T00:13:00Z",
        },
        lambda n: n in (10, 12),
    ),
    (
        {"filter": _condition("stringObject", "metadata", "=", "gold", key="tier")},
        lambda n: n % 10 == 0,
    ),
    (
        {"filter": _condition("numberObject", "metadata", ">=", 57, key="number")},
        lambda n: n >= 57,
    ),
    ({"filter": _condition("arrayOptions", "tags", "none of", ["tag-0"])}, lambda n: n % 3 > 0),
    ({"filter": _condition("string", "name", "ends with", "-6")}, lambda n: n % 7 == 6),
    ({"filter": _condition("stringOptions", "userId", "any of", ["u0"])}, lambda n: n % 2 == 0),
    ({"filter": _condition("null", "sessionId", "is null", "")}, lambda _: False),
    ({"filter": _condition("number", "defaultCount", "=", 0)}, lambda _: True),
    (
        {"userId": "u1", "filter": _condition("string", "userId", "=", "u0")},
        lambda n: n % 2 == 0,
    ),
    (
        {"userId": "u1", "filter": _condition("string", "release", "=", "r1")},
        lambda n: n % 4 == 1,
    ),
]


def test_traces_are_found_by_every_filter_page_by_page_and_by_cursor(many: Api) -> None:
    for query, wanted in FILTERS:
        expected = _numbers(wanted)
        assert many.ids("/traces", fields="core", **query) == expected, query
        assert ids_of(many.pages("/traces", limit=7, fields="core", **query)) == expected, query
        assert ids_of(many.followed("/traces", limit=7, fields="core", **query)) == expected, query


@pytest.mark.parametrize("most", [{"counted": 10}, {"counted": 30, "whole": 10, "uncut": 3}])
def test_nothing_is_lost_beyond_what_one_request_may_look_at(
    many: Api, bounded: Callable[[Bounds], None], most: dict[str, int]
) -> None:
    bounded(Bounds(**most, followed=20))
    for query, wanted in FILTERS[1::2]:
        expected = _numbers(wanted)
        found = ids_of(many.pages("/traces", limit=7, fields="core", **query))
        assert sorted(found, reverse=True) == expected, query
        assert ids_of(many.followed("/traces", limit=7, fields="core", **query)) == expected, query


def test_traces_are_put_into_any_order(many: Api) -> None:
    every = {each["id"]: each for each in many.get("/traces", limit=100, fields="core")["data"]}

    for field in ("timestamp", "id", "name", "userId", "release", "version", "sessionId"):
        for direction in ("asc", "desc"):
            found = ids_of(
                many.pages("/traces", limit=25, fields="core", orderBy=f"{field}.{direction}")
            )
            values = [every[each][field] for each in found]
            assert sorted(found) == sorted(every)
            assert values == sorted(values, reverse=direction == "desc"), field


def test_sessions_are_put_into_any_order(many: Api) -> None:
    asked = many.get("/sessions", limit=100, fields="core,totals")["data"]
    every = {each["id"]: each | each["totals"] for each in asked}

    for field in ("createdAt", "updatedAt", "id", "duration", "traceCount", "errorCount"):
        for direction in ("asc", "desc"):
            found = ids_of(many.pages("/sessions", limit=9, orderBy=f"{field}.{direction}"))
            values = [every[each][field] for each in found]
            assert sorted(found) == sorted(every)
            assert values == sorted(values, reverse=direction == "desc"), field


@pytest.mark.parametrize("path", ["/traces", "/sessions"])
def test_an_order_by_what_is_not_there_is_refused(
    many: Api, bounded: Callable[[Bounds], None], path: str
) -> None:
    assert many.refused("GET", path, orderBy="secret.asc") == [["orderBy"]]
    assert many.refused("GET", path, orderBy="id") == [["orderBy"]]
    bounded(Bounds(counted=10))
    assert many.refused("GET", path, orderBy="id.asc") == [["orderBy"]]


def _move(service: Service, number: int) -> None:
    """Give a trace another session, and a turn to the oldest session."""
    moved = {"id": f"t{number:03}", "sessionId": f"moved-{number}"}
    late = _trace(800 + number, sessionId="s00", name="late")
    event = _trace(number) | {"body": moved, "timestamp": "2026-09-22T00:00:00Z"}
    service.send([event | {"id": f"move-{number}"}, late])
    service.settle()


@pytest.mark.parametrize("most", [{}, {"counted": 10}])
def test_a_loop_sees_every_trace_that_was_there_while_traces_move_and_come(
    many: Api, bounded: Callable[[Bounds], None], service: Service, most: dict[str, int]
) -> None:
    bounded(Bounds(**most))

    found: list[str] = []
    for number, page in enumerate(many.pages("/traces", limit=11, fields="core"), 1):
        found += ids_of([page])
        _move(service, 60 - number * 10)

    assert set(_numbers(lambda _: True)) <= set(found)


@pytest.mark.parametrize("most", [{}, {"counted": 7}])
@pytest.mark.parametrize("query", [{}, {"metadata": "tier=tin"}])
def test_a_loop_sees_every_session_that_was_there_while_sessions_go_on(
    many: Api,
    bounded: Callable[[Bounds], None],
    service: Service,
    most: dict[str, int],
    query: Query,
) -> None:
    bounded(Bounds(**most))
    before = set(ids_of(many.followed("/sessions", limit=50, **query)))

    found: list[str] = []
    for number, page in enumerate(many.pages("/sessions", limit=4, **query), 1):
        found += ids_of([page])
        _move(service, 60 - number * 10)

    assert len(before) >= 19
    assert before <= set(found)


def test_a_list_without_io_reads_no_chunk(
    many: Api, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    from functions.store.table import SessionTable

    def read_chunks(*_arguments: object) -> None:
        raise AssertionError("a chunk was read")

    monkeypatch.setattr(SessionTable, "read_chunks", read_chunks)

    (trace,) = many.get("/traces", limit=1, fields="core")["data"]
    assert (trace["input"], trace["metadata"], trace["observations"]) == (None, None, [])
    assert (trace["latency"], trace["totalCost"], trace["scores"]) == (-1, -1, [])
    (trace,) = many.get("/traces", limit=1, fields="core,metrics,scores")["data"]
    assert (trace["latency"], trace["totalCost"]) == (0, 0)


def test_a_trace_is_read_with_the_fields_that_were_asked_for(many: Api) -> None:
    whole = many.get("/traces/t007")
    core = many.get("/traces/t007", fields="core")

    assert whole["metadata"] == {"tier": "tin", "number": 7}
    assert core == whole | {"metadata": None, "latency": -1, "totalCost": -1}
    assert many.refused("GET", "/traces/t007", fields="core,secrets") == [["fields"]]


SESSION_FILTERS: list[tuple[Query, Callable[[int], bool]]] = [
    ({}, lambda _: True),
    ({"userId": "u1"}, lambda _: True),
    ({"userId": "u7"}, lambda _: False),
    ({"tags": ["tag-0", "tag-1"]}, lambda _: True),
    ({"environment": "staging"}, lambda n: any((n * 3 + i) % 5 == 0 for i in range(3))),
    ({"metadata": "tier=gold"}, lambda n: any((n * 3 + i) % 10 == 0 for i in range(3))),
    ({"metadata": ["tier=gold", "number=20"]}, lambda n: n == 6),
    ({"error": "true"}, lambda _: False),
    ({"bookmarked": "false"}, lambda _: True),
    ({"minCost": 0.1}, lambda _: False),
    ({"fromTimestamp": "2026-09-21T00:30:00.030Z"}, lambda n: n >= 10),
    ({"toTimestamp": "2026-09-21T00:30:00.030Z"}, lambda n: n < 10),
    (
        {"fromTimestamp": "2026-09-21T00:30:00.030Z", "environment": "staging"},
        lambda n: n >= 10 and any((n * 3 + i) % 5 == 0 for i in range(3)),
    ),
    ({"filter": _condition("number", "traceCount", ">", 2)}, lambda _: True),
    ({"filter": _condition("datetime", "updatedAt", "<", "2026-09-21T00:10:00Z")}, lambda n: n < 3),
    ({"filter": _condition("stringOptions", "release", "any of", ["r1"])}, lambda n: n % 4 != 2),
    ({"filter": _condition("string", "id", "ends with", "9")}, lambda n: n % 10 == 9),
]


@pytest.mark.parametrize("most", [{}, {"counted": 7, "followed": 7}, {"whole": 5}])
def test_sessions_are_found_by_every_filter_page_by_page_and_by_cursor(
    many: Api, bounded: Callable[[Bounds], None], most: dict[str, int]
) -> None:
    bounded(Bounds(**most))
    for query, wanted in SESSION_FILTERS:
        expected = [f"s{number:02}" for number in reversed(range(20)) if wanted(number)]
        assert ids_of(many.pages("/sessions", limit=3, **query)) == expected, query
        assert ids_of(many.followed("/sessions", limit=3, **query)) == expected, query


def test_what_the_row_of_a_session_has_no_room_for_is_read_from_its_turns(
    service: Service, api: Api
) -> None:
    service.send(
        [
            _trace(number, sessionId="long", tags=[f"tag-{number}"], metadata={f"key-{number}": 1})
            for number in range(50)
        ]
    )
    service.settle()

    assert api.ids("/sessions", tags="tag-49") == ["long"]
    assert api.ids("/sessions", tags="tag-50") == []
    assert api.ids("/sessions", metadata="key-49=1") == ["long"]
    assert api.ids("/sessions", metadata="key-49=2") == []


def test_what_the_row_of_a_trace_has_no_room_for_is_read_from_its_chunks(
    service: Service, api: Api
) -> None:
    long = "x" * 300
    service.send(
        [
            _trace(
                1,
                name=long,
                tags=[f"tag-{number}" for number in range(50)],
                metadata={f"key-{number}": f"{long}{number}" for number in range(50)},
            ),
            _trace(2, name=long + "y"),
        ]
    )
    service.settle()

    assert api.ids("/traces", name=long) == ["t001"]
    assert api.ids("/traces", tags="tag-49") == ["t001"]
    asked = _condition("stringObject", "metadata", "=", f"{long}49", key="key-49")
    assert api.ids("/traces", filter=asked) == ["t001"]
    (core,) = api.get("/traces", name=long, fields="core")["data"]
    assert (core["name"], len(core["tags"])) == (long, 50)
    assert ids_of(api.pages("/traces", orderBy="name.asc", limit=1)) == ["t001", "t002"]


def test_a_session_says_what_its_traces_add_up_to(many: Api) -> None:
    (session,) = many.get("/sessions", limit=1, fields="core,totals")["data"]

    assert session["scores"] is None
    assert session["totals"] | {"models": 0, "usage": 0} == {
        "updatedAt": "2026-09-21T00:59:00.059Z",
        "traceCount": 3,
        "observationCount": 0,
        "toolCount": 0,
        "errorCount": 0,
        "warningCount": 0,
        "duration": 120.002,
        "active": 0.0,
        "totalCost": None,
        "costSource": None,
        "totalTokens": None,
        "usage": 0,
        "users": {"values": ["u1", "u0"], "count": 2},
        "tags": {"values": ["all", "tag-0", "tag-1", "tag-2"], "count": 4},
        "environments": {"values": ["production"], "count": 1},
        "models": 0,
        "traceNames": {"values": ["name-1", "name-2", "name-3"], "count": 3},
        "releases": {"values": ["r1", "r2", "r3"], "count": 3},
        "metadata": {"number": [57, 58, 59], "tier": ["tin"]},
        "publicationCount": 0,
    }


def test_a_session_has_the_scores_of_its_traces_and_its_own(service: Service, api: Api) -> None:
    def score(number: int, **body: Any) -> Query:
        said = {"id": f"score-{number}", "name": "quality"} | body
        return _trace(number) | {"type": "score-create", "id": f"score-{number}", "body": said}

    service.send(
        [
            _trace(1, sessionId="s"),
            score(1, traceId="t001", value=0.5),
            score(2, sessionId="s", value=1.0),
            score(3, traceId="t001", name="tone", value="warm"),
        ]
    )
    service.settle()

    (session,) = api.get("/sessions", fields="scores")["data"]
    assert session["totals"] is None
    assert [(each["name"], each["count"], each["mean"]) for each in session["scores"]] == [
        ("quality", 2, 0.75),
        ("tone", 1, None),
    ]
    above = _condition("numberObject", "scores_avg", ">", 0.7, key="quality")
    assert api.ids("/sessions", filter=above) == ["s"]
    warm = _condition("categoryOptions", "score_categories", "any of", ["warm"], key="tone")
    assert (api.ids("/sessions", filter=warm), api.ids("/traces", filter=warm)) == (
        ["s"],
        ["t001"],
    )
    half = _condition("numberObject", "scores_avg", "=", 0.5, key="quality")
    assert (api.ids("/sessions", filter=half), api.ids("/traces", filter=half)) == (
        [],
        ["t001"],
    )


@pytest.mark.parametrize("path", ["/traces", "/sessions"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fromTimestamp", "yesterday"),
        ("toTimestamp", "2026-09-21T00:00:00"),
        ("fromTimestamp", "1790000000"),
        ("limit", "101"),
        ("page", "0"),
        ("filter", "[{]"),
        ("fields", "all"),
        ("colour", "red"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(
    api: Api, path: str, name: str, value: str
) -> None:
    assert api.refused("GET", path, **{name: value}) == [[name]]


@pytest.mark.parametrize("path", ["/traces", "/sessions"])
@pytest.mark.parametrize("cursor", ["x", "WyJhIiwiYiJd", "WyJhIiwiYiIsImMiLCJkIl0"])
def test_a_cursor_of_another_list_is_refused(api: Api, path: str, cursor: str) -> None:
    answer = api.answer("GET", path, cursor=cursor)

    assert answer.status_code == 400
    assert answer.json()["message"].startswith("cursor")


def test_a_project_is_named_in_what_it_lists(many: Api) -> None:
    assert {each["projectId"] for each in many.get("/sessions")["data"]} == {PROJECT}

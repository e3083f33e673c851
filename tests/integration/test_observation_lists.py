"""Lists of observations: everything is seen once, whatever is asked, at a bounded cost."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from functions.store.page import write_position
from tests.integration.api import Api, ids_of
from tests.integration.service import PROJECT, Service
from web.api.listing.listing import Bounds
from web.api.observations import reader

TRACES = 12
STEPS = 5
CORE = {"id", "traceId", "startTime", "endTime", "projectId", "parentObservationId", "type"}
CORE |= {"modelId", "inputPrice", "outputPrice", "totalPrice"}
BASIC = {"name", "level", "statusMessage", "version", "environment", "bookmarked", "public"}
BASIC |= {"userId", "sessionId", "isRootObservation"}
GROUPS = {
    "time": {"completionStartTime", "createdAt", "updatedAt"},
    "io": {"input", "output"},
    "metadata": {"metadata"},
    "model": {"model", "providedModelName", "internalModelId", "modelParameters"},
    "usage": {"usageDetails", "costDetails", "totalCost", "usagePricingTierName"},
    "prompt": {"promptId", "promptName", "promptVersion"},
    "metrics": {"latency", "timeToFirstToken"},
    "trace_context": {"tags", "release", "traceName"},
}


def _event(kind: str, at: str, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"{kind}-{body['id']}",
        "type": kind,
        "timestamp": f"2026-09-21T{at}.000Z",
        "body": body,
    }


def a_trace(number: int) -> list[dict[str, Any]]:
    """Return a trace every minute, of a root, generations and a tool; its steps overlap none."""
    at = f"10:{number:02}"
    trace = {
        "id": f"t{number}",
        "timestamp": f"2026-09-21T{at}:00.000Z",
        "name": f"trace {number % 3}",
        "sessionId": f"s{number % 2}",
        "userId": f"u{number % 4}",
        "tags": ["even"] if number % 2 == 0 else [],
        "release": "r1",
    }
    return [
        _event("trace-create", f"{at}:00", trace),
        *(_step(number, step) for step in range(STEPS)),
    ]


def _step(number: int, step: int) -> dict[str, Any]:
    at = f"10:{number:02}:{step + 1:02}"
    kind = "generation" if step % 2 else "span"
    body: dict[str, Any] = {
        "id": f"o{number}-{step}",
        "traceId": f"t{number}",
        "name": f"step {step}",
        "parentObservationId": f"o{number}-0" if step else None,
        "startTime": f"2026-09-21T{at}.000Z",
        "endTime": f"2026-09-21T{at}.500Z",
        "environment": "staging" if step == 3 else "production",
        "level": "ERROR" if (number, step) == (4, 2) else "DEFAULT",
        "version": f"v{step}",
        "input": {"question": f"Where is parcel {number}?"},
        "output": f"In town {step}",
        "metadata": {"step": step, "long": "x" * 300},
    }
    if kind == "generation":
        body |= {
            "model": "gpt-4.1-mini",
            "usageDetails": {"input": 10 * step, "output": 5},
            "costDetails": {"input": 0.25, "output": 0.5},
            "promptName": "greeting",
            "promptVersion": 2,
        }
    return _event(f"{kind}-create", at, body)


NEWEST_FIRST = [
    f"o{number}-{step}" for number in reversed(range(TRACES)) for step in reversed(range(STEPS))
]


@pytest.fixture
def told(api: Api, service: Service) -> Api:
    """Return a reader of twelve traces of five observations."""
    events = [event for number in range(TRACES) for event in a_trace(number)]
    assert service.send(events)["errors"] == []
    service.settle()
    return api


def pages(api: Api, limit: int, **query: Any) -> Iterator[list[str]]:
    """Yield the ids of every page of the older list."""
    return (ids_of([page]) for page in api.pages("/observations", limit=limit, **query))


def cursors(api: Api, limit: int, **query: Any) -> Iterator[list[str]]:
    """Yield the ids of every page of the newer list."""
    return (ids_of([page]) for page in api.followed("/v2/observations", limit=limit, **query))


def flat(found: Iterator[list[str]]) -> list[str]:
    return [each for page in found for each in page]


def a_filter(**condition: Any) -> str:
    return json.dumps([condition])


@pytest.mark.parametrize("loop", [pages, cursors])
def test_a_loop_over_all_pages_sees_everything_once_the_newest_first(
    told: Api, loop: Callable[..., Iterator[list[str]]]
) -> None:
    for limit in (3, 7, 50, 100):
        assert flat(loop(told, limit)) == NEWEST_FIRST
    assert flat(loop(told, 1, traceId="t3")) == NEWEST_FIRST[8 * 5 : 9 * 5]


def test_the_total_of_everything_is_what_the_turns_count(told: Api) -> None:
    meta = told.get("/observations", limit=7)["meta"]

    assert meta == {"page": 1, "limit": 7, "totalItems": 60, "totalPages": 9}


@pytest.mark.parametrize("loop", [pages, cursors])
def test_a_loop_within_narrow_bounds_still_sees_everything(
    told: Api,
    bounded: Callable[[Bounds], None],
    monkeypatch: pytest.MonkeyPatch,
    loop: Callable[..., Iterator[list[str]]],
) -> None:
    bounded(Bounds(counted=11, whole=8, followed=9))
    monkeypatch.setattr(reader, "_BUDGET", 1)

    for query, wanted in [({}, lambda _n, _s: True), *PARAMETERS]:
        assert sorted(flat(loop(told, 4, **query))) == chosen(wanted), query


@pytest.mark.parametrize("query", [{}, {"environment": "production"}])
def test_a_loop_misses_nothing_that_was_there_while_more_is_written(
    told: Api, service: Service, query: dict[str, str]
) -> None:
    at_the_start = set(flat(pages(told, 100, **query)))
    found: list[str] = []
    for number, page in enumerate(pages(told, 7, **query)):
        found += page
        service.send([*a_trace(20 + number), _step(number, 9), _late(number)])
        service.settle()

    assert at_the_start <= set(found)
    assert len(found) == len(set(found))


def _late(number: int) -> dict[str, Any]:
    """Return a step that began before all others of its trace, and came after them."""
    body = _step(number, 0)["body"] | {
        "id": f"late-{number}",
        "startTime": f"2026-09-21T10:{number:02}:00.500Z",
    }
    return _event("span-create", f"10:{number:02}:09", body)


type Wanted = Callable[[int, int], Any]
"""Whether observation `s` of trace `n` is wanted."""

PARAMETERS: list[tuple[dict[str, Any], Wanted]] = [
    ({"name": "step 1"}, lambda n, s: s == 1),
    ({"userId": "u1"}, lambda n, s: n % 4 == 1),
    ({"type": "GENERATION"}, lambda n, s: s % 2),
    ({"type": "SPAN"}, lambda n, s: s % 2 == 0),
    ({"type": "TOOL"}, lambda n, s: False),
    ({"traceId": "t7"}, lambda n, s: n == 7),
    ({"traceId": "none"}, lambda n, s: False),
    ({"level": "ERROR"}, lambda n, s: (n, s) == (4, 2)),
    ({"parentObservationId": "o5-0"}, lambda n, s: n == 5 and s > 0),
    ({"parentObservationId": ""}, lambda n, s: s == 0),
    ({"environment": "staging"}, lambda n, s: s == 3),
    ({"environment": ["staging", "production"]}, lambda n, s: True),
    ({"version": "v2"}, lambda n, s: s == 2),
    ({"fromStartTime": "2026-09-21T10:05:03Z"}, lambda n, s: (n, s) >= (5, 2)),
    ({"toStartTime": "2026-09-21T10:05:03Z"}, lambda n, s: (n, s) < (5, 2)),
    (
        {"fromStartTime": "2026-09-21T10:05:03Z", "toStartTime": "2026-09-21T10:05:04Z"},
        lambda n, s: (n, s) == (5, 2),
    ),
    ({"name": "step 1", "userId": "u1"}, lambda n, s: s == 1 and n % 4 == 1),
]


def chosen(wanted: Wanted) -> list[str]:
    return sorted(f"o{n}-{s}" for n in range(TRACES) for s in range(STEPS) if wanted(n, s))


@pytest.mark.parametrize("loop", [pages, cursors])
def test_a_parameter_chooses_what_it_says(
    told: Api, loop: Callable[..., Iterator[list[str]]]
) -> None:
    for query, wanted in PARAMETERS:
        assert sorted(flat(loop(told, 20, **query))) == chosen(wanted), query


NEWER_PARAMETERS: list[tuple[dict[str, Any], Wanted]] = [
    ({"sessionId": "s1"}, lambda n, s: n % 2 == 1),
    ({"sessionId": "none"}, lambda n, s: False),
    ({"isRootObservation": "true"}, lambda n, s: s == 0),
    ({"isRootObservation": "false", "traceId": "t3"}, lambda n, s: n == 3 and s > 0),
]


def test_the_newer_list_chooses_by_session_and_by_roots(told: Api) -> None:
    for query, wanted in NEWER_PARAMETERS:
        assert sorted(flat(cursors(told, 20, **query))) == chosen(wanted), query


_STRING, _NUMBER = {"type": "string", "operator": "="}, {"type": "number", "operator": ">="}


FILTERS: list[tuple[dict[str, Any], Wanted]] = [
    (_STRING | {"column": "id", "value": "o3-2"}, lambda n, s: (n, s) == (3, 2)),
    (_STRING | {"column": "traceName", "value": "trace 2"}, lambda n, s: n % 3 == 2),
    (_STRING | {"column": "sessionId", "value": "s0"}, lambda n, s: n % 2 == 0),
    (_STRING | {"column": "model", "value": "gpt-4.1-mini"}, lambda n, s: s % 2),
    (_STRING | {"column": "providedModelName", "value": "none"}, lambda n, s: False),
    (_STRING | {"column": "promptName", "value": "greeting"}, lambda n, s: s % 2),
    (_STRING | {"column": "output", "value": "In town 3"}, lambda n, s: s == 3),
    (
        {"type": "string", "operator": "matches", "column": "input", "value": "PARCEL 11"},
        lambda n, s: n == 11,
    ),
    (_NUMBER | {"column": "inputTokens", "value": 30}, lambda n, s: s == 3),
    (_NUMBER | {"column": "outputTokens", "value": 5}, lambda n, s: s % 2),
    (_NUMBER | {"column": "totalTokens", "value": 35}, lambda n, s: s == 3),
    (_NUMBER | {"column": "tokens", "value": 35}, lambda n, s: s == 3),
    (_NUMBER | {"column": "totalCost", "value": 0.75}, lambda n, s: s % 2),
    (_NUMBER | {"column": "inputCost", "value": 0.3}, lambda n, s: False),
    (_NUMBER | {"column": "latency", "value": 0.5}, lambda n, s: True),
    (_NUMBER | {"column": "tokensPerSecond", "value": 10}, lambda n, s: s % 2),
    (_NUMBER | {"column": "timeToFirstToken", "value": 0}, lambda n, s: False),
    (_NUMBER | {"column": "promptVersion", "value": 3}, lambda n, s: False),
    (
        {"type": "boolean", "operator": "=", "column": "isRootObservation", "value": True},
        lambda n, s: s == 0,
    ),
    (
        {"type": "arrayOptions", "operator": "any of", "column": "tags", "value": ["even"]},
        lambda n, s: n % 2 == 0,
    ),
    (
        {
            "type": "arrayOptions",
            "operator": "none of",
            "column": "traceTags",
            "value": ["even"],
        },
        lambda n, s: n % 2 == 1,
    ),
    (
        {
            "type": "numberObject",
            "operator": "=",
            "column": "metadata",
            "key": "step",
            "value": 2,
        },
        lambda n, s: s == 2,
    ),
    (
        {"type": "null", "operator": "is null", "column": "statusMessage", "value": ""},
        lambda n, s: True,
    ),
    (
        {
            "type": "datetime",
            "operator": ">",
            "column": "endTime",
            "value": "2026-09-21T10:11:04Z",
        },
        lambda n, s: n == 11 and s >= 3,
    ),
]


@pytest.mark.parametrize("loop", [pages, cursors])
def test_a_filter_chooses_what_it_says(told: Api, loop: Callable[..., Iterator[list[str]]]) -> None:
    for condition, wanted in FILTERS:
        found = flat(loop(told, 60, filter=a_filter(**condition)))
        assert sorted(found) == chosen(wanted), condition


def test_a_filter_goes_before_the_parameter_of_its_column(told: Api) -> None:
    wanted = a_filter(**_STRING, column="name", value="step 2")

    found = flat(cursors(told, 60, filter=wanted, name="step 1", userId="u1"))

    assert set(found) == {"o1-2", "o5-2", "o9-2"}


def test_the_newer_list_searches_inputs_only_beside_a_whole_word(told: Api) -> None:
    matches = {"type": "string", "operator": "matches", "column": "output", "value": "town"}
    for operator in ("contains", "starts with", "ends with", "does not contain"):
        condition = {"type": "string", "operator": operator, "column": "input", "value": "parcel"}

        assert told.refused("GET", "/v2/observations", filter=a_filter(**condition)) == [["filter"]]
        told.get("/v2/observations", filter=json.dumps([condition, matches]))


def test_only_the_groups_that_were_asked_for_are_there(told: Api) -> None:
    for group, names in GROUPS.items():
        (step, *_) = told.get("/v2/observations", fields=group)["data"]
        assert step.keys() == CORE | names, group
    (step, *_) = told.get("/v2/observations")["data"]
    assert step.keys() == CORE | BASIC
    (step, *_) = told.get("/v2/observations", fields="core,io,usage")["data"]
    assert step.keys() == CORE | GROUPS["io"] | GROUPS["usage"]
    assert told.refused("GET", "/v2/observations", fields="core,secrets") == [["fields"]]


def test_the_newer_list_says_what_there_is_to_say(told: Api) -> None:
    everything = ",".join(["basic", *GROUPS])
    step = told.get("/v2/observations", fields=everything, traceId="t3")["data"][1]

    assert step == {
        "id": "o3-3",
        "traceId": "t3",
        "startTime": "2026-09-21T10:03:04.000Z",
        "endTime": "2026-09-21T10:03:04.500Z",
        "projectId": PROJECT,
        "parentObservationId": "o3-0",
        "type": "GENERATION",
        "modelId": None,
        "inputPrice": None,
        "outputPrice": None,
        "totalPrice": None,
        "name": "step 3",
        "level": "DEFAULT",
        "statusMessage": None,
        "version": "v3",
        "environment": "staging",
        "bookmarked": False,
        "public": False,
        "userId": "u3",
        "sessionId": "s1",
        "isRootObservation": False,
        "completionStartTime": None,
        "createdAt": "2026-09-21T10:03:04.000Z",
        "updatedAt": "2026-09-21T10:03:04.500Z",
        "input": '{"question":"Where is parcel 3?"}',
        "output": "In town 3",
        "metadata": {"step": 3, "long": "x" * 200},
        "model": "gpt-4.1-mini",
        "providedModelName": "gpt-4.1-mini",
        "internalModelId": None,
        "modelParameters": {},
        "usageDetails": {"input": 30, "output": 5},
        "costDetails": {"input": 0.25, "output": 0.5},
        "totalCost": 0.75,
        "usagePricingTierName": None,
        "promptId": None,
        "promptName": "greeting",
        "promptVersion": 2,
        "latency": 0.5,
        "timeToFirstToken": None,
        "tags": [],
        "release": "r1",
        "traceName": "trace 0",
    }


def test_metadata_that_is_asked_for_is_whole(told: Api) -> None:
    query = {"fields": "metadata", "expandMetadata": "other,long", "traceId": "t3"}
    (step, *_) = told.get("/v2/observations", **query)["data"]

    assert step["metadata"]["long"] == "x" * 300


REFUSED = [
    ("/observations", {"limit": "101"}, "limit"),
    ("/observations", {"sessionId": "s1"}, "sessionId"),
    ("/observations", {"type": "SONG"}, "type"),
    ("/observations", {"level": "LOUD"}, "level"),
    ("/observations", {"fromStartTime": "yesterday"}, "fromStartTime"),
    ("/observations", {"filter": "[{}]"}, "filter"),
    ("/v2/observations", {"limit": "1001"}, "limit"),
    ("/v2/observations", {"limit": "0"}, "limit"),
    ("/v2/observations", {"page": "1"}, "page"),
    ("/v2/observations", {"parseIoAsJson": "true"}, "parseIoAsJson"),
    ("/v2/observations", {"isRootObservation": "maybe"}, "isRootObservation"),
]


def test_what_cannot_be_obeyed_is_refused_by_name(api: Api) -> None:
    for path, query, name in REFUSED:
        assert api.refused("GET", path, **query) == [[name]]


def test_a_cursor_of_elsewhere_is_refused(told: Api) -> None:
    cursor = told.get("/v2/observations", limit=3)["meta"]["cursor"]

    assert told.status("/v2/observations", cursor="nonsense") == 400
    assert told.status("/v2/observations", cursor=write_position(("a", "b"))) == 400
    assert told.status("/v2/observations", cursor=cursor, sessionId="s1") == 400
    assert told.get("/v2/observations", parseIoAsJson="false", limit=3)["meta"]["cursor"] == cursor


def test_an_observation_in_a_list_is_the_one_that_its_trace_holds(told: Api) -> None:
    listed = told.get("/observations", traceId="t3")["data"]

    assert listed == list(reversed(told.get("/traces/t3")["observations"]))
    assert listed[0] == told.get("/observations/o3-4")


def test_a_page_of_large_outputs_is_cut_to_what_lambda_can_answer_with(
    told: Api, service: Service
) -> None:
    for number in range(3):
        step = _step(number, 8)
        step["body"]["output"] = "x" * 2_000_000
        service.send([step])
    service.settle()

    told.client.headers["accept-encoding"] = "identity"
    pages_of = {
        "/observations": told.get("/observations", limit=100),
        "/v2/observations": told.get("/v2/observations", fields="io", limit=1000),
    }

    for path, page in pages_of.items():
        assert len(json.dumps(page)) < 5_000_000, path
        assert "[cut: 2000002 bytes, whole at /project/" in json.dumps(page), path
        assert {"o0-8", "o1-0"} <= {each["id"] for each in page["data"]}, path

"""Arbitrary bodies on every route: refused or stored, never an error of ours."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.store.keys import DUE_PK
from functions.store.table import session_table
from infra.resources import routes
from tests.integration.sending import BATCH, JSON, OTLP, PROTOBUF, SCORES, event, json_export, span
from tests.integration.service import PROJECT, Service

ROUTES = [(OTLP, PROTOBUF), (OTLP, JSON), (BATCH, JSON), (SCORES, JSON)]
OWN_ROUTES = sorted(
    {
        (each.method, each.path.replace("{proxy+}", "x/y"))
        for each in routes()
        if each.function == "IngestFunction"
    }
)
ENTITIES = [
    (method, path)
    for method, path in OWN_ROUTES
    if path.rpartition("/")[2] in ("traces", "spans", "generations", "events") and "v1" not in path
]
ENCODINGS = st.sampled_from(["", "gzip", "deflate"])
EVERY = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

TEXT = st.text(st.characters(exclude_categories=()), max_size=8)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=10,
)
IDS = st.sampled_from(["0" * 31 + "1", "1" * 16, "t-1", "🙂", "a\ud800"])


def _object(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    """Return objects in which each name holds something likely, anything at all, or nothing."""
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, ANY | IDS))


SPAN = _object("traceId", "spanId", "parentSpanId", "name", "startTimeUnixNano", "attributes", "x")
SPANS = st.lists(SPAN, max_size=3)
SCOPES = st.lists(st.fixed_dictionaries({"spans": SPANS | ANY}, optional={"scope": ANY}))
EXPORTS = st.fixed_dictionaries(
    {"resourceSpans": st.lists(st.fixed_dictionaries({"scopeSpans": SCOPES | ANY}) | ANY)}
)
SCORE = _object("id", "traceId", "sessionId", "name", "value", "dataType", "timestamp", "comment")
BODIES = SCORE | _object("id", "traceId", "sessionId", "tags", "input", "metadata", "usage")
EVENTS = st.fixed_dictionaries(
    {
        "id": ANY | IDS,
        "timestamp": st.just("2026-09-21T14:13:20Z") | ANY,
        "type": st.sampled_from(["trace-create", "score-create", "generation-create"]) | ANY,
        "body": BODIES | ANY,
    }
)
BATCHES = st.fixed_dictionaries({"batch": st.lists(EVENTS | ANY, max_size=4)})
ENTITY = _object(
    *("id", "spanId", "generationId", "traceId", "name", "startTime", "timestamp", "input"),
    *("prompt", "completion", "usage", "usageDetails", "costDetails", "metadata", "model"),
)
HEADER_NAMES = st.sampled_from(
    ["content-type", "content-encoding", "authorization", "x-langfuse-ingestion-version",
     "access-control-request-headers", "x_langfuse_sdk_name"]
) | st.text(st.characters(codec="ascii"), min_size=1, max_size=8)  # fmt: skip
HEADERS = st.dictionaries(HEADER_NAMES, st.text(max_size=20), max_size=4)


@pytest.mark.parametrize(("path", "headers"), ROUTES)
@EVERY
@given(body=st.binary(max_size=200), encoding=ENCODINGS)
def test_no_bytes_break_ingest(
    service: Service, path: str, headers: dict[str, str], body: bytes, encoding: str
) -> None:
    answer = service.post(path, body, headers | {"content-encoding": encoding})

    assert answer["statusCode"] < 500


@pytest.mark.parametrize(("method", "path"), OWN_ROUTES)
@EVERY
@given(
    body=st.binary(max_size=50) | ANY.map(lambda value: json.dumps(value).encode()), headers=HEADERS
)
def test_no_headers_break_any_route_of_ingest(
    service: Service, method: str, path: str, body: bytes, headers: dict[str, str]
) -> None:
    answer = service.post(path, body, headers, method=method)

    assert 200 <= answer["statusCode"] < 500


@pytest.mark.parametrize(("method", "path"), ENTITIES)
@EVERY
@given(data=st.data())
def test_no_json_breaks_the_posts_of_one_thing(
    service: Service, method: str, path: str, data: st.DataObject
) -> None:
    body = json.dumps(data.draw(ENTITY | ANY)).encode()

    answer = service.post(path, body, JSON, method=method)

    assert answer["statusCode"] in (200, 400)
    service.settle()
    assert not list(session_table().partition(DUE_PK)), "a fold failed"


@EVERY
@given(before=st.lists(EVENTS | ANY, max_size=3), after=st.lists(EVENTS | ANY, max_size=3))
def test_no_event_takes_its_neighbours_with_it(
    service: Service, before: list[Any], after: list[Any]
) -> None:
    good = event(1) | {"id": "the-good-one"}

    answer = service.send([*before, good, *after])

    assert {"id": "the-good-one", "status": 201} in answer["successes"]
    assert good in _kept("t-1")


@EVERY
@given(neighbours=st.lists(SPAN | ANY, max_size=3))
def test_no_span_takes_its_neighbours_with_it(service: Service, neighbours: list[Any]) -> None:
    good = span(7)

    answer = service.post(OTLP, json_export(*neighbours, good, *neighbours), JSON)

    assert answer["statusCode"] == 200
    chunks = session_table().read_chunks(PROJECT, good["traceId"])
    assert any(good["spanId"] in chunk.data.decode() for chunk in chunks)


@EVERY
@given(neighbours=st.lists(SCORE | ANY, max_size=3))
def test_no_score_takes_its_neighbours_with_it(service: Service, neighbours: list[Any]) -> None:
    good = {"id": "s-good", "traceId": "t-good", "name": "good", "value": 1}

    answer = service.post(SCORES, json.dumps([*neighbours, good]).encode(), JSON)

    assert answer["statusCode"] in (202, 207)
    assert any(each["body"].get("id") == "s-good" for each in _kept("t-good"))


def _kept(trace_id: str) -> list[Any]:
    """Return the events that are stored of a trace."""
    chunks = session_table().read_chunks(PROJECT, trace_id)
    return [each for chunk in chunks for each in json.loads(chunk.data)]


@pytest.mark.parametrize(
    ("path", "bodies"),
    [(OTLP, EXPORTS | ANY), (BATCH, BATCHES | ANY), (SCORES, SCORE | st.lists(SCORE) | ANY)],
    ids=["otlp", "batch", "scores"],
)
@EVERY
@given(data=st.data())
def test_no_json_breaks_ingest_or_the_rollup(
    service: Service, path: str, bodies: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    answer = service.post(path, json.dumps(data.draw(bodies)).encode(), JSON)

    assert answer["statusCode"] < 500
    service.settle()
    assert not list(session_table().partition(DUE_PK)), "a fold failed"

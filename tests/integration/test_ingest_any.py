"""Arbitrary bodies on every route: refused or stored, never an error of ours."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.store.keys import DUE_PK
from functions.store.table import session_table
from tests.integration.sending import BATCH, JSON, OTLP, PROTOBUF, SCORES
from tests.integration.service import Service

ROUTES = [(OTLP, PROTOBUF), (OTLP, JSON), (BATCH, JSON), (SCORES, JSON)]
ENCODINGS = st.sampled_from(["", "gzip", "deflate"])
EVERY = settings(
    deadline=None,
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


SPANS = st.lists(
    _object("traceId", "spanId", "parentSpanId", "name", "startTimeUnixNano", "attributes", "x"),
    max_size=3,
)
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


@pytest.mark.parametrize(("path", "headers"), ROUTES)
@EVERY
@given(body=st.binary(max_size=200), encoding=ENCODINGS)
def test_no_bytes_break_ingest(
    service: Service, path: str, headers: dict[str, str], body: bytes, encoding: str
) -> None:
    answer = service.post(path, body, headers | {"content-encoding": encoding})

    assert answer["statusCode"] < 500


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

"""Whatever is asked of scores, configs and comments, nothing that a client can say is our fault."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.api import Api
from tests.integration.scored import tell_scores
from tests.integration.service import Service

NAMES = sorted(
    [
        "page",
        "limit",
        "userId",
        "name",
        "fromTimestamp",
        "toTimestamp",
        "environment",
        "source",
        "operator",
        "value",
        "scoreIds",
        "configId",
        "sessionId",
        "datasetRunId",
        "traceId",
        "observationId",
        "queueId",
        "dataType",
        "traceTags",
        "fields",
        "filter",
        "cursor",
        "id",
        "authorUserId",
        "valueMin",
        "valueMax",
        "experimentId",
        "objectType",
        "objectId",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(("a", "t1", "x", "NUMERIC", "1e400", "nan", "-1", "9" * 30, ",", "TRACE", "[]",
                     "2026-09-21T10:00:00Z", "0001-01-01T00:00:00+23:59", "WyJhIiwiYiJd", "=")),
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
BODIES = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(
        ("name", "dataType", "minValue", "maxValue", "categories", "description", "isArchived",
         "projectId", "objectType", "objectId", "content", "authorUserId"),
        JSON,
    ),
)  # fmt: skip
ANY = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def told(api: Api, service: Service) -> Api:
    """Return a reader of a project with a score of every kind."""
    tell_scores(api, service)
    return api


@ANY
@given(query=st.dictionaries(st.sampled_from(NAMES), TEXTS, max_size=4))
def test_no_query_is_our_fault(told: Api, query: dict[str, Any]) -> None:
    for path in ("/scores", "/v2/scores", "/v3/scores", "/score-configs", "/comments"):
        known = told.status(path, **query)
        assert known in (200, 400), (path, query)


@ANY
@given(said=BODIES | JSON)
def test_no_body_is_our_fault(told: Api, said: Any) -> None:
    for method, path in (
        ("POST", "/score-configs"),
        ("PATCH", "/score-configs/nope"),
        ("POST", "/comments"),
    ):
        answer = told.answer(method, path, said)
        assert answer.status_code in (200, 400, 404), (method, path, said)


@ANY
@given(identifier=st.text(min_size=1, max_size=400))
def test_no_id_is_our_fault(told: Api, identifier: str) -> None:
    from urllib.parse import quote

    path = quote(identifier.encode("utf-8", "replace"), safe="")
    for kind in ("scores", "v2/scores", "score-configs", "comments"):
        assert told.status(f"/{kind}/{path}") in (200, 404), (kind, identifier)

"""Which function answers: the template's routes, chosen as an HTTP API chooses."""

import pytest

from infra.local.routes import Router
from infra.resources import Route, routes

ROUTES = [
    Route(method="ANY", path="$default", function="Viewer"),
    Route(method="ANY", path="/v2/{proxy+}", function="Any"),
    Route(method="POST", path="/v2/traces/{proxy+}", function="Images"),
    Route(method="POST", path="/v2/{kind}/list", function="List"),
    Route(method="POST", path="/v1/traces", function="Ingest"),
]


@pytest.mark.parametrize(
    ("method", "path", "function", "key"),
    [
        ("POST", "/v1/traces", "Ingest", "POST /v1/traces"),
        ("GET", "/v1/traces", "Viewer", "$default"),
        ("POST", "/v1/traces/", "Viewer", "$default"),
        ("POST", "/v2/traces/1/images/2", "Images", "POST /v2/traces/{proxy+}"),
        ("POST", "/v2/traces/list", "List", "POST /v2/{kind}/list"),
        ("GET", "/v2/traces/1", "Any", "ANY /v2/{proxy+}"),
        ("GET", "/a\nb", "Viewer", "$default"),
    ],
)
def test_the_most_special_route_answers(method: str, path: str, function: str, key: str) -> None:
    match = Router(ROUTES).match(method, path)

    assert match is not None
    assert (match.function, match.route_key) == (function, key)


def test_a_greedy_variable_takes_the_rest_of_the_path() -> None:
    match = Router(ROUTES).match("POST", "/v2/traces/1/images/2")

    assert match is not None
    assert match.parameters == {"proxy": "1/images/2"}


def test_without_a_default_nobody_answers() -> None:
    assert Router(ROUTES[1:]).match("GET", "/") is None


def test_the_template_sends_sdks_to_ingest_and_people_to_the_viewer() -> None:
    router = Router(routes())

    assert [
        match.function
        for method, path in [("POST", "/api/public/ingestion"), ("GET", "/"), ("GET", "/v1/traces")]
        if (match := router.match(method, path))
    ] == ["IngestFunction", "ViewerFunction", "ViewerFunction"]

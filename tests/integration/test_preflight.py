"""Pages of other sites: what they may ask, and who decides what they may do."""

from typing import Any

import pytest

from functions.ingest.handler import lambda_handler
from infra.local.routes import Router
from infra.resources import routes
from tests.integration.sending import BATCH, JSON, OTLP, PROTOBUF, SCORES, batch, event
from tests.integration.service import PUBLIC_KEY, Context, Service, post_event
from web.viewer.handler import lambda_handler as viewer

ASKED = "authorization,content-type,x-langfuse-sdk-integration,x-langfuse-sdk-name"
PATHS = [BATCH, SCORES, OTLP, "/api/public/sessions", "/api/public/scores/s 1/x", "/api/public/new"]


def _preflight(path: str, asked: str = ASKED) -> dict[str, Any]:
    match = Router(routes()).match("OPTIONS", path)
    assert match is not None
    assert match.function == "IngestFunction"
    request = post_event(path, b"", {"access-control-request-headers": asked}, method="OPTIONS")
    del request["headers"]["authorization"]
    return lambda_handler(request, Context())


@pytest.mark.parametrize("path", PATHS)
def test_every_route_of_the_api_lets_every_page_ask(path: str) -> None:
    answer = _preflight(path)

    assert (answer["statusCode"], answer["body"]) == (204, "")
    assert answer["headers"]["access-control-allow-origin"] == "*"
    assert answer["headers"]["access-control-allow-headers"] == ASKED
    assert "PATCH" in answer["headers"]["access-control-allow-methods"]
    assert int(answer["headers"]["access-control-max-age"]) > 600
    assert "access-control-allow-credentials" not in answer["headers"]


@pytest.mark.parametrize("asked", ["x\r\nset-cookie: a=b", "x" * 5000, "ü", ""])
def test_what_is_no_list_of_headers_is_not_repeated(asked: str) -> None:
    allowed = _preflight(BATCH, asked)["headers"]["access-control-allow-headers"]

    assert allowed == "authorization, content-type"


@pytest.mark.parametrize("path", ["/", "/project/p/sessions/s", "/p/demo/sessions", "/api"])
def test_no_page_of_ours_lets_other_pages_ask(path: str) -> None:
    match = Router(routes()).match("OPTIONS", path)

    assert match is not None
    assert match.function == "ViewerFunction"


@pytest.mark.parametrize("key", [None, "wrong:wrong"])
@pytest.mark.parametrize(("path", "headers"), [(BATCH, JSON), (SCORES, JSON), (OTLP, PROTOBUF)])
@pytest.mark.parametrize("body", [batch(event(1)), b"{"])
def test_every_answer_of_ingest_may_be_read_by_every_page(
    service: Service, key: str | None, path: str, headers: dict[str, str], body: bytes
) -> None:
    answer = service.post(path, body, headers, key=key)

    assert answer["headers"]["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("path", "status", "readable"),
    [
        ("/api/public/health", 200, True),
        ("/api/public/sessions", 403, True),
        ("/api/public/nothing", 404, True),
        ("/p/acme/sessions", 200, False),
        ("/project/acme/sessions/x", 302, False),
    ],
)
def test_the_api_may_be_read_by_every_page_and_pages_by_none(
    service: Service, path: str, status: int, readable: bool
) -> None:
    assert service.table
    headers = {"authorization": f"Bearer {PUBLIC_KEY}", "origin": "https://shop.example"}
    request = post_event(path, b"", headers, method="GET")
    request["requestContext"]["http"] |= {"protocol": "HTTP/1.1", "sourceIp": "127.0.0.1"}

    answer = viewer(request, Context())

    assert answer["statusCode"] == status
    assert answer["headers"].get("access-control-allow-origin") == ("*" if readable else None)

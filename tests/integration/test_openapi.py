"""The whole API through its front door, held to the document by which it describes itself."""

import re
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, CheckFunction, GenerationMode, checks
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.schemas import OpenApiSchema
from starlette.testclient import TestClient

from functions.store import jobs
from infra.local.asgi import Message, Receive, Send
from infra.local.lambdas import Lambdas
from infra.local.routes import Router
from infra.local.server import FrontDoor
from infra.resources import functions, routes, table_properties
from tests.contract.recordings import recorded_requests, recordings
from tests.integration.deleting import Worker
from tests.integration.sending import event
from tests.integration.service import (
    PROJECT,
    PUBLIC_KEY,
    SECRET_KEY,
    Service,
    environment,
    forget_clients,
)
from web.api.app import create_api

HOST = "127.0.0.1:80"
KEYS = (PUBLIC_KEY, SECRET_KEY)
BASIC = f"Basic {b64encode(':'.join(KEYS).encode()).decode()}"
OPERATIONS = sorted(
    (path, method)
    for path, item in create_api().openapi()["paths"].items()
    for method in item.keys() - {"servers"}
)
JUDGED_APART = {
    ("/ingestion", "post"),
    ("/scores", "post"),
    ("/otel/v1/traces", "post"),
    ("/v1/traces", "post"),
    ("/otel/v1/metrics", "post"),
    ("/v1/metrics", "post"),
}
"""Takes what it can of a request and says what it could not, or keeps nothing of it."""

NOTHING_TO_SAY = {"/ready", "/projects", "/otel/v1/metrics", "/v1/metrics"}
"""Routes without parameter or body, or with any body: there is no wrong request."""

_numbers = count(10_000)


class Door:
    """The front door as the template has it, under the one host name that it answers to."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        lambdas = Lambdas(functions(), lambda: None)
        self._door = FrontDoor(Router(routes()), lambdas, pool, 80)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        others = [each for each in scope["headers"] if each[0] != b"host"]
        scope["headers"] = [*others, (b"host", HOST.encode())]
        await self._door(scope, receive, send)


@pytest.fixture(scope="module")
def door(engine: str) -> Iterator[Door]:
    """Return the front door of a project that a real client has sent to."""
    names = environment(engine, next(_numbers))
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(4) as pool:
        for name, value in names.items():
            patch.setenv(name, value)
        worker = Worker()
        patch.setattr(jobs, "lambdas", lambda: worker)
        forget_clients()
        service = Service.make(names, PROJECT, PUBLIC_KEY, SECRET_KEY, table_properties())
        for each in recorded_requests(recordings()[0]):
            if each.method == "POST" and "/media" not in each.path:
                service.post(each.path, each.body, dict(each.headers))
        now = datetime.now(UTC).isoformat()
        recent = event(1) | {"timestamp": now}
        recent["body"]["timestamp"] = now
        service.send([recent])
        service.settle()
        yield Door(pool)
        forget_clients()


@pytest.fixture(scope="module")
def schema(door: Door) -> OpenApiSchema:
    """Return the document as it is served."""
    return schemathesis.openapi.from_asgi("/api/public/openapi.json", door)


_UNHURRIED = settings(
    max_examples=12,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)


@pytest.mark.parametrize(
    ("path", "method", "mode"),
    [
        (path, method, mode)
        for path, method in OPERATIONS
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        if not (mode.is_negative and path in NOTHING_TO_SAY)
    ],
)
def test_a_route_keeps_what_its_description_promises(
    schema: OpenApiSchema, path: str, method: str, mode: GenerationMode
) -> None:
    operation = schema[path][method]

    @_UNHURRIED
    @given(operation.as_strategy(generation_mode=mode))
    def check(case: Case[Any]) -> None:
        answer = case.call(auth=KEYS)
        case.validate_response(
            answer,
            excluded_checks=_beside_the_point(case, (path, method)),
            transport_kwargs={"auth": KEYS},
        )

    check()


def _beside_the_point(case: Case[Any], route: tuple[str, str]) -> list[CheckFunction]:
    """Return the checks that do not apply to a request.

    What fields mean together no schema says, so a valid one may be refused. Refused for its form
    can be only what it says in its query or its body, and not what is judged piece by piece.
    """
    found: list[CheckFunction] = [checks.positive_data_acceptance]
    assert case.meta
    wrong = {place for place, each in case.meta.components.items() if each.mode.is_negative}
    said = {ParameterLocation.QUERY} if "?" in case.as_curl_command() else set()
    if route in JUDGED_APART or not wrong & {ParameterLocation.BODY, *said}:
        found.append(checks.negative_data_rejection)
    return found


_IDS = st.text(min_size=1, max_size=40).map(lambda text: quote(text.encode("utf-8", "replace")))
_NAMES = st.sampled_from(
    ["id", "limit", "page", "cursor", "filter", "fields", "orderBy", "fromTimestamp", "sessionId"]
)
_QUERIES = st.one_of(
    st.text(max_size=60).map(lambda text: quote(text.encode("utf-8", "replace"), safe="=&[]{}")),
    st.lists(st.tuples(_NAMES, st.text(max_size=30)), max_size=4).map(
        lambda pairs: urlencode([(name, text.encode("utf-8", "replace")) for name, text in pairs])
    ),
)
_VALUES = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30)
_HEADERS = st.dictionaries(
    st.sampled_from(["authorization", "content-type", "content-encoding", "accept", "origin"]),
    _VALUES,
)


@settings(_UNHURRIED, max_examples=400)
@given(
    route=st.sampled_from(OPERATIONS),
    identifier=_IDS,
    query=_QUERIES,
    headers=_HEADERS,
    body=st.binary(max_size=60),
    known=st.booleans(),
)
def test_no_id_query_header_or_body_is_answered_with_a_fault_of_ours(
    door: Door,
    route: tuple[str, str],
    identifier: str,
    query: str,
    headers: dict[str, str],
    body: bytes,
    known: bool,
) -> None:
    path, method = route
    url = f"/api/public{re.sub(r'{[^}]*}', lambda _: identifier, path)}?{query}"
    client = TestClient(door, raise_server_exceptions=True)

    sent = headers | ({"authorization": BASIC} if known else {})
    answer = client.request(method, url, headers=sent, content=body)

    assert answer.status_code < 500, answer.text
    assert answer.status_code in (204, 304) or answer.headers["content-type"].startswith(
        ("application/json", "application/x-protobuf")
    )

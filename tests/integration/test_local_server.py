"""The front door, Lambda's Invoke and the published origin, over HTTP, with small functions."""

import asyncio
import http.client
import json
import threading
import types
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

import boto3
import pytest
from moto import mock_aws
from uvicorn import Config, Server

from infra.local.invocations import Invocations
from infra.local.lambdas import Context, Lambdas
from infra.local.origin import Origin
from infra.local.routes import Router
from infra.local.server import FrontDoor
from infra.local.sockets import listen_anywhere
from infra.resources import Function, Route

type Json = dict[str, Any]

SECRET = "what a sender wrote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An HTTP answer."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(kw_only=True)
class Local:
    """Our servers on one port, and what their functions were called with."""

    port: int = 0
    events: list[Json] = field(default_factory=list)
    contexts: list[Context] = field(default_factory=list)
    called: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def echo(self, event: Json, context: Context) -> Json:
        """Remember the event, and answer it."""
        self.events.append(event)
        self.contexts.append(context)
        self.called.release()
        if event.get("rawPath") == "/raise":
            raise ValueError(SECRET)
        return {"statusCode": 200, "headers": {"content-type": "text/plain"}, "body": "yes"}

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Reply:
        """Send a request as it stands."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        reply = Reply(status=answer.status, headers=answer.getheaders(), body=answer.read())
        connection.close()
        return reply


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch) -> Iterator[Local]:
    """Return running servers: `/2015-…` is Invoke, `/pages/…` the origin, the rest the door."""
    local = Local()
    module = types.ModuleType("stand_in")
    vars(module)["echo"] = local.echo
    monkeypatch.setitem(__import__("sys").modules, "stand_in", module)
    function = Function(
        logical_id="Echo", handler="stand_in.echo", environment={}, timeout_s=9, schedules=()
    )
    listening = listen_anywhere()
    local.port = listening.getsockname()[1]
    with ThreadPoolExecutor(4) as pool, mock_aws():
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="public")
        s3.put_object(
            Bucket="public",
            Key="pages/token.html",
            Body=b"<p>a page",
            ContentType="text/html; charset=utf-8",
            CacheControl="max-age=60",
        )
        lambdas = Lambdas({"Echo": function}, lambda: None)
        lambdas.start()
        router = Router([Route(method="ANY", path="$default", function="Echo")])
        door = FrontDoor(router, lambdas, pool, local.port)
        invocations = Invocations(lambdas, pool)
        origin = Origin(s3, "public", pool, local.port)

        async def app(scope: Any, receive: Any, send: Any) -> None:
            path = scope["path"]
            chosen = invocations if path.startswith("/2015") else door
            await (origin if path.startswith("/pages") else chosen)(scope, receive, send)

        server = Server(Config(app, lifespan="off", log_level="error"))
        server.capture_signals = nullcontext  # type: ignore[assignment, method-assign]
        serving = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])))
        serving.start()
        yield local
        server.should_exit = True
        serving.join()
        s3.close()


def test_a_request_reaches_its_function_and_the_answer_its_client(local: Local) -> None:
    reply = local.ask("POST", "/a%20b?x=1", b"hello", {"content-type": "text/plain"})

    assert (reply.status, reply.body) == (200, b"yes")
    assert local.events[0]["rawPath"] == "/a b"
    assert local.events[0]["body"] == "hello"
    assert 8000 < local.contexts[0].get_remaining_time_in_millis() <= 9000


def test_a_chunked_body_arrives_whole(local: Local) -> None:
    local.ask("POST", "/", iter([b"one ", b"two"]), {"content-type": "text/plain"})

    assert local.events[0]["body"] == "one two"
    assert local.events[0]["headers"]["content-length"] == "7"


def test_head_has_the_length_and_no_body(local: Local) -> None:
    reply = local.ask("HEAD", "/")

    assert reply.body == b""
    assert ("content-length", "3") in reply.headers


def test_a_function_that_raises_is_a_500_and_no_payload_is_logged(
    local: Local, caplog: pytest.LogCaptureFixture
) -> None:
    reply = local.ask("GET", "/raise")

    assert (reply.status, json.loads(reply.body)) == (500, {"message": "Internal Server Error"})
    assert "ValueError at" in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize("size", [5 * 1024 * 1024, 11 * 1024 * 1024], ids=["Lambda", "the API"])
def test_what_aws_would_not_take_is_a_413(local: Local, size: int) -> None:
    reply = local.ask("POST", "/", b"\0" * size)

    assert (reply.status, json.loads(reply.body)) == (413, {"message": "Request Entity Too Large"})
    assert not local.events


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1.evil.example:{port}"])
@pytest.mark.parametrize("path", ["/", "/pages/token.html"])
def test_a_name_that_is_not_ours_is_not_answered(local: Local, host: str, path: str) -> None:
    reply = local.ask("GET", path, headers={"Host": host.format(port=local.port)})

    assert reply.status == 421
    assert not local.events


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_our_names_are_answered(local: Local, host: str) -> None:
    assert local.ask("GET", "/", headers={"Host": f"{host}:{local.port}"}).status == 200


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://evil.example", 403),
        ("http://127.0.0.1.evil.example", 403),
        ("http://localhost@evil.example", 403),
        ("null", 403),
        ("http://[", 403),
        ("http://localhost:5173", 200),
        ("http://127.0.0.1:{port}", 200),
        ("http://[::1]:80", 200),
    ],
)
def test_only_pages_from_this_machine_may_call(local: Local, origin: str, status: int) -> None:
    """Its keys are known to all, and the API lets any page read what it answers."""
    reply = local.ask("GET", "/api", headers={"Origin": origin.format(port=local.port)})

    assert reply.status == status
    assert len(local.events) == (status == 200)


def test_an_asynchronous_invocation_is_accepted_and_then_runs(local: Local) -> None:
    reply = local.ask(
        "POST",
        "/2015-03-31/functions/Echo/invocations",
        b'{"job": "1"}',
        {"X-Amz-Invocation-Type": "Event"},
    )

    assert reply.status == 202
    assert local.called.acquire(timeout=5)
    assert local.events == [{"job": "1"}]


def test_a_function_that_is_not_there_cannot_be_invoked(local: Local) -> None:
    reply = local.ask("POST", "/2015-03-31/functions/Nobody/invocations", b"{}")

    assert reply.status == 404
    assert ("x-amzn-errortype", "ResourceNotFoundException") in reply.headers


def test_a_published_page_comes_with_its_type_and_cache_headers(local: Local) -> None:
    reply = local.ask("GET", "/pages/token.html")

    headers = dict(reply.headers)
    assert (reply.status, reply.body) == (200, b"<p>a page")
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["cache-control"] == "max-age=60"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-robots-tag"] == "noindex"


@pytest.mark.parametrize("path", ["/pages/revoked.html", "/pages/", "/pages/%2e%2e/x"])
def test_what_is_not_there_looks_the_same_everywhere(local: Local, path: str) -> None:
    reply = local.ask("GET", path)

    assert reply.status == 404
    assert reply.body == local.ask("GET", "/pages/never.html").body


def test_nobody_writes_to_the_published_origin(local: Local) -> None:
    assert local.ask("PUT", "/pages/token.html", b"x").status == 405


@pytest.mark.parametrize("foreign", [{"Origin": "http://evil.example"}, {"Host": "evil.example"}])
def test_no_page_invokes_a_function(local: Local, foreign: dict[str, str]) -> None:
    reply = local.ask("POST", "/2015-03-31/functions/Echo/invocations", b"{}", foreign)

    assert reply.status == 403
    assert not local.events

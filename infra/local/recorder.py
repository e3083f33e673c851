"""The engine, with every change of its tables journalled before it is acknowledged."""

import asyncio
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from infra.local import asgi
from infra.local.asgi import App, Message, Receive, Send
from infra.local.journal import Change, Journal

_LOG = logging.getLogger("reprise.engine")
_SERVICE = "DynamoDB_20120810."
_READS = ("BatchGet", "Describe", "Get", "List", "Query", "Scan", "TransactGet")
_OK = 200
_FORBIDDEN = asgi.message(403, "Forbidden")
"""ministack itself lets every page read and write; that it listens on loopback stops none."""


class Recorder:
    """An ASGI application around the engine's.

    Changes pass one at a time, so that the journal has them in the order in which they took
    effect.  Reads pass freely.
    """

    def __init__(self, app: App, journal: Journal) -> None:
        self._app = app
        self.journal = journal
        self.changing = asyncio.Lock()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if asgi.is_from_page(scope):
            await asgi.send_answer(send, _FORBIDDEN)
            return
        target = _target(scope)
        if not _changes(target):
            await self._app(scope, receive, send)
            return
        try:
            body = await asgi.body(receive)
        except asgi.DisconnectedError:
            return
        async with self.changing:
            answer = await _answer(self._app, scope, body)
            journal = self.journal
            if answer[0]["status"] == _OK:
                with _or_end():
                    journal.append(Change(target=target, body=body))
        with _or_end():
            await journal.sync()
        for message in answer:
            await send(message)


@contextmanager
def _or_end() -> Iterator[None]:
    """End the process where the journal cannot be written: what it holds is then all there is."""
    try:
        yield
    except OSError as error:
        _LOG.critical("the journal cannot be written: %s", error)
        os._exit(1)


async def replay(app: App, change: Change, *, region: str) -> None:
    """Make a change again, in the same region."""
    credential = f"AWS4-HMAC-SHA256 Credential=local/20260101/{region}/dynamodb/aws4_request"
    headers = {
        "authorization": f"{credential}, SignedHeaders=host, Signature=0",
        "content-type": "application/x-amz-json-1.0",
        "host": "127.0.0.1",
        "x-amz-target": change.target,
    }
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/",
        "raw_path": b"/",
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }
    await _answer(app, scope, change.body)


async def _answer(app: App, scope: Message, body: bytes) -> list[Message]:
    messages: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        messages.append(message)

    await app(scope, receive, send)
    return messages


def _target(scope: Message) -> str:
    headers: list[tuple[bytes, bytes]] = scope.get("headers", [])
    return next((value.decode("latin-1") for name, value in headers if name == b"x-amz-target"), "")


def _changes(target: str) -> bool:
    return target.startswith(_SERVICE) and not target.removeprefix(_SERVICE).startswith(_READS)

"""The little of ASGI that our servers need: read a request whole, send an answer whole."""

import json
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any
from urllib.parse import unquote

from infra.local.errors import BodyTooLargeError

type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type App = Callable[[Message, Receive, Send], Awaitable[None]]
type Header = tuple[str, str]


class DisconnectedError(Exception):
    """The client went away before its request was whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: Sequence[Header] = ()
    body: bytes = b""


def message(status: int, text: str) -> Answer:
    """Return an error as API Gateway words it."""
    body = json.dumps({"message": text}).encode()
    return Answer(status=status, headers=(("content-type", "application/json"),), body=body)


def headers(scope: Message) -> list[Header]:
    """Return a request's headers, names in lower case."""
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]]


def is_from_page(scope: Message) -> bool:
    """Tell whether a page in a browser may have sent a request that only our own clients send.

    A page names its origin, or comes by a host name that was made to resolve to this machine.
    """
    fields = dict(headers(scope))
    port = scope["server"][1]
    return "origin" in fields or fields.get("host") != f"127.0.0.1:{port}"


def raw_path(scope: Message) -> str:
    """Return the path as it stood in the request line."""
    return str(scope["raw_path"].decode("latin-1")).partition("?")[0]


def path(scope: Message) -> str:
    """Return the path, decoded once."""
    return unquote(raw_path(scope))


async def body(receive: Receive, limit: float = inf) -> bytes:
    """Return a request's body.

    Raises:
        BodyTooLargeError: it is larger than the limit; the rest is left unread.
        DisconnectedError: the client went away.

    """
    parts: list[bytes] = []
    size = 0
    more = True
    while more:
        part = await receive()
        if part["type"] == "http.disconnect":
            raise DisconnectedError
        parts.append(part.get("body", b""))
        size += len(parts[-1])
        if size > limit:
            raise BodyTooLargeError(f"{limit} bytes")
        more = part.get("more_body", False)
    return b"".join(parts)


async def send_answer(send: Send, answer: Answer, *, head: bool = False) -> None:
    """Send an answer; of one to HEAD only the headers."""
    fields = [each for each in answer.headers if each[0] != "content-length"]
    fields.append(("content-length", str(len(answer.body))))
    encoded = [
        (name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in fields
    ]
    await send({"type": "http.response.start", "status": answer.status, "headers": encoded})
    await send({"type": "http.response.body", "body": b"" if head else answer.body})

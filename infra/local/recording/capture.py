"""A loopback server that keeps every request it gets, byte for byte."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedRequest:
    """One request as it came: the body still encoded as its sender chose."""

    method: str
    path: str
    """With the query string."""
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the first header of that name in lower case, or the empty string."""
        found = (value for key, value in self.headers if key.lower() == name)
        return next(found, "").lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the client is told."""

    status: int
    content_type: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    """Besides those that every answer has."""


class DroppedError(Exception):
    """Raised by a responder: the connection ends without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and the answer that it got."""

    request: CapturedRequest
    answer: Answer


type Responder = Callable[[CapturedRequest], Answer]


class CaptureServer:
    """Listens on a free loopback port while it is entered, and keeps all exchanges in order."""

    def __init__(self, responder: Responder) -> None:
        self._responder = responder
        self._exchanges: list[Exchange] = []
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler_class())
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Return the origin, without a trailing slash."""
        return f"http://127.0.0.1:{self._http.server_port}"

    def exchanges(self) -> tuple[Exchange, ...]:
        """Return what has happened until now, in order of arrival."""
        with self._lock:
            return tuple(self._exchanges)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def _answer(self, request: CapturedRequest) -> Answer:
        answer = self._responder(request)
        with self._lock:
            self._exchanges.append(Exchange(request=request, answer=answer))
        return answer

    def _handler_class(self) -> type[BaseHTTPRequestHandler]:
        return type("BoundHandler", (_CaptureHandler,), {"respond": staticmethod(self._answer)})


class _CaptureHandler(BaseHTTPRequestHandler):
    """Reads one request whole, with Content-Length or chunked, and answers it."""

    protocol_version = "HTTP/1.1"
    respond: Responder

    def _serve(self) -> None:
        request = CapturedRequest(
            method=self.command,
            path=self.path,
            headers=tuple(self.headers.items()),
            body=self._body(),
        )
        try:
            answer = self.respond(request)
        except DroppedError:
            self.close_connection = True
            return
        with suppress(BrokenPipeError):  # who asked has waited long enough
            self._send(answer)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _serve  # noqa: N815 - http.server's names

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return b"".join(chunks)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Say nothing: what was asked is kept, not logged."""

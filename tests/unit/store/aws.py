"""A stand-in for AWS that answers as a test tells it to, over real connections."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep

type Answer = tuple[int, bytes]

HANG_UP = (0, b"")
"""Close the connection instead of answering."""

SILENCE = (-1, b"")
"""Keep the connection open and never answer."""


@dataclass(kw_only=True)
class Aws:
    """Answers in turn; the last one is repeated."""

    answers: list[Answer]
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    connections: set[tuple[str, int]] = field(default_factory=set)
    address: str = ""

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def answering(*answers: Answer) -> Iterator[Aws]:
    """Run such a server on loopback."""
    aws = Aws(answers=list(answers))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            aws.connections.add(self.client_address)
            aws.bodies.append(self.rfile.read(int(self.headers["content-length"])))
            aws.headers.append({name.lower(): value for name, value in self.headers.items()})
            status, body = aws.next()
            if status == SILENCE[0]:
                sleep(2)
            if status <= 0:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_PUT = do_POST  # noqa: N815 - the name that http.server asks for

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        aws.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield aws
        finally:
            server.shutdown()

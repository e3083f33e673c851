"""HTTP as AWS speaks it: every form that an answer may have, and what is none."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPException
from socket import create_server
from threading import Thread
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.store.connection import Connection

FINE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine"


@contextmanager
def answering(*answers: bytes) -> Iterator[tuple[Connection, list[bytes]]]:
    """Yield a connection to a server that sends these bytes, and what it read in one piece each."""
    received: list[bytes] = []
    with create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            peer, _ = server.accept()
            with peer:
                for answer in answers:
                    received.append(peer.recv(1_000_000))
                    peer.sendall(answer)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        address = urlsplit(f"http://127.0.0.1:{server.getsockname()[1]}")
        with closing(Connection(address)) as connection:
            yield connection, received
        thread.join(5)


def ask(connection: Connection) -> tuple[int, bytes]:
    return connection.exchange("POST", "/", {"host": "h"}, b"body", 2)


def test_head_and_body_leave_together() -> None:
    with answering(FINE) as (connection, received):
        assert ask(connection) == (200, b"fine")

    assert received == [b"POST / HTTP/1.1\r\ncontent-length: 4\r\nhost: h\r\n\r\nbody"]


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (FINE, (200, b"fine")),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + FINE, (200, b"fine")),
        (b"HTTP/1.1 204 No Content\r\nx: y\r\n\r\n", (204, b"")),
        (b"HTTP/1.1 500 \r\ncontent-length:0\r\n\r\n", (500, b"")),
        (
            b"HTTP/1.1 403 Forbidden\r\nTransfer-Encoding: chunked\r\n\r\n"
            b"3\r\n<a>\r\nA;b=c\r\n0123456789\r\n0\r\nx: y\r\n\r\n",
            (403, b"<a>0123456789"),
        ),
    ],
    ids=["length", "continue", "no content", "empty", "chunked"],
)
def test_after_an_answer_in_any_form_the_next_is_read(
    answer: bytes, found: tuple[int, bytes]
) -> None:
    with answering(answer, FINE) as (connection, _):
        assert ask(connection) == found
        assert ask(connection) == (200, b"fine")


def test_an_answer_without_a_length_ends_with_its_connection() -> None:
    with answering(b"HTTP/1.1 200 OK\r\n\r\nall of it") as (connection, _):
        assert ask(connection) == (200, b"all of it")


@pytest.mark.parametrize("end", range(len(FINE)))
def test_an_answer_that_is_cut_short_is_none(end: int) -> None:
    with answering(FINE[:end]) as (connection, _), pytest.raises((OSError, HTTPException)):
        ask(connection)


@given(st.binary(max_size=100).filter(lambda sent: not sent.startswith(b"HTTP/1.1")))
def test_what_is_not_http_is_no_answer(sent: bytes) -> None:
    with answering(sent) as (connection, _), pytest.raises((OSError, HTTPException)):
        ask(connection)


@pytest.mark.parametrize(("path", "header"), [("/a b", ""), ("/\r\n", ""), ("/", "a\r\nb: c")])
def test_nothing_that_is_sent_becomes_a_header_of_its_own(path: str, header: str) -> None:
    with answering(FINE) as (connection, received):
        with pytest.raises(ValueError, match="two"):
            connection.exchange("PUT", path, {"x": header}, b"", 2)
        assert ask(connection) == (200, b"fine")

    assert len(received) == 1

"""A kept-alive HTTP/1.1 connection, as little of it as AWS needs.

`http.client` writes head and body apart and parses each answer's head as if it were a mail, which
is more than half of the CPU of a call to DynamoDB (docs/decisions/0003-the-light-signer.md).
"""

from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection, IncompleteRead
from io import BufferedReader
from urllib.parse import SplitResult

_LONGEST_LINE = 65_536
_WRITTEN_AT_ONCE = 65_536
"""Bytes of a body that are worth a copy, so that head and body leave in one packet."""

_WITHOUT_BODY = (204, 304)


class Connection:
    """One connection to one address; it connects when it is first used."""

    def __init__(self, address: SplitResult) -> None:
        connect = HTTPSConnection if address.scheme == "https" else HTTPConnection
        self._http = connect(address.netloc)
        self._answers: BufferedReader | None = None

    def exchange(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes, timeout_s: float
    ) -> tuple[int, bytes]:
        """Return status and body of the answer; `timeout_s` bounds each silence.

        After an error the connection can only be closed.

        Raises:
            OSError: the connection broke, or fell silent.
            HTTPException: the answer is not one.
            ValueError: a path or a header cannot be sent.

        """
        answers = self._ready(timeout_s)
        head = _head(method, path, headers, len(body))
        if len(body) <= _WRITTEN_AT_ONCE:
            self._http.sock.sendall(head + body)
        else:
            self._http.sock.sendall(head)
            self._http.sock.sendall(body)
        try:
            status, content, goes_on = _answer(answers)
        except ValueError:
            raise HTTPException("an answer that is not HTTP") from None
        if not goes_on:
            self.close()
        return status, content

    def close(self) -> None:
        """Hang up; the next exchange connects anew."""
        if self._answers is not None:
            self._answers.close()
            self._answers = None
        self._http.close()

    def _ready(self, timeout_s: float) -> BufferedReader:
        if self._answers is None:
            self._http.timeout = timeout_s
            self._http.connect()
            self._answers = self._http.sock.makefile("rb")
        self._http.sock.settimeout(timeout_s)
        return self._answers


def _head(method: str, path: str, headers: Mapping[str, str], length: int) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"content-length: {length}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if " " in path or not all(map(str.isprintable, lines)):
        raise ValueError("a header that would be two")
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _answer(stream: BufferedReader) -> tuple[int, bytes, bool]:
    """Return status and body, and whether the connection may be used again."""
    status, headers = _status(stream), _headers(stream)
    while status == 100:
        status, headers = _status(stream), _headers(stream)
    goes_on = headers.get("connection", "").lower() != "close"
    if status in _WITHOUT_BODY:
        return status, b"", goes_on
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return status, _chunked(stream), goes_on
    if "content-length" in headers:
        return status, _exactly(stream, int(headers["content-length"])), goes_on
    return status, stream.read(), False


def _status(stream: BufferedReader) -> int:
    version, status, *_ = _line(stream).split(" ", 2)
    if version != "HTTP/1.1":
        raise ValueError
    return int(status)


def _headers(stream: BufferedReader) -> dict[str, str]:
    headers = {}
    while line := _line(stream):
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    return headers


def _chunked(stream: BufferedReader) -> bytes:
    found = []
    while size := int(_line(stream).partition(";")[0], 16):
        found.append(_exactly(stream, size))
        _line(stream)
    _headers(stream)
    return b"".join(found)


def _exactly(stream: BufferedReader, size: int) -> bytes:
    found = stream.read(size)
    if len(found) < size:
        raise IncompleteRead(found, size - len(found))
    return found


def _line(stream: BufferedReader) -> str:
    line = stream.readline(_LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise IncompleteRead(line)
    return line.decode("latin-1").rstrip("\r\n")

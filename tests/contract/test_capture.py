"""The capture server and the folder that keeps what it saw: nothing added, nothing lost."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.recording.answers import accept
from infra.local.recording.capture import CapturedRequest, CaptureServer
from infra.local.recording.folder import read_recording, write_recording


@pytest.fixture
def server() -> Iterator[CaptureServer]:
    with CaptureServer(accept) as running:
        yield running


def post(server: CaptureServer, body: bytes | Iterator[bytes], **headers: str) -> int:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=5)
    chunked = not isinstance(body, bytes)
    connection.request("POST", "/v1/traces?a=b", body, headers, encode_chunked=chunked)
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_body_is_kept_as_sent(server: CaptureServer) -> None:
    body = bytes(range(256))

    assert post(server, body) == 200
    (exchange,) = server.exchanges()
    assert (exchange.request.path, exchange.request.body) == ("/v1/traces?a=b", body)


def test_a_chunked_body_is_put_together(server: CaptureServer) -> None:
    parts = iter([b"one ", b"two ", b"three"])

    assert post(server, parts, **{"Transfer-Encoding": "chunked"}) == 200
    (exchange,) = server.exchanges()
    assert exchange.request.body == b"one two three"


def test_a_recording_is_read_as_it_was_written(tmp_path: Path) -> None:
    request = CapturedRequest(
        method="POST", path="/v1/traces?a=b", headers=(("X-One", "1"),), body=b"\x00\xff"
    )

    assert write_recording(tmp_path, [request]) == 1
    assert read_recording(tmp_path) == (request,)


def test_a_recording_keeps_no_credential_and_no_host(tmp_path: Path) -> None:
    headers = (("Authorization", "Basic c2VjcmV0"), ("HOST", "machine"), ("Accept", "*/*"))
    request = CapturedRequest(method="GET", path="/", headers=headers, body=b"")

    write_recording(tmp_path, [request])

    (read,) = read_recording(tmp_path)
    assert read.headers == (("Accept", "*/*"),)


def test_a_shorter_recording_leaves_nothing_of_a_longer_one(tmp_path: Path) -> None:
    request = CapturedRequest(method="POST", path="/", headers=(), body=b"x")
    write_recording(tmp_path, [request] * 3)

    write_recording(tmp_path, [request])

    assert sorted(each.name for each in tmp_path.iterdir()) == ["001.bin", "001.json"]

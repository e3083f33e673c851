"""The body of a request, in every form in which API Gateway hands one over."""

import gzip
import resource
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.ingest.limits import DECOMPRESSED_BYTES
from functions.model.errors import MalformedError, TooLargeError
from tests.unit.ingest.events import a_request

MIB = 1024 * 1024


def _raw_deflate(content: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(content) + stream.flush()


FORMS = [
    ("", bytes),
    ("identity", bytes),
    ("gzip", gzip.compress),
    ("GZIP", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", _raw_deflate),
    ("deflate", gzip.compress),
]


@pytest.mark.parametrize(("encoding", "pack"), FORMS)
@given(content=st.binary())
def test_a_body_comes_out_as_it_went_in(encoding, pack, content) -> None:  # type: ignore[no-untyped-def]
    assert a_request(pack(content), content_encoding=encoding).body() == content


def test_a_gzip_file_of_several_members_is_one_body() -> None:
    """RFC 1952 allows it, and some exporters write one member for each flush."""
    packed = b"".join(gzip.compress(part) for part in (b"one ", b"", b"two ", b"three"))

    assert a_request(packed, content_encoding="gzip").body() == b"one two three"


def test_zeros_after_gzip_are_padding() -> None:
    packed = gzip.compress(b"body") + b"\0" * 512

    assert a_request(packed, content_encoding="gzip").body() == b"body"


def test_a_text_is_its_utf8() -> None:
    assert a_request('{"a": "ü🙂"}').body() == '{"a": "ü🙂"}'.encode()


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
def test_no_body_is_an_empty_one(encoding: str) -> None:
    assert a_request(None, content_encoding=encoding).body() == b""


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(b"x" * 1000)[:-1],
        gzip.compress(b"x" * 1000)[:-9],
        gzip.compress(b"x" * 1000)[:12],
        gzip.compress(b"x") + b"rest",
        b"\x1f\x8b",
        b"\xff" * 100,
    ],
    ids=["no length", "no checksum", "no data", "rest", "magic alone", "noise"],
)
def test_a_damaged_body_is_the_senders_fault(encoding: str, body: bytes) -> None:
    with pytest.raises(MalformedError, match=r"^body: damaged "):
        a_request(body, content_encoding=encoding).body()


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "none"])
def test_an_encoding_that_we_do_not_know_is_named(encoding: str) -> None:
    with pytest.raises(MalformedError, match=r"^content-encoding: "):
        a_request(b"", content_encoding=encoding).body()


def test_what_should_be_base64_and_is_not_is_refused() -> None:
    request = a_request("€" * 5)
    request.event["isBase64Encoded"] = True

    with pytest.raises(MalformedError, match=r"^body: not base64$"):
        request.body()


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, _raw_deflate])
def test_a_body_may_be_as_large_as_the_limit_and_no_larger(pack) -> None:  # type: ignore[no-untyped-def]
    encoding = "gzip" if pack is gzip.compress else "deflate"
    largest = bytes(DECOMPRESSED_BYTES)

    assert a_request(pack(largest), content_encoding=encoding).body() == largest
    with pytest.raises(TooLargeError):
        a_request(pack(largest + b"\0"), content_encoding=encoding).body()


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, _raw_deflate])
def test_a_bomb_is_never_inflated_beyond_the_limit(pack) -> None:  # type: ignore[no-untyped-def]
    request = a_request(
        pack(bytes(120 * MIB)), content_encoding="gzip" if pack is gzip.compress else "deflate"
    )
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        request.body()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 3 * DECOMPRESSED_BYTES


def test_members_count_together() -> None:
    bomb = gzip.compress(bytes(DECOMPRESSED_BYTES // 2)) * 3

    with pytest.raises(TooLargeError):
        a_request(bomb, content_encoding="gzip").body()


def test_a_file_of_very_many_members_is_refused_at_once() -> None:
    """Each copies what follows it: 200,000 in one request would copy half a terabyte."""
    bomb = gzip.compress(b"") * 200_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    with pytest.raises(MalformedError, match=r"^body: over "):
        a_request(bomb, content_encoding="gzip").body()

    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 5

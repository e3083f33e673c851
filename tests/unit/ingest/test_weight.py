"""Bodies that are small, and would fill the memory once parsed."""

import json
import resource
from collections.abc import Callable

import pytest

from functions.ingest import otlp_json, otlp_protobuf
from functions.ingest.export import Export
from functions.ingest.limits import DECOMPRESSED_BYTES
from functions.ingest.wire_format import message_field
from functions.model.errors import TooLargeError

HALF = DECOMPRESSED_BYTES // 2 - 100

BOMBS: dict[str, tuple[Callable[[bytes, int], Export], Callable[[], bytes]]] = {
    "empty resources": (otlp_protobuf.split, lambda: b"\x0a\0" * HALF),
    "empty scopes": (otlp_protobuf.split, lambda: message_field(1, b"\x12\0" * HALF)),
    "empty spans": (
        otlp_protobuf.split,
        lambda: message_field(1, message_field(2, b"\x12\0" * HALF)),
    ),
    "empty attributes": (
        otlp_protobuf.split,
        lambda: message_field(1, message_field(2, message_field(2, b"\x4a\0" * HALF))),
    ),
    "empty lists": (otlp_json.split, lambda: b'{"resourceSpans":[' + b"[]," * 9_000_000 + b"[]]}"),
    "empty objects": (
        otlp_json.split,
        lambda: b'{"resourceSpans":[' + b"{}," * 9_000_000 + b"{}]}",
    ),
    "short texts": (otlp_json.split, lambda: b'{"resourceSpans":[' + b'"ab",' * 6_000_000 + b"1]}"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_body_of_millions_of_nothings_is_refused_before_it_is_parsed(bomb: str) -> None:
    split, make = BOMBS[bomb]
    body = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(TooLargeError):
        split(body, 0)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kB


def test_a_large_body_of_real_attributes_is_not_mistaken_for_one() -> None:
    attributes = [{"key": f"gen_ai.k{n}", "value": {"intValue": n}} for n in range(50)]
    spans = [
        {"traceId": "2" * 32, "spanId": "1" * 16, "attributes": attributes} for _ in range(5_000)
    ]
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode()

    assert otlp_json.split(body, 0).span_count == 5_000

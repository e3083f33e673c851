"""Recorded requests → turns, by the product's own pure steps: split, interpret, fold."""

import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable

from functions.ingest import otlp_json, otlp_protobuf
from functions.ingest.batch import read_batch
from functions.interpret.trace import build_trace
from functions.model.chunk import Chunk, Credential
from functions.model.fold.session import reading_order
from functions.model.fold.turn import fold_turn
from functions.model.json import Json
from functions.model.turn import Turn
from infra.local.recording.capture import CapturedRequest

type Named = Iterable[tuple[str, Chunk]]


def plain_body(request: CapturedRequest) -> bytes:
    """Return the body, inflated."""
    match request.header("content-encoding"):
        case "gzip":
            return gzip.decompress(request.body)
        case "deflate":
            return zlib.decompress(request.body)
        case _:
            return request.body


def turns_of(requests: Iterable[CapturedRequest]) -> list[Turn]:
    """Return the turns that the requests come to, in reading order."""
    chunks: dict[str, list[Chunk]] = defaultdict(list)
    for request in requests:
        for trace_id, chunk in chunks_of(request):
            chunks[trace_id].append(chunk)
    turns = [fold_turn(build_trace(trace_id, each)) for trace_id, each in chunks.items()]
    return sorted(turns, key=reading_order)


def chunks_of(request: CapturedRequest) -> Named:
    """Return the chunks that ingest makes of a request, by the trace they are about."""
    if request.path.endswith("/v1/traces"):
        is_json = "json" in request.header("content-type")
        split = otlp_json.split if is_json else otlp_protobuf.split
        return split(plain_body(request), 0).chunks
    if request.path == "/api/public/ingestion":
        return _events(json.loads(request.body)["batch"])
    return ()


def _events(events: Json) -> Named:
    batch = read_batch(events, Credential.SECRET, lambda _id: "configId: no such score config")
    return [(name, chunk) for (_kind, name), chunk in batch.chunks(Credential.SECRET, 0)]

"""CPU a span of ingest and of rollup, and what a million spans cost."""

import gzip
from collections.abc import Iterator
from itertools import batched, chain

from opentelemetry.proto.trace.v1.trace_pb2 import Span

from functions.rollup.handler import lambda_handler as rollup
from tests.bench.figures import Figure
from tests.bench.place import Clock, service
from tests.bench.units import counted_units
from tests.bench.workload import encode, sdk_requests, trace_requests
from tests.integration.service import Context, Service

_PATH = "/v1/traces"
_HEADERS = {"content-type": "application/x-protobuf"}
_WARM = 20
_DOLLARS_A_MILLION_UNITS = 0.625
_DOLLARS_A_MILLION_READS = 0.125
_DOLLARS_A_GB_SECOND = 0.0000133334
_DOLLARS_A_MILLION_REQUESTS = 1.0 + 0.20
_GB = 1769 / 1024
"""Memory at which a function has one whole core."""


def figures(sessions: int = 40) -> Iterator[Figure]:
    """Yield the figures of the write path."""
    requests = list(trace_requests(sessions))
    spans = list(chain.from_iterable(requests))
    with service() as place:
        large = [gzip.compress(encode(list(each))) for each in batched(spans, 512, strict=False)]
        gzipped = {**_HEADERS, "content-encoding": "gzip"}
        cpu = _ingest(place, large, gzipped)
        yield Figure(
            name="ingest, CPU a span, 512-span gzip protobuf requests",
            value=cpu / len(spans) * 1e6,
            unit="µs",
            budget=60,
        )
    with service() as place:
        one_each = [encode(each) for each in requests]
        _ingest(place, one_each[:_WARM], _HEADERS)
        _roll_up(place)
        ingest = _ingest(place, one_each, _HEADERS)
        yield Figure(
            name="ingest, CPU a span, one request per trace",
            value=ingest / len(spans) * 1e6,
            unit="µs",
            budget=250,
        )
        both = (ingest + _roll_up(place)) / len(spans)
        yield Figure(
            name="ingest + rollup, CPU a span, one request per trace",
            value=both * 1e6,
            unit="µs",
            budget=600,
        )
    units, calls = _units(requests)
    yield Figure(name="write units a span, one request per trace", value=units, unit="", budget=1.4)
    sdk, _ = _units(list(sdk_requests(sessions)))
    yield Figure(name="write units a span, 5 s SDK batches", value=sdk, unit="", budget=2.3)
    dollars = units * _DOLLARS_A_MILLION_UNITS
    dollars += both * 1e6 * _GB * _DOLLARS_A_GB_SECOND
    dollars += calls / len(spans) * _DOLLARS_A_MILLION_REQUESTS
    yield Figure(
        name="a million spans, writes, compute and requests (us-east-1)",
        value=dollars,
        unit="$",
        budget=1.5,
    )


def _ingest(place: Service, bodies: list[bytes], headers: dict[str, str]) -> float:
    for each in bodies[:_WARM]:
        place.post(_PATH, each, headers)
    clock = Clock()
    for each in bodies:
        with clock.running():
            answer = place.post(_PATH, each, headers)
        assert answer["statusCode"] == 200
    return clock.cpu_s


def _roll_up(place: Service) -> float:
    """Return the CPU seconds of all rollups, the stream delivered in batches of a hundred."""
    clock = Clock()
    while records := place.read_stream():
        for batch in batched(records, 100, strict=False):
            with clock.running():
                rollup({"Records": list(batch)}, Context())  # type: ignore[arg-type]
    return clock.cpu_s


def _units(requests: list[list[Span]]) -> tuple[float, int]:
    """Return write units a span and the number of requests; each is rolled up before the next."""
    spans = sum(map(len, requests))
    with service() as place, counted_units() as units:
        for each in requests:
            place.post(_PATH, encode(each), _HEADERS)
            _roll_up(place)
    charged = sum(count for row, count in units.items() if not row.startswith("count"))
    return charged / spans, len(requests)

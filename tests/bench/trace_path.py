"""What looking into a turn takes: its tree, an observation beside the session, the trace's page."""

from collections.abc import Iterator, Mapping
from itertools import islice

from opentelemetry.proto.trace.v1.trace_pb2 import Span

from tests.bench.figures import Figure, p50
from tests.bench.place import Clock, get, service
from tests.bench.workload import conversations, encode
from tests.integration.service import PROJECT
from web.pages.links import id_to_key, step_url, trace_url, tree_url

_PATH = "/api/public/otel/v1/traces"
_HEADERS = {"content-type": "application/x-protobuf"}
_FROM_SCRIPT = {"hx-request": "true"}
_SPANS = 50
_TIMES = 15


def figures() -> Iterator[Figure]:
    """Yield the figures of a trace of 50 observations of 3.3 kB."""
    spans = _one_trace()
    key = id_to_key(spans[0].trace_id.hex())
    with service() as place:
        assert place.post(_PATH, encode(spans), _HEADERS)["statusCode"] == 200
        yield from _times("tree of 50 observations", tree_url(PROJECT, key), _FROM_SCRIPT, 25)
        yield from _times("one observation of 50", step_url(PROJECT, key, _SPANS), _FROM_SCRIPT)
        yield from _times("page of a trace of 50 observations", trace_url(PROJECT, key), {})


def _one_trace() -> list[Span]:
    """Return spans of conversations as those of one trace."""
    turns = (spans for talk in conversations(9) for spans in talk.traces())
    spans = list(islice((span for turn in turns for span in turn), _SPANS))
    for each in spans:
        each.trace_id = spans[0].trace_id
    return spans


def _times(
    name: str, path: str, headers: Mapping[str, str], budget: float | None = None
) -> Iterator[Figure]:
    assert get(path, headers)["statusCode"] == 200
    clock = Clock()
    for _ in range(_TIMES):
        with clock.running():
            get(path, headers)
    took = p50(clock.walls_s) * 1000
    yield Figure(name=f"{name}, server time p50", value=took, unit="ms")
    own = clock.cpu_s / _TIMES * 1000
    yield Figure(name=f"{name}, the function's own CPU", value=own, unit="ms", budget=budget)

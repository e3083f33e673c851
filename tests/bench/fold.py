"""How long folds take, from an ordinary trace to the largest: `python -m tests.bench.fold`."""

import time
from collections.abc import Callable
from dataclasses import replace
from itertools import batched, chain, cycle, islice

from opentelemetry.proto.trace.v1.trace_pb2 import Span

from functions.interpret.fragments import read_fragments
from functions.model.chunk import Chunk, Format
from functions.model.fold.session import fold_session
from functions.model.fold.trace import fold_trace
from functions.model.fold.turn import fold_turn
from functions.store.rows import turn_item
from tests.bench.workload import encode, trace_requests

_LARGE_TRACE = 10_000
_LARGE_SESSION = 2_000


def main() -> None:
    """Print the CPU time of each step."""
    requests = list(trace_requests(20))
    _show("an ordinary trace, CPU a span", [_chunk(each) for each in requests], 1e6, "µs")
    _show(f"a trace of {_LARGE_TRACE:,} spans", [*_large(requests)], 1e3, "ms", together=True)
    turns = [fold_turn(fold_trace("t", read_fragments(_chunk(each)))) for each in requests]
    many = [
        replace(turn, trace_id=str(number))
        for number, turn in enumerate(islice(cycle(turns), _LARGE_SESSION))
    ]
    seconds = _timed(lambda: fold_session("s", many))
    print(f"a session of {_LARGE_SESSION:,} turns: fold_session {seconds * 1e3:.1f} ms")


def _show(
    what: str, chunks: list[Chunk], factor: float, unit: str, *, together: bool = False
) -> None:
    said = [list(read_fragments(each)) for each in chunks]
    if together:
        said = [list(chain.from_iterable(said))]
    traces = [fold_trace("t", each) for each in said]
    turns = [fold_turn(each) for each in traces]
    spans = 1 if together else sum(len(each.observations) for each in traces)
    steps: dict[str, Callable[[], object]] = {
        "interpret": lambda: [list(read_fragments(each)) for each in chunks],
        "fold_trace": lambda: [fold_trace("t", each) for each in said],
        "fold_turn": lambda: [fold_turn(each) for each in traces],
        "turn_item": lambda: [turn_item("p", "pk", "sk", each) for each in turns],
    }
    for name, step in steps.items():
        print(f"{what}: {name} {_timed(step) / spans * factor:.1f} {unit}")


def _chunk(spans: list[Span]) -> Chunk:
    return Chunk(format=Format.OTLP_PROTOBUF, data=encode(spans))


def _large(requests: list[list[Span]]) -> list[Chunk]:
    """Return one trace, ten children to a span, in requests of fifty."""
    spans = []
    for number, each in enumerate(islice(cycle(chain.from_iterable(requests)), _LARGE_TRACE), 1):
        span = Span()
        span.CopyFrom(each)
        span.trace_id = bytes(15) + b"t"
        span.span_id = number.to_bytes(8)
        span.parent_span_id = (number // 10).to_bytes(8) if number > 9 else b""
        spans.append(span)
    return [_chunk(list(each)) for each in batched(spans, 50, strict=False)]


def _timed(step: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        before = time.process_time()
        step()
        best = min(best, time.process_time() - before)
    return best


if __name__ == "__main__":
    main()

"""What lists and lookups of the API cost as a project grows: the function's CPU, and its requests.

The engine's own time is left out: it sorts a whole index for each Query, which DynamoDB does not.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, count
from typing import Any
from unittest.mock import patch

from functions.model.fold.session import fold_session
from functions.model.score import DataType, Score
from functions.store.keys import session_pk, trace_pk, turn_sk
from functions.store.rows import session_item, turn_item
from functions.store.score_rows import score_item
from functions.store.wire import Wire
from tests.bench.figures import Figure
from tests.bench.place import Clock, put, service
from tests.bench.workload import encode, trace_requests
from tests.factories import START_NS, a_turn
from tests.integration.api import Api
from tests.integration.service import PROJECT, Service

_SIZES = (100, 3_000)
"""Of 10,000 rows in three lists the engine needs longer for a Query than the store waits."""

_TIMES = 3
_REAL_SESSIONS = 5
_NOTHING = "no such release"

_ASKED: tuple[tuple[str, str, dict[str, Any], float | None], ...] = (
    ("sessions, page 1", "/sessions", {"limit": 30}, None),
    ("sessions, page 2", "/sessions", {"limit": 30, "page": 2}, 25),
    ("sessions by cursor", "/sessions", {"limit": 30, "cursor": ""}, 25),
    ("traces core, page 1", "/traces", {"limit": 30, "fields": "core"}, None),
    ("traces core, page 2", "/traces", {"limit": 30, "fields": "core", "page": 2}, 25),
    ("traces core by cursor", "/traces", {"limit": 30, "fields": "core", "cursor": ""}, 25),
    ("traces core, nothing has the release", "/traces",
     {"limit": 30, "fields": "core", "release": _NOTHING}, None),
    ("scores v2, page 1", "/v2/scores", {"limit": 30}, None),
    ("scores v3 by cursor", "/v3/scores", {"limit": 30}, 25),
    ("observations v2 by cursor", "/v2/observations", {"limit": 30}, None),
    ("observation by id, the oldest there is", "/observations/{oldest}", {}, None),
)  # fmt: skip


def figures() -> Iterator[Figure]:
    """Yield the figures of the API."""
    with service() as place:
        oldest = _send_traces(place)
        before = 0
        for size in _SIZES:
            put(place, chain.from_iterable(map(_rows, range(before, size))))
            before = size
            api = Api()
            for name, path, query, budget in _ASKED:
                asked = (path.format(oldest=oldest), query)
                yield from _cost(api, f"{name}, at {size:,}", asked, budget)


def _cost(
    api: Api, name: str, asked: tuple[str, dict[str, Any]], budget: float | None
) -> Iterator[Figure]:
    path, query = asked
    api.get(path, **query)
    clock = Clock()
    with _counted_calls() as calls:
        for _ in range(_TIMES):
            with clock.running():
                api.get(path, **query)
    own = clock.cpu_s / _TIMES * 1000
    yield Figure(name=f"{name}: CPU", value=own, unit="ms", budget=budget)
    yield Figure(name=f"{name}: requests to DynamoDB", value=next(calls) / _TIMES, unit="")


@contextmanager
def _counted_calls() -> Iterator[Iterator[int]]:
    """Yield what says how many calls were made inside."""
    calls = count()
    call = Wire.call

    def counted(self: Wire, *request: Any) -> dict[str, Any]:
        next(calls)
        return call(self, *request)

    with patch.object(Wire, "call", counted):
        yield calls


def _send_traces(place: Service) -> str:
    """Store real traces, older than all rows; returns the id of the oldest observation."""
    requests = list(trace_requests(_REAL_SESSIONS))
    for each in requests:
        place.post("/v1/traces", encode(each), {"content-type": "application/x-protobuf"})
    place.settle()
    oldest = min(chain.from_iterable(requests), key=lambda span: span.start_time_unix_nano)
    return oldest.span_id.hex()


def _rows(number: int) -> Iterable[dict[str, Any]]:
    """Return a session with a turn and a score, as the rollup leaves them."""
    session_id, trace_id = f"session-{number}", f"trace-{number}"
    pk = session_pk(PROJECT, session_id)
    turn = a_turn(number + 1, session_id=session_id, trace_id=trace_id)
    yield session_item(PROJECT, pk, fold_session(session_id, [turn]))
    yield turn_item(PROJECT, pk, turn_sk(turn.start_ns, trace_id), turn)
    score = Score(
        score_id=f"score-{number}",
        name="quality",
        trace_id=trace_id,
        data_type=DataType.NUMERIC,
        value=0.5,
        timestamp_ns=START_NS + number,
        updated_ns=START_NS + number,
    )
    yield score_item(PROJECT, trace_pk(PROJECT, trace_id), score)

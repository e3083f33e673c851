"""Any number of rollups at once, on any state that a crash left: one turn, in its place."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from itertools import count, product
from random import Random
from typing import Any

import boto3
import pytest

from functions.model.chunk import Chunk, Format
from functions.model.errors import StoreUnavailableError
from functions.rollup.fold import fold_partition
from functions.rollup.store import store
from functions.store.chunks import chunk_to_item
from functions.store.codec import pack
from functions.store.derived import DerivedRows
from functions.store.keys import session_pk, trace_pk, turn_sk
from functions.store.rows import item_to_session, item_to_turn
from functions.store.table import SessionTable
from tests.integration.rows import all_rows, derived_rows, turn_places
from tests.integration.service import PROJECT, Service

_NOW_MS = time.time_ns() // 10**6
_TRACE = trace_pk(PROJECT, "t")
_SESSIONS = [session_pk(PROJECT, name) for name in ("a", "b", "c")]


def _event(second: int, session: str | None = None, **body: Any) -> dict[str, Any]:
    return {
        "id": f"e-{second}",
        "type": "trace-create",
        "timestamp": f"2026-11-01T10:00:{second:02}Z",
        "body": {"id": "t", "timestamp": "2026-11-01T10:00:00Z", "sessionId": session, **body},
    }


def _put(service: Service, event: dict[str, Any], arrived_ms: int = _NOW_MS) -> None:
    """Store a chunk as ingest would, without its stream record."""
    data = json.dumps([event]).encode()
    chunk = Chunk(format=Format.LANGFUSE, data=data, arrived_ms=arrived_ms)
    item = chunk_to_item(_TRACE, chunk, pack(data))
    boto3.client("dynamodb").put_item(TableName=service.table, Item=item)


def _settle() -> None:
    """Fold everything once more, as a retry of the stream would."""
    for pk in [_TRACE, *_SESSIONS]:
        fold_partition(store(), pk)


def test_racing_rollups_leave_one_turn_in_the_latest_session(service: Service) -> None:
    random = Random(4)
    moves = [_event(second, random.choice("abc")) for second in range(1, 13)]
    last = moves[-1]["body"]["sessionId"]
    random.shuffle(moves)

    def work(number: int) -> None:
        _put(service, moves[number])
        for pk in random.sample([_TRACE, *_SESSIONS], 4):
            _with_retries(partial(fold_partition, store(), pk))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(12)))
    for pk in _SESSIONS:
        fold_partition(store(), pk)

    ((pk, sk),) = turn_places(service.table)
    rows = all_rows(service.table)
    assert pk == session_pk(PROJECT, last)
    assert item_to_turn(rows[pk, sk]).session_id == last
    for other in set(_SESSIONS) - {pk}:
        assert rows.get((other, "SESSION"), {"gone": True}).get("gone")
        assert rows.get((other, sk), {"gone": True}).get("gone")
    assert store().rows.read_head(_TRACE).places == ((pk, sk),)
    assert rows[_TRACE, "HEAD"]["chunks"]["N"] == "12"
    assert item_to_session(rows[pk, "SESSION"]).turn_count == 1


def _with_retries(fold: Callable[[], None]) -> None:
    """Fold until the store lets it: what the stream does."""
    for _ in range(20):
        try:
            fold()
        except StoreUnavailableError:
            continue
        return
    raise AssertionError("never folded")


def test_rollups_that_race_with_a_deletion_leave_what_came_after_it(service: Service) -> None:
    _put(service, _event(1, "a", name="old"), arrived_ms=_NOW_MS)
    _put(service, _event(2, "b", userId="old"), arrived_ms=_NOW_MS + 1)
    fold_partition(store(), _TRACE)

    def delete(_: int) -> None:
        def mark() -> None:
            head = store().rows.read_head(_TRACE)
            mine = replace(
                head, generation=head.generation + 1, deleted_ms=_NOW_MS + 1, chunk_count=0
            )
            if not store().rows.put_head(_TRACE, head, mine):
                raise StoreUnavailableError

        _with_retries(mark)

    def late(_: int) -> None:
        _put(service, _event(3, "c", name="new"), arrived_ms=_NOW_MS + 2)

    with ThreadPoolExecutor(6) as pool:
        jobs = [delete, late, *[lambda _: _with_retries(_settle)] * 6]
        list(pool.map(lambda job: job(0), jobs))
    _settle()

    ((pk, sk),) = turn_places(service.table)
    turn = item_to_turn(all_rows(service.table)[pk, sk])
    assert (turn.session_id, turn.name, turn.user_id) == ("c", "new", None)


def test_a_trace_deleted_whole_has_no_turn_and_an_emptied_session_is_a_tombstone(
    service: Service,
) -> None:
    _put(service, _event(1, "a"), arrived_ms=_NOW_MS)
    _settle()
    head = store().rows.read_head(_TRACE)
    gone = replace(head, generation=head.generation + 1, deleted_ms=_NOW_MS, chunk_count=0)
    assert store().rows.put_head(_TRACE, head, gone)
    _settle()

    assert derived_rows(service.table) == {}
    assert all_rows(service.table)[_SESSIONS[0], "SESSION"]["gone"] == {"BOOL": True}
    assert store().rows.read_head(_TRACE).deleted_ms == _NOW_MS


class _CrashError(Exception):
    """The end of a process in the middle of its work."""


@contextmanager
def _crash_after(puts: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the rollup write `puts` rows and then die."""
    numbers = count()
    put = DerivedRows._put  # noqa: SLF001 - every write goes through it

    def dying(rows: DerivedRows, *args: Any) -> bool:
        if next(numbers) >= puts:
            raise _CrashError
        return put(rows, *args)

    with monkeypatch.context() as patch:
        patch.setattr(DerivedRows, "_put", dying)
        yield


_HISTORY = [
    [_event(1, "a", name="x")],
    [_event(2, "b", tags=["z"])],
    [
        {
            "id": "s-1",
            "type": "score-create",
            "timestamp": "2026-11-01T10:00:03Z",
            "body": {"id": "score", "traceId": "t", "name": "quality", "value": 1},
        }
    ],
    [
        {
            "id": "s-2",
            "type": "score-delete",
            "timestamp": "2026-11-01T10:00:04Z",
            "body": {"id": "score"},
        }
    ],
    [_event(5, "a", name="y")],
]


@pytest.mark.parametrize(("step", "puts"), list(product(range(1, len(_HISTORY) + 1), range(5))))
def test_a_rollup_that_dies_after_any_write_is_made_good_by_the_next(
    service: Service, monkeypatch: pytest.MonkeyPatch, step: int, puts: int
) -> None:
    for number, events in enumerate(_HISTORY[:step], 1):
        for event in events:
            _put(service, event)
        if number < step:
            _settle()
    with _crash_after(puts, monkeypatch), suppress(_CrashError):
        fold_partition(store(), _TRACE)
    _settle()
    found = derived_rows(service.table)
    _forget_derived(service)
    _settle()

    assert found == derived_rows(service.table)
    assert len(turn_places(service.table)) == 1


def _forget_derived(service: Service) -> None:
    client = boto3.client("dynamodb")
    for pk, sk in all_rows(service.table):
        if pk.startswith("P#") and not sk.startswith("CHUNK#"):
            client.delete_item(TableName=service.table, Key={"PK": {"S": pk}, "SK": {"S": sk}})


@pytest.mark.parametrize("puts", range(4))
def test_a_session_rollup_that_dies_is_made_good_by_the_next(
    service: Service, monkeypatch: pytest.MonkeyPatch, puts: int
) -> None:
    service.send([_event(1, "a"), *_session_scores(2)])
    with _crash_after(puts, monkeypatch), suppress(_CrashError):
        fold_partition(store(), _TRACE)
        fold_partition(store(), _SESSIONS[0])
    service.settle()
    rows = derived_rows(service.table)

    session = item_to_session(rows[_SESSIONS[0], "SESSION"])
    assert (session.turn_count, session.score_count) == (1, 2)
    assert [sk for pk, sk in rows if sk.startswith("SCORE#")] == ["SCORE#s-0", "SCORE#s-1"]


def _session_scores(number: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"event-{each}",
            "type": "score-create",
            "timestamp": "2026-11-01T10:00:09Z",
            "body": {"id": f"s-{each}", "sessionId": "a", "name": "tone", "value": 1},
        }
        for each in range(number)
    ]


def test_a_slow_rollup_never_puts_an_older_turn_over_a_newer_one(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It wins its generation and sleeps; meanwhile the trace gets back the name it had before.

    Whoever folds that must not take the row for settled, although it says the same.
    """
    _put(service, _event(1, name="x", userId="u"))
    fold_partition(store(), _TRACE)
    _put(service, _event(2, name="y"))
    late: list[tuple[dict[str, Any], int]] = []
    with monkeypatch.context() as patch:
        patch.setattr(DerivedRows, "put_row", lambda _, *args: late.append(args))
        fold_partition(store(), _TRACE)
    _put(service, _event(3, name="x"))
    fold_partition(store(), _TRACE)
    ((item, generation),) = late
    store().rows.put_row(item, generation)

    assert item_to_turn(item).name == "y"
    assert item_to_turn(all_rows(service.table)[_TRACE, "TURN"]).name == "x"


def _overtake(monkeypatch: pytest.MonkeyPatch, prefix: str, overtake: Callable[[], None]) -> None:
    """Let something happen once, right after a rollup has read the rows that it folds."""
    partition = SessionTable.partition
    waiting = [overtake]

    def reading(table: SessionTable, pk: str, sk_prefix: str = "") -> Iterator[Any]:
        rows = list(partition(table, pk, sk_prefix))
        if sk_prefix == prefix and waiting:
            waiting.pop()()
        yield from rows

    monkeypatch.setattr(SessionTable, "partition", reading)


@pytest.mark.parametrize("folded_before", [False, True], ids=["the first fold", "a later fold"])
def test_a_rollup_that_was_overtaken_starts_again(
    service: Service, monkeypatch: pytest.MonkeyPatch, folded_before: bool
) -> None:
    _put(service, _event(1, "a"))
    if folded_before:
        fold_partition(store(), _TRACE)
        _put(service, _event(2, "a", name="x"))

    def move() -> None:
        _put(service, _event(9, "b"))
        fold_partition(store(), _TRACE)

    _overtake(monkeypatch, "CHUNK#", move)
    fold_partition(store(), _TRACE)

    places = turn_places(service.table)
    assert [pk for pk, _ in places] == [session_pk(PROJECT, "b")]
    assert store().rows.read_head(_TRACE).places == tuple(places)


@pytest.mark.parametrize("folded_before", [False, True], ids=["the first fold", "a later fold"])
def test_a_session_rollup_that_was_overtaken_starts_again(
    service: Service, monkeypatch: pytest.MonkeyPatch, folded_before: bool
) -> None:
    _put(service, _event(1, "a"))
    fold_partition(store(), _TRACE)
    if folded_before:
        fold_partition(store(), _SESSIONS[0])
        _put(service, _event(2, "a", tags=["x"]))
        fold_partition(store(), _TRACE)

    def rename() -> None:
        _put(service, _event(9, "a", name="renamed"))
        fold_partition(store(), _TRACE)
        fold_partition(store(), _SESSIONS[0])

    _overtake(monkeypatch, "", rename)
    fold_partition(store(), _SESSIONS[0])

    row = all_rows(service.table)[_SESSIONS[0], "SESSION"]
    assert item_to_session(row).names.values == ("renamed",)


def test_places_differ_by_the_hour_of_the_start(service: Service) -> None:
    service.send([_event(1, "a")])
    service.settle()

    start = 1793527200 * 10**9
    assert turn_places(service.table) == [(_SESSIONS[0], turn_sk(start, "t"))]

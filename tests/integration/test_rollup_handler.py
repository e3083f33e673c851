"""The handler on the stream: what comes again, what is given up, what is put off."""

import json
import time
from typing import Any

import boto3
import pytest

from functions.interpret import trace as interpret
from functions.model.errors import StoreUnavailableError
from functions.rollup import growth, handler
from functions.rollup import sweep as sweeping
from functions.rollup.fold import fold_partition
from functions.rollup.handler import lambda_handler as rollup
from functions.rollup.store import store
from functions.store import table
from functions.store.derived import DerivedRows
from functions.store.keys import session_pk, trace_pk
from functions.store.rows import item_to_turn
from functions.store.table import session_table
from tests.bench.place import body, get
from tests.integration.rows import all_rows, derived_rows, turn_places
from tests.integration.service import PROJECT, Context, Service
from web.pages.links import id_to_key, sessions_url, trace_url

_SECRET_WORDS = "the customer's own words"


def _trace(trace_id: str, second: int = 1, **body: Any) -> dict[str, Any]:
    return {
        "id": f"{trace_id[:9]}-{second}",
        "type": "trace-create",
        "timestamp": f"2026-11-01T10:00:{second:02}Z",
        "body": {"id": trace_id, "sessionId": "a", "input": _SECRET_WORDS, **body},
    }


def _records(service: Service, *trace_ids: str) -> list[dict[str, Any]]:
    for trace_id in trace_ids:
        service.send([_trace(trace_id)])
    return service.read_stream()


def _number(record: dict[str, Any]) -> str:
    return str(record["dynamodb"]["SequenceNumber"])


def _roll_up(records: list[dict[str, Any]], context: Context | None = None) -> list[str]:
    answer = rollup({"Records": records}, context or Context())  # type: ignore[arg-type]
    return [each["itemIdentifier"] for each in answer["batchItemFailures"]]


def _fail_on(monkeypatch: pytest.MonkeyPatch, pks: set[str], error: Exception) -> list[str]:
    """Let folds of some partitions fail; returns the list that names every fold."""
    folded: list[str] = []
    fold = fold_partition

    def failing(to: Any, pk: str, **options: Any) -> None:
        folded.append(pk)
        if pk in pks:
            raise error
        fold(to, pk, **options)

    monkeypatch.setattr(handler, "fold_partition", failing)
    monkeypatch.setattr(sweeping, "fold_partition", failing)
    return folded


def test_each_partition_of_a_batch_is_folded_once(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded = _fail_on(monkeypatch, set(), ValueError())
    service.send([_trace("t")])
    service.send([_trace("t", 2)])

    assert _roll_up(service.read_stream()) == []
    assert folded == [trace_pk(PROJECT, "t")]


def test_what_failed_for_now_comes_again_from_the_lowest_record_on(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = _records(service, "t1", "t2", "t3")
    pks = {trace_pk(PROJECT, "t2"), trace_pk(PROJECT, "t3")}
    with monkeypatch.context() as patch:
        _fail_on(patch, pks, StoreUnavailableError())
        assert _roll_up(records[::-1]) == [_number(records[1])]

    assert {pk for pk, _ in turn_places(service.table)} == {session_pk(PROJECT, "a")}
    assert len(turn_places(service.table)) == 1
    assert _roll_up(records[1:]) == []
    assert len(turn_places(service.table)) == 3
    assert not [pk for pk, _ in all_rows(service.table) if pk == "DUE"]


def test_a_poison_trace_is_acknowledged_marked_and_healed_by_the_schedule(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    records = _records(service, "bad", "good")
    pk = trace_pk(PROJECT, "bad")
    with monkeypatch.context() as patch:
        _fail_on(patch, {pk}, ValueError(_SECRET_WORDS))
        assert _roll_up(records) == []
        assert store().rows.read_head(pk).failed == "ValueError"
        assert len(turn_places(service.table)) == 1
        _sweep()
        assert [key for key in all_rows(service.table) if key[0] == "DUE"] == [("DUE", pk)]
    _sweep()

    assert store().rows.read_head(pk).failed is None
    assert len(turn_places(service.table)) == 2
    assert not [key for key in all_rows(service.table) if key[0] == "DUE"]
    logged = [vars(each) for each in caplog.records]
    assert {each["kind"] for each in logged} == {"ValueError"}
    assert _SECRET_WORDS not in repr(logged)


def test_a_failure_that_cannot_even_be_noted_comes_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = _records(service, "bad")
    _fail_on(monkeypatch, {trace_pk(PROJECT, "bad")}, ValueError())

    def unavailable(*_: Any, **__: Any) -> None:
        raise StoreUnavailableError

    monkeypatch.setattr(DerivedRows, "put_due", unavailable)

    assert _roll_up(records) == [_number(records[0])]


def test_a_batch_is_handed_back_when_its_time_runs_out(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded = _fail_on(monkeypatch, set(), ValueError())
    records = _records(service, "t1", "t2")

    class Late(Context):
        """A function with time for one fold."""

        def get_remaining_time_in_millis(self) -> int:
            return 60_000 if not folded else 500

    assert _roll_up(records, Late()) == [_number(records[1])]
    assert folded == [trace_pk(PROJECT, "t1")]


def _sweep(context: Context | None = None) -> None:
    assert rollup({"sweep": True}, context or Context()) == {}  # type: ignore[arg-type]


def test_a_sweep_stops_when_its_time_runs_out(service: Service) -> None:
    _records(service, "t1")
    store().rows.put_due(trace_pk(PROJECT, "t1"))

    class Late(Context):
        """A function whose time is over."""

        def get_remaining_time_in_millis(self) -> int:
            return 500

    _sweep(Late())
    assert turn_places(service.table) == []
    _sweep()
    assert len(turn_places(service.table)) == 1


def test_a_sweep_leaves_what_became_due_again_meanwhile(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk = trace_pk(PROJECT, "t1")
    _records(service, "t1")
    store().rows.put_due(pk)
    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "fold_partition", lambda *_, **__: store().rows.put_due(pk))
        _sweep()

    assert ("DUE", pk) in all_rows(service.table)
    _sweep()
    assert ("DUE", pk) not in all_rows(service.table)


@pytest.mark.parametrize(
    ("rows", "age_ms", "too_soon"),
    [(256, 0, False), (257, 0, True), (257, 2560, True), (257, 2580, False), (9000, 89_000, True)],
)
def test_what_is_large_waits_a_second_for_every_hundred_rows(
    rows: int, age_ms: int, too_soon: bool
) -> None:
    assert growth.is_too_soon(rows, 10**12, 10**12 + age_ms) is too_soon


def test_a_wake_of_a_large_trace_only_makes_it_due_and_the_schedule_folds_it(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growth, "_EVERY_TIME", 2)
    monkeypatch.setattr(growth, "_ROWS_A_SECOND", 0.001)
    for second in range(1, 4):
        service.send([_trace("t", second)])
    service.settle()
    service.send([_trace("t", 9, name="late")])
    service.settle()

    assert _turn(service).name is None
    assert ("DUE", trace_pk(PROJECT, "t")) in all_rows(service.table)
    _sweep()
    assert _turn(service).name == "late"


def test_a_wake_of_a_large_session_only_makes_it_due(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(growth, "_EVERY_TIME", 2)
    monkeypatch.setattr(growth, "_ROWS_A_SECOND", 0.001)
    for number in range(3):
        service.send([_trace(f"t{number}")])
    service.settle()
    service.send([_trace("late")])
    service.settle()

    assert session_table().list_sessions(PROJECT).items[0].turn_count == 3
    _sweep()
    assert session_table().list_sessions(PROJECT).items[0].turn_count == 4
    assert session_table().read_session(PROJECT, "a").session.turn_count == 4


def _turn(service: Service) -> Any:
    ((pk, sk),) = turn_places(service.table)
    return item_to_turn(all_rows(service.table)[pk, sk])


def test_a_frozen_trace_is_never_folded_again(service: Service) -> None:
    service.send([_trace("t", name="old")])
    service.settle()
    _age(service, "CHUNK#", days=91)
    service.send([_trace("t", 9, name="new")])
    service.settle()

    assert _turn(service).name == "old"


def test_a_trace_of_which_a_chunk_has_gone_is_frozen(service: Service) -> None:
    service.send([_trace("t", name="old", userId="mara")])
    service.send([_trace("t", 2, name="new")])
    service.settle()
    chunk = next(key for key in all_rows(service.table) if key[1].startswith("CHUNK#"))
    boto3.client("dynamodb").delete_item(
        TableName=service.table, Key={"PK": {"S": chunk[0]}, "SK": {"S": chunk[1]}}
    )
    before = derived_rows(service.table)
    store().rows.put_due(trace_pk(PROJECT, "t"))
    _sweep()

    assert derived_rows(service.table) == before


def test_what_is_expired_is_hidden_and_begins_anew(service: Service) -> None:
    service.send([_trace("t", name="old")])
    service.settle()
    _age(service, "TURN", days=91)
    _age(service, "HEAD", days=91)
    _age(service, "SESSION", days=91)
    assert session_table().list_turns(PROJECT).items == ()
    assert session_table().list_sessions(PROJECT).items == ()
    for pk, sk in all_rows(service.table):
        if sk.startswith("CHUNK#") or sk == "HEAD":
            boto3.client("dynamodb").delete_item(
                TableName=service.table, Key={"PK": {"S": pk}, "SK": {"S": sk}}
            )
    service.send([_trace("t", 9, name="new")])
    service.settle()

    assert [each.name for each in session_table().list_turns(PROJECT).items] == ["new"]
    assert [each.turn_count for each in session_table().list_sessions(PROJECT).items] == [1]


def test_a_session_lives_as_long_as_its_turns(service: Service) -> None:
    service.send([_trace("t", metadata={"k": 1})])
    service.settle()
    _age(service, "SESSION", days=50)
    service.send([_trace("t", 2, metadata={"k": 2})])
    service.settle()

    rows = all_rows(service.table)
    expires = {
        sk.partition("#")[0]: int(rows[pk, sk]["expires"]["N"])
        for pk, sk in rows
        if sk.startswith(("SESSION", "TURN"))
    }
    assert abs(expires["SESSION"] - expires["TURN"]) < 10


def _age(service: Service, prefix: str, *, days: int) -> None:
    """Make rows as old as if time had passed."""
    for (pk, sk), item in all_rows(service.table).items():
        if sk.startswith(prefix) and pk.startswith("P#"):
            expires = str(int(item["expires"]["N"]) - days * 86_400)
            boto3.client("dynamodb").put_item(
                TableName=service.table, Item=item | {"expires": {"N": expires}}
            )
    service.read_stream()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["first first", "last first"])
def test_the_first_target_of_a_score_wins_in_either_order(
    service: Service, order: tuple[int, int]
) -> None:
    said = [_score("t1", 1), _score("t2", 2)]
    service.send([_trace("t1"), _trace("t2")])
    for each in order:
        service.send([said[each]])
        service.settle()
        _sweep()
        service.settle()

    assert _owners(service) == [trace_pk(PROJECT, "t1")]
    assert session_table().list_sessions(PROJECT).items[0].score_count == 1


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["secret first", "public first"])
def test_the_public_key_never_takes_a_score_to_another_trace(
    service: Service, order: tuple[int, int]
) -> None:
    service.send([_trace("t1"), _trace("t2")])
    said = [(_score("t1", 9), None), (_score("t2", 1), "public")]
    for each in order:
        event, key = said[each]
        if key is None:
            service.send([event])
        else:
            _send_with_the_public_key(service, event)
        service.settle()
        _sweep()
        service.settle()

    assert _owners(service) == [trace_pk(PROJECT, "t1")]


def _send_with_the_public_key(service: Service, event: dict[str, Any]) -> None:
    answer = service.post(
        "/api/public/ingestion",
        json.dumps({"batch": [event]}).encode(),
        {"content-type": "application/json", "authorization": "Bearer pk-lf-test"},
    )
    assert not json.loads(answer["body"])["errors"]


def _score(trace_id: str, second: int) -> dict[str, Any]:
    return {
        "id": f"score-{trace_id}",
        "type": "score-create",
        "timestamp": f"2026-11-01T10:00:{second:02}Z",
        "body": {"id": "the-score", "traceId": trace_id, "name": "quality", "value": second},
    }


def _owners(service: Service) -> list[str]:
    return [pk for pk, sk in derived_rows(service.table) if sk.startswith("SCORE#")]


def test_the_longest_ids_lead_from_turn_and_session_to_what_they_name(service: Service) -> None:
    trace_id, session_id, user = "t" * 5000, "s" * 5000, "u" * 5000
    service.send([_trace(trace_id, sessionId=session_id, userId=user)])
    service.settle()

    (turn,) = session_table().list_turns(PROJECT).items
    assert session_table().read_chunks(PROJECT, trace_id)
    assert session_table().read_chunks(PROJECT, turn.trace_id)
    assert turn.session_id is not None
    assert max(len(each or "") for each in (turn.trace_id, turn.session_id, turn.user_id)) < 256
    assert session_table().read_session(PROJECT, turn.session_id).session.turn_count == 1
    assert session_table().read_session(PROJECT, session_id).turns[0].trace_id == turn.trace_id
    found = interpret.build_trace("t", session_table().read_chunks(PROJECT, turn.trace_id))
    assert (found.trace_id, found.user_id) == (trace_id, user)


def test_the_lag_of_the_oldest_record_is_measured(
    service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("POWERTOOLS_METRICS_DISABLED")
    records = _records(service, "t1", "t2")
    records[1]["dynamodb"]["ApproximateCreationDateTime"] = time.time() - 7
    _roll_up(records)

    metric = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert 6_900 < metric["RollupLag"][0] < 60_000


def test_a_trace_too_large_for_a_function_fails_alone_and_is_not_tried_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few kilobytes of gzip may say a hundred megabytes; they must not end the process."""
    monkeypatch.setattr(table, "LARGEST_TRACE", 1000)
    service.send([_trace("large", input="w" * 2000), _trace("small", input="w")])

    service.settle()

    record = session_table().read_session(PROJECT, "a")
    assert [turn.trace_id for turn in record.turns] == ["small"]
    assert session_table().read_failure(PROJECT, "large") == "TooLargeError"
    assert session_table().read_failure(PROJECT, "small") is None
    assert session_table().list_failures(PROJECT) == ("large",)
    tried: list[str] = []
    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "fold_partition", lambda _, pk, **__: tried.append(pk))
        rollup({"sweep": True}, Context())  # type: ignore[arg-type]
    assert tried == []

    monkeypatch.setattr(table, "LARGEST_TRACE", 1_000_000)
    service.send([_trace("large", second=2, name="again")])
    service.settle()
    rollup({"sweep": True}, Context())  # type: ignore[arg-type]

    assert session_table().list_failures(PROJECT) == ()
    assert len(session_table().read_session(PROJECT, "a").turns) == 2


def test_a_reader_sees_that_a_trace_could_not_be_folded(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        _fail_on(patch, {trace_pk(PROJECT, "poisoned")}, KeyError(_SECRET_WORDS))
        _roll_up(_records(service, "poisoned"))

    page = body(get(trace_url(PROJECT, id_to_key("poisoned")))).decode()
    assert "could not be folded" in page
    assert "KeyError" in page
    assert trace_url(PROJECT, id_to_key("poisoned")) in body(get(sessions_url(PROJECT))).decode()

    rollup({"sweep": True}, Context())  # type: ignore[arg-type]

    assert "could not be folded" not in body(get(sessions_url(PROJECT))).decode()

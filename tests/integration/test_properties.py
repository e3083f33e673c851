"""The same words in any order, number, split and company end in the same rows, byte for byte."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import boto3
import pytest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from functions.rollup.handler import lambda_handler as rollup
from functions.rollup.repair import repair
from functions.rollup.store import store
from tests.bench.workload import encode
from tests.integration.rows import all_rows, derived_rows
from tests.integration.service import Context, Service

_TRACES = [f"{number:032x}" for number in range(1, 4)]
_SESSIONS = ("a", "b")
_BEGIN = 1_790_000_000


def _event(random: Random, number: int) -> dict[str, Any]:
    trace = random.choice(_TRACES)
    kind = random.choice(
        ("trace-create", "span-create", "generation-update", "score-create", "score-delete")
    )
    second = random.randrange(8)
    body: dict[str, Any] = {"name": random.choice("xy"), "metadata": {random.choice("mn"): number}}
    if kind == "trace-create":
        body |= {"id": trace, "sessionId": random.choice((None, *_SESSIONS)), "tags": [str(second)]}
        body |= {"userId": random.choice((None, "mara")), "public": random.choice((None, True))}
    elif kind.startswith("score"):
        target = random.choice(({"traceId": trace}, {"sessionId": random.choice(_SESSIONS)}))
        body |= {"id": f"score-{random.randrange(3)}-{trace[-1]}", "value": random.random()}
        body |= target if kind == "score-create" else {"traceId": trace}
    else:
        body |= {"id": f"{random.randrange(1, 3):016x}", "traceId": trace}
        body |= {"input": random.choice((None, "hello")), "usage": {"input": second}}
    timestamp = f"2026-09-21T13:33:{second:02}Z"
    return {"id": f"e-{number}", "type": kind, "timestamp": timestamp, "body": body}


def _span(random: Random, number: int) -> Span:
    start = _BEGIN + random.randrange(8)
    said = {"input.value": f"hello {number}", "langfuse.trace.tags": f"tag-{number}"}
    if random.random() < 0.5:
        said["session.id"] = random.choice(_SESSIONS)
    span = Span(
        trace_id=bytes.fromhex(random.choice(_TRACES)),
        span_id=random.randrange(1, 5).to_bytes(8),
        parent_span_id=random.choice((b"", random.randrange(1, 5).to_bytes(8))),
        name=random.choice("xy"),
        start_time_unix_nano=start * 10**9,
        end_time_unix_nano=(start + 1) * 10**9,
        status=Status(code=random.choice((Status.STATUS_CODE_OK, Status.STATUS_CODE_ERROR))),
    )
    for key, value in said.items():
        span.attributes.append(KeyValue(key=key, value=AnyValue(string_value=value)))
    return span


def _said(random: Random) -> list[dict[str, Any] | Span]:
    events = [_event(random, number) for number in range(14)]
    return [*events, *(_span(random, number) for number in range(8))]


def _requests[T](random: Random, said: Sequence[T]) -> Iterator[list[T]]:
    """Cut into requests of random sizes."""
    rest = list(said)
    while rest:
        size = random.randrange(1, 8)
        yield rest[:size]
        rest = rest[size:]


def _send(service: Service, request: list[dict[str, Any] | Span]) -> None:
    events = [each for each in request if isinstance(each, dict)]
    spans = [each for each in request if isinstance(each, Span)]
    if events:
        answer = service.send(events)
        assert answer["statusCode"] == 207, answer
    if spans:
        headers = {"content-type": "application/x-protobuf"}
        assert service.post("/v1/traces", encode(spans), headers)["statusCode"] == 200


def _deliver(random: Random, records: list[dict[str, Any]]) -> None:
    """Deliver partition by partition in any order, some of it twice, as shards may."""
    by_partition: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        by_partition[record["dynamodb"]["Keys"]["PK"]["S"]].append(record)
    groups = list(by_partition.values())
    groups += random.choices(groups, k=random.randrange(3)) if groups else []
    random.shuffle(groups)
    for group in groups:
        rollup({"Records": group}, Context())  # type: ignore[arg-type]


def _clear(service: Service, *prefixes: str) -> None:
    client = boto3.client("dynamodb")
    for pk, sk in all_rows(service.table):
        if pk.startswith(("P#", "DUE")) and sk.startswith(prefixes):
            client.delete_item(TableName=service.table, Key={"PK": {"S": pk}, "SK": {"S": sk}})


def _come_to_rest(service: Service) -> None:
    """Let the stream run dry, and the schedule come by until nothing is due."""
    for _ in range(10):
        service.settle()
        if not any(pk == "DUE" for pk, _ in all_rows(service.table)):
            return
        rollup({"sweep": True}, Context())  # type: ignore[arg-type]
    raise AssertionError("something is always due")


@pytest.mark.parametrize("seed", range(6))
def test_the_same_words_make_the_same_rows_however_they_arrive(service: Service, seed: int) -> None:
    words = Random(seed)
    said = _said(words)
    for event in said:
        _send(service, [event])
    _come_to_rest(service)
    expected = derived_rows(service.table)
    for turn in range(2):
        _clear(service, "")
        service.read_stream()
        _play(service, Random(f"{seed} {turn}"), said)

        assert derived_rows(service.table) == expected
    _clear(service, "HEAD", "TURN", "SESSION", "SCORE", "@")
    repair_all(service)

    assert derived_rows(service.table) == expected
    assert any(sk == "SESSION" for _, sk in expected)


def _play(service: Service, random: Random, said: list[dict[str, Any] | Span]) -> None:
    again = [*said, *random.choices(said, k=6)]
    random.shuffle(again)
    seen: list[dict[str, Any]] = []
    for request in _requests(random, again):
        _send(service, request)
        seen += service.read_stream()
        if random.random() < 0.5:
            _deliver(random, random.sample(seen, len(seen)))
        if random.random() < 0.3:
            service.settle()
    _deliver(random, seen)
    _come_to_rest(service)


def repair_all(service: Service) -> None:
    """Fold everything anew, from the chunks alone."""
    repair(store(), boto3.client("dynamodb"), service.table, everything=True)
    _come_to_rest(service)


def test_repair_finds_what_the_stream_never_delivered(service: Service) -> None:
    service.send([_event(Random(3), 1), *(_event(Random(each), each) for each in range(5, 9))])
    lost = service.read_stream()

    assert lost
    assert derived_rows(service.table) == {}
    repair(store(), boto3.client("dynamodb"), service.table)
    found = derived_rows(service.table)
    _deliver(Random(0), lost)
    _come_to_rest(service)

    assert found == derived_rows(service.table)
    assert json.dumps(sorted(found), default=str) != "[]"

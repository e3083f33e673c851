"""Inbox: what it acknowledges is stored, all of it."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from functions.model.chunk import Chunk, Format
from functions.model.errors import StoreUnavailableError
from functions.store.inbox import Inbox
from functions.store.signature import Identity
from functions.store.wire import Wire
from tests.unit.store.aws import Answer, Aws, answering

IDENTITY = Identity(access_key="a", secret_key="s", token=None, region="eu-west-1")
ALL = (200, b"{}")
FULL = (400, b'{"__type":"x#ProvisionedThroughputExceededException"}')


@contextmanager
def an_inbox(*answers: Answer) -> Iterator[tuple[Inbox, Aws]]:
    with answering(*answers) as aws:
        wire = Wire("dynamodb", aws.address, IDENTITY)
        yield Inbox(wire, wire, table="t", bucket="b"), aws
        wire.close()


def _chunks(count: int) -> list[tuple[str, Chunk]]:
    return [
        (f"P#p#TRACE#{number}", Chunk(format=Format.OTLP_JSON, data=b"%d" % number))
        for number in range(count)
    ]


def _puts(body: bytes) -> list[dict[str, object]]:
    requests: list[dict[str, object]] = json.loads(body)["RequestItems"]["t"]
    return requests


def test_what_dynamodb_left_unprocessed_is_sent_again_alone() -> None:
    left = {"PutRequest": {"Item": {"PK": {"S": "left"}}}}
    unprocessed = 200, json.dumps({"UnprocessedItems": {"t": [left]}}).encode()
    with an_inbox(unprocessed, unprocessed, ALL) as (inbox, aws):
        inbox.store("p", _chunks(3), time.monotonic() + 5)

    assert [len(_puts(body)) for body in aws.bodies] == [3, 1, 1]
    assert _puts(aws.bodies[-1]) == [left]


def test_what_stays_unprocessed_until_the_deadline_is_not_acknowledged() -> None:
    left = {"PutRequest": {"Item": {"PK": {"S": "left"}}}}
    unprocessed = 200, json.dumps({"UnprocessedItems": {"t": [left]}}).encode()
    with an_inbox(unprocessed) as (inbox, _), pytest.raises(StoreUnavailableError):
        inbox.store("p", _chunks(3), time.monotonic() + 0.3)


def test_no_more_than_25_items_stand_in_one_batch() -> None:
    """DynamoDB refuses a longer one whole."""
    with an_inbox(ALL) as (inbox, aws):
        inbox.store("p", _chunks(60), time.monotonic() + 5)

    puts = [put for body in aws.bodies for put in _puts(body)]
    assert all(len(_puts(body)) <= 25 for body in aws.bodies)
    assert len({json.dumps(put) for put in puts}) == 60


def test_the_same_chunk_twice_is_written_once() -> None:
    """DynamoDB refuses a batch that names a key twice."""
    chunk = Chunk(format=Format.OTLP_JSON, data=b"1", arrived_ms=1)
    later = Chunk(format=Format.OTLP_JSON, data=b"1", arrived_ms=2)
    with an_inbox(ALL) as (inbox, aws):
        inbox.store("p", [("pk", chunk), ("pk", later), ("other", chunk)], time.monotonic() + 5)

    assert sorted(put["PutRequest"]["Item"]["PK"]["S"] for put in _puts(aws.bodies[0])) == [  # type: ignore[index]
        "other",
        "pk",
    ]


def test_nothing_is_asked_of_dynamodb_for_no_chunks() -> None:
    with an_inbox(ALL) as (inbox, aws):
        inbox.store("p", [], time.monotonic() + 5)

    assert aws.bodies == []


def test_one_batch_that_fails_fails_all() -> None:
    with an_inbox(ALL, ALL, FULL) as (inbox, _), pytest.raises(StoreUnavailableError):
        inbox.store("p", _chunks(60), time.monotonic() + 0.3)


def test_very_many_chunks_are_all_written() -> None:
    with an_inbox(ALL) as (inbox, aws):
        inbox.store("p", _chunks(1010), time.monotonic() + 5)

    puts = [put for body in aws.bodies for put in _puts(body)]
    assert all(len(_puts(body)) <= 25 for body in aws.bodies)
    assert len(puts) == len({json.dumps(put) for put in puts}) == 1010


def test_very_many_batches_are_written_side_by_side() -> None:
    """10,000 traces in one request are 400 batches: in a row they outlast a sender's patience."""
    with an_inbox(ALL) as (inbox, aws):
        inbox.store("p", _chunks(1010), time.monotonic() + 5)

    assert 2 <= len(aws.connections) <= 8


def test_one_batch_of_very_many_that_fails_fails_all() -> None:
    many = [ALL] * 30
    with an_inbox(*many, FULL) as (inbox, _), pytest.raises(StoreUnavailableError):
        inbox.store("p", _chunks(1010), time.monotonic() + 0.5)

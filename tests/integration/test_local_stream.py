"""The engine's stream, read and delivered; and the checkpoint that must not lose any of it."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config

from infra.local import tables
from infra.local.delivery import Delivery
from infra.local.engine import REGION, Engine
from infra.local.environment import TABLE
from infra.local.folder import DataFolder
from infra.local.gate import Gate
from infra.local.shards import Shards
from infra.local.stream import Stream
from infra.local.upkeep import Upkeep

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

type Json = dict[str, Any]

_PATTERN = {"dynamodb": {"Keys": {"SK": {"S": [{"prefix": "CHUNK#"}]}}}}


class Function:
    """Remembers the keys that it was invoked with."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.keys: list[tuple[str, str]] = []
        self.records: list[Json] = []

    def __call__(self, event: Json) -> Json:
        with self._lock:
            self.records += event["Records"]
            for record in event["Records"]:
                key = record["dynamodb"]["Keys"]
                self.keys.append((key["PK"]["S"], key["SK"]["S"]))
        return {"batchItemFailures": []}


class Streamed:
    """An engine with a table, its stream delivered to a function."""

    def __init__(self, data: Path) -> None:
        self.folder = DataFolder(data)
        self.engine = Engine(self.folder, print)
        self.engine.start()
        self.engine.wait_ready()
        keys = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}
        more: Any = {"endpoint_url": self.engine.url, "region_name": REGION, **keys}
        config = Config(retries={"mode": "standard"})
        self.dynamodb: DynamoDBClient = boto3.client("dynamodb", config=config, **more)
        self._streams = boto3.client("dynamodbstreams", config=config, **more)
        tables.make_table(self.dynamodb)
        self.function = Function()
        delivery = Delivery(self.function, retries=1, given_up=data / "failed")
        shards = Shards(self._streams, TABLE, None)
        self.stream = Stream(shards, delivery, [_PATTERN], lanes=4)
        self.stream.start()
        self.engine.restarted = self.stream.rewind

    def put(self, pk: str, sk: str) -> None:
        """Write a row."""
        self.dynamodb.put_item(TableName=TABLE, Item={"PK": {"S": pk}, "SK": {"S": sk}})

    def close(self) -> None:
        """End everything."""
        self.stream.stop()
        self.engine.stop()
        self.dynamodb.close()
        self._streams.close()
        os.close(self.folder.lock_fd)


@pytest.fixture
def streamed(tmp_path: Path) -> Iterator[Streamed]:
    """Return a running engine and stream."""
    made = Streamed(tmp_path / "data")
    yield made
    made.close()


def test_what_passes_the_filter_arrives_in_order_per_partition(streamed: Streamed) -> None:
    for number in range(30):
        streamed.put(f"P{number % 3}", f"CHUNK#{number:02}")
        streamed.put(f"P{number % 3}", "HEAD")

    assert streamed.stream.drain(10)
    for partition in range(3):
        arrived = [sk for pk, sk in streamed.function.keys if pk == f"P{partition}"]
        assert arrived == [f"CHUNK#{number:02}" for number in range(partition, 30, 3)]


def test_a_record_looks_as_lambda_shows_it(streamed: Streamed) -> None:
    streamed.put("P", "CHUNK#1")

    assert streamed.stream.drain(10)
    record = streamed.function.records[0]
    assert (record["eventName"], record["eventSource"]) == ("INSERT", "aws:dynamodb")
    assert record["dynamodb"]["StreamViewType"] == "KEYS_ONLY"
    assert isinstance(record["dynamodb"]["ApproximateCreationDateTime"], int)


def test_a_wake_is_faster_than_the_next_look(streamed: Streamed) -> None:
    assert streamed.stream.drain(10)
    time.sleep(0.1)
    began = time.monotonic()

    streamed.put("P", "CHUNK#1")
    streamed.stream.wake()

    wait_for(lambda: bool(streamed.function.keys))
    assert time.monotonic() - began < 0.5


def test_the_stream_goes_on_after_the_engine_was_killed(streamed: Streamed) -> None:
    streamed.put("P", "CHUNK#1")
    assert streamed.stream.drain(10)

    os.kill(streamed.engine.pid, signal.SIGKILL)
    streamed.put("P", "CHUNK#2")

    wait_for(lambda: ("P", "CHUNK#2") in streamed.function.keys)


def test_a_checkpoint_loses_no_record_that_was_not_delivered(streamed: Streamed) -> None:
    upkeep = Upkeep(streamed.engine, streamed.folder, Gate(), streamed.stream)
    streamed.put("P", "CHUNK#1")

    assert upkeep.checkpoint()
    os.kill(streamed.engine.pid, signal.SIGKILL)
    streamed.put("P", "CHUNK#2")

    wait_for(lambda: ("P", "CHUNK#2") in streamed.function.keys)
    assert ("P", "CHUNK#1") in streamed.function.keys


def test_a_checkpoint_waits_for_another_time_while_somebody_writes(streamed: Streamed) -> None:
    gate = Gate()
    upkeep = Upkeep(streamed.engine, streamed.folder, gate, streamed.stream)

    with gate.entered():
        assert not upkeep.checkpoint()


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)

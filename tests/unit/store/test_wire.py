"""The connection to AWS: it tries again what may work, and only until the deadline."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from functions.model.errors import StoreUnavailableError
from functions.store.signature import Identity
from functions.store.wire import ConditionFailedError, RefusedError, Wire
from tests.unit.store.aws import HANG_UP, SILENCE, Answer, answering

IDENTITY = Identity(access_key="a", secret_key="s", token=None, region="eu-west-1")
FINE = (200, b'{"Item": {}}')


def _dynamodb(kind: str) -> Answer:
    return 400, b'{"__type":"com.amazonaws.dynamodb.v20120810#%s","message":"m"}' % kind.encode()


def _s3(status: int, code: str) -> Answer:
    return status, f"<?xml version='1.0'?><Error><Code>{code}</Code></Error>".encode()


@pytest.mark.parametrize(
    "trouble",
    [
        _dynamodb("ProvisionedThroughputExceededException"),
        _dynamodb("ThrottlingException"),
        _dynamodb("RequestLimitExceeded"),
        _s3(400, "RequestTimeout"),
        _s3(503, "SlowDown"),
        (429, b""),
        (500, b""),
        (503, b"<html>"),
        HANG_UP,
    ],
    ids=str,
)
def test_what_may_work_on_a_second_try_is_tried_again(trouble: Answer) -> None:
    with answering(trouble, trouble, FINE) as aws:
        wire = Wire("dynamodb", aws.address, IDENTITY)

        answer = wire.call("GetItem", {"TableName": "t"}, time.monotonic() + 5)
        wire.close()

    assert answer == {"Item": {}}
    assert aws.bodies == [b'{"TableName": "t"}'] * 3


@pytest.mark.parametrize("trouble", [_dynamodb("ThrottlingException"), (500, b""), HANG_UP])
def test_trouble_that_does_not_pass_is_reported_at_the_deadline(trouble: Answer) -> None:
    with answering(trouble) as aws:
        wire = Wire("dynamodb", aws.address, IDENTITY)
        start = time.monotonic()

        with pytest.raises(StoreUnavailableError):
            wire.call("GetItem", {}, start + 0.5)
        wire.close()

    assert time.monotonic() - start < 0.6
    assert len(aws.bodies) > 2


def test_a_service_that_says_nothing_is_given_up_at_the_deadline() -> None:
    with answering(SILENCE) as aws:
        wire = Wire("dynamodb", aws.address, IDENTITY)
        start = time.monotonic()

        with pytest.raises(StoreUnavailableError):
            wire.call("GetItem", {}, start + 0.3)
        wire.close()

    assert time.monotonic() - start < 0.5


def test_a_connection_that_fell_silent_leaves_time_for_another() -> None:
    """Lambda freezes functions for minutes; what stands between may forget the connection."""
    with answering(SILENCE, FINE) as aws:
        wire = Wire("dynamodb", aws.address, IDENTITY)

        assert wire.call("GetItem", {}, time.monotonic() + 4) == {"Item": {}}
        wire.close()

    assert len(aws.connections) == 2


def test_nothing_is_sent_after_the_deadline() -> None:
    with answering(FINE) as aws:
        wire = Wire("dynamodb", aws.address, IDENTITY)

        with pytest.raises(StoreUnavailableError):
            wire.call("GetItem", {}, time.monotonic() - 1)

    assert aws.bodies == []


@pytest.mark.parametrize(
    "refusal",
    [
        _dynamodb("ResourceNotFoundException"),
        _dynamodb("ValidationException"),
        _s3(403, "AccessDenied"),
        (301, b""),
    ],
    ids=str,
)
def test_a_refusal_is_not_tried_again(refusal: Answer) -> None:
    with answering(refusal, FINE) as aws:
        wire = Wire("dynamodb", aws.address, IDENTITY)

        with pytest.raises(RefusedError):
            wire.call("GetItem", {}, time.monotonic() + 5)
        wire.close()

    assert len(aws.bodies) == 1


def test_a_refusal_names_the_service_and_the_code_and_nothing_that_was_sent() -> None:
    with answering(_dynamodb("ValidationException")) as aws:
        wire = Wire("dynamodb", aws.address, IDENTITY)

        with pytest.raises(RefusedError, match=r"^dynamodb: 400 ValidationException$"):
            wire.call("PutItem", {"secret": "MARKER"}, time.monotonic() + 5)
        wire.close()


def test_one_connection_serves_many_calls() -> None:
    with answering(FINE) as aws:
        wire = Wire("dynamodb", aws.address, IDENTITY)

        for _ in range(5):
            wire.call("GetItem", {}, time.monotonic() + 5)
        wire.close()

    assert len(aws.bodies) == 5
    assert len(aws.connections) == 1


def test_a_connection_that_the_service_closed_is_replaced() -> None:
    with answering(FINE, HANG_UP, FINE) as aws:
        wire = Wire("dynamodb", aws.address, IDENTITY)

        for _ in range(3):
            wire.call("GetItem", {}, time.monotonic() + 5)
        wire.close()

    assert len(aws.connections) == 2


def test_an_object_is_sent_with_the_hash_of_its_bytes() -> None:
    with answering((200, b"")) as aws:
        wire = Wire("s3", aws.address, IDENTITY)

        wire.send("PUT", "/bucket/key", {}, b"payload", time.monotonic() + 5)
        wire.close()

    assert aws.headers[0]["x-amz-content-sha256"] == sha256(b"payload").hexdigest()
    assert aws.bodies == [b"payload"]


def test_a_condition_that_failed_is_told_apart_from_other_refusals() -> None:
    with answering(_dynamodb("ConditionalCheckFailedException")) as aws:
        wire = Wire("dynamodb", aws.address, IDENTITY)

        with pytest.raises(ConditionFailedError):
            wire.call("PutItem", {}, time.monotonic() + 5)
        wire.close()

    assert len(aws.bodies) == 1


def test_threads_may_share_it() -> None:
    """`make run` calls the handlers in threads; each answer must reach the one who asked."""
    with answering(FINE) as aws, ThreadPoolExecutor(8) as pool:
        wire = Wire("dynamodb", aws.address, IDENTITY)

        answers = list(
            pool.map(lambda n: wire.call("GetItem", {"n": n}, time.monotonic() + 9), range(200))
        )
        wire.close()

    assert answers == [{"Item": {}}] * 200
    assert sorted(json.loads(body)["n"] for body in aws.bodies) == list(range(200))
    assert len(aws.connections) <= 8

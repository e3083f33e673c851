"""Who may send: keys, what each may do, and what everybody else is told."""

import gzip
import hmac
import json
import time
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from google.rpc.status_pb2 import Status

from functions.ingest import sender
from functions.ingest.handler import lambda_handler
from functions.store import credentials
from functions.store.credentials import put_api_key, put_project
from functions.store.keys import POINTER, api_key_pk
from functions.store.table import session_table
from tests.integration.sending import (
    BATCH,
    JSON,
    OTLP,
    PROTOBUF,
    SCORES,
    SESSION,
    batch,
    event,
    json_export,
    names,
    protobuf_export,
    span,
)
from tests.integration.service import (
    PROJECT,
    PUBLIC_KEY,
    SECRET_KEY,
    Context,
    Service,
    forget_clients,
    post_event,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

BEARER = {"authorization": f"Bearer {PUBLIC_KEY}"}
WRONG = "Invalid credentials. Confirm that you've configured the correct host."
SCORE = event(2, "score-create", id="sc", traceId="t-1", sessionId=None, name="good", value=1)
BOMB = gzip.compress(bytes(40 * 1024 * 1024), 1)


def _unsigned(path: str, headers: dict[str, str]) -> dict[str, Any]:
    request = post_event(path, b"{}", headers)
    if "authorization" not in headers:
        del request["headers"]["authorization"]
    return lambda_handler(request, Context())


CASES = [
    ({}, "No authorization header"),
    ({"authorization": "Basic cGs6c2s="}, WRONG),
    ({"authorization": "Basic " + "é"}, "Invalid authorization header"),
    ({"authorization": "Basic !"}, "Invalid authorization header"),
    ({"authorization": "Basic"}, WRONG),
    ({"authorization": "Digest x"}, "Invalid authorization header"),
    ({"authorization": "Bearer pk-unknown"}, "Invalid public key"),
    ({"authorization": "Bearer "}, "Invalid public key"),
]


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(("headers", "message"), CASES)
@pytest.mark.parametrize("path", [BATCH, SCORES])
def test_langfuse_clients_are_told_why_in_langfuses_words(
    path: str, headers: dict[str, str], message: str
) -> None:
    answer = _unsigned(path, JSON | headers)

    assert answer["statusCode"] == 401
    assert json.loads(answer["body"]) == {"message": message, "error": "UnauthorizedError"}


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(("headers", "message"), CASES)
@pytest.mark.parametrize("path", [OTLP, "/v1/traces"])
def test_protobuf_exporters_are_told_why_in_a_status(
    path: str, headers: dict[str, str], message: str
) -> None:
    answer = _unsigned(path, PROTOBUF | headers)

    status = Status.FromString(b64decode(answer["body"]))
    assert answer["statusCode"] == 401
    assert answer["headers"]["content-type"] == "application/x-protobuf"
    assert (status.code, status.message) == (16, message)


@pytest.mark.usefixtures("service")
@pytest.mark.parametrize(("headers", "message"), CASES)
def test_json_exporters_are_told_why_in_a_status(headers: dict[str, str], message: str) -> None:
    answer = _unsigned(OTLP, JSON | headers)

    assert answer["statusCode"] == 401
    assert json.loads(answer["body"]) == {"code": 16, "message": message}


def test_the_public_key_sends_scores_and_nothing_else(service: Service) -> None:
    service.send([event(1)])

    answer = service.post(BATCH, batch(event(3), SCORE), JSON | BEARER)

    said = json.loads(answer["body"])
    assert answer["statusCode"] == 207
    assert said["successes"] == [{"id": "e-2", "status": 201}]
    (error,) = said["errors"]
    assert (error["id"], error["status"], error["message"]) == ("e-3", 401, "Access Scope Denied")
    assert names(service) == ["turn 1"]
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert [each.name for each in turn.scores] == ["good"]


@pytest.mark.parametrize("path", [SCORES, f"{SCORES}/"])
def test_the_public_key_may_post_a_score(service: Service, path: str) -> None:
    answer = service.post(path, json.dumps(SCORE["body"]).encode(), JSON | BEARER)

    assert (answer["statusCode"], json.loads(answer["body"])) == (200, {"id": "sc"})


def test_the_public_key_may_not_export_spans(service: Service) -> None:
    answer = service.post(OTLP, protobuf_export(span(1)), PROTOBUF | BEARER)

    status = Status.FromString(b64decode(answer["body"]))
    assert (answer["statusCode"], status.code) == (403, 7)
    assert service.read_stream() == []


def test_the_public_key_never_overrules_the_secret_one(service: Service) -> None:
    later = SCORE | {"timestamp": "2027-01-01T00:00:00Z", "body": SCORE["body"] | {"value": 0}}
    service.send([event(1), SCORE])
    service.post(BATCH, batch(later), JSON | BEARER)

    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert [each.value for each in turn.scores] == [1.0]


def test_a_key_writes_into_its_own_project(service: Service, dynamodb: "DynamoDBClient") -> None:
    put_project(dynamodb, service.table, project_id="other", name="Other")
    put_api_key(dynamodb, service.table, project_id="other", public_key="pk-2", secret_key="sk-2")

    service.post(OTLP, json_export(span(1)), JSON, key="pk-2:sk-2")

    service.settle()
    assert session_table().list_sessions(PROJECT).items == ()
    assert len(session_table().list_sessions("other").items) == 1


@pytest.mark.parametrize(
    "key", [f"{PUBLIC_KEY}:wrong", f"{PUBLIC_KEY}:", f"wrong:{SECRET_KEY}", f":{SECRET_KEY}", ":"]
)
def test_only_the_whole_pair_opens(service: Service, key: str) -> None:
    assert service.post(OTLP, json_export(span(1)), JSON, key=key)["statusCode"] == 401
    assert service.read_stream() == []


def test_a_pair_that_was_verified_does_not_open_for_its_neighbours(service: Service) -> None:
    """What is remembered is the pair, not the public key, nor the two run together."""
    service.post(OTLP, json_export(span(1)), JSON)

    for key in (f"{PUBLIC_KEY}:", f"{PUBLIC_KEY[:-1]}:{PUBLIC_KEY[-1]}{SECRET_KEY}"):
        assert service.post(OTLP, json_export(span(2)), JSON, key=key)["statusCode"] == 401


def test_secrets_are_compared_in_constant_time(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return hmac.compare_digest(one, other)

    monkeypatch.setattr(credentials, "hmac", type("Hmac", (), {"compare_digest": compare}))
    service.post(OTLP, json_export(span(1)), JSON, key=f"{PUBLIC_KEY}:wrong")

    assert [len(each) for pair in compared for each in pair] == [32, 32]


def test_no_secret_is_stored(service: Service, dynamodb: "DynamoDBClient") -> None:
    rows = dynamodb.scan(TableName=service.table)["Items"]

    assert any(row["PK"]["S"].startswith("KEY#") for row in rows)
    assert SECRET_KEY not in str(rows)


def _revoke(service: Service) -> None:
    boto3.client("dynamodb").update_item(
        TableName=service.table,
        Key={"PK": {"S": api_key_pk(PUBLIC_KEY)}, "SK": {"S": POINTER}},
        UpdateExpression="SET revoked = :now",
        ExpressionAttributeValues={":now": {"N": "1"}},
    )


def test_a_revoked_key_opens_nothing(service: Service) -> None:
    _revoke(service)

    assert service.post(OTLP, json_export(span(1)), JSON)["statusCode"] == 401
    assert service.post(BATCH, batch(SCORE), JSON | BEARER)["statusCode"] == 401


def test_a_key_is_remembered_for_a_minute_and_no_longer(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.monotonic()

    def status(after_s: float) -> int:
        clock = type("Clock", (), {"monotonic": staticmethod(lambda: now + after_s)})
        monkeypatch.setattr(sender, "time", clock)
        code: int = service.post(OTLP, json_export(span(1)), JSON)["statusCode"]
        return code

    assert status(0) == 200
    _revoke(service)
    assert status(59) == 200
    assert status(61) == 401


def test_a_stranger_has_nothing_inflated(service: Service) -> None:
    """Whoever has no key must not be able to make the function work."""
    request = post_event(OTLP, BOMB, PROTOBUF | {"content-encoding": "gzip"}, key="pk:sk")
    request["body"] = Untouchable(request["body"])

    assert lambda_handler(request, Context())["statusCode"] == 401
    assert service.post(OTLP, BOMB, PROTOBUF | {"content-encoding": "gzip"})["statusCode"] == 413


class Untouchable(str):
    """A body that nobody may look at."""

    __slots__ = ()

    def __bool__(self) -> bool:
        raise AssertionError("the body was read")

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        raise AssertionError((encoding, errors))


def test_a_store_that_refuses_is_answered_with_503(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A role without its rights is our fault: the sender keeps its batch and tries again."""
    forget_clients()
    monkeypatch.setenv("TABLE_NAME", "no-such-table")

    answer = service.post(BATCH, b'{"batch": []}', JSON)

    assert answer["statusCode"] == 503

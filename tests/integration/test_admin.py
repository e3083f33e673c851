"""`python -m infra.admin` on a real table."""

from typing import TYPE_CHECKING

import pytest

from infra.admin import main
from tests.integration.service import PROJECT, Service

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_EVENT = {
    "id": "e-1",
    "type": "trace-create",
    "timestamp": "2026-11-23T10:00:00.000Z",
    "body": {"id": "t-1", "sessionId": "s-1", "input": "hello"},
}


def test_a_key_that_was_created_may_write(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    public_key, secret_key = created(service, capsys, "--project-id", "new", "--name", "New one")

    assert written(service, public_key, secret_key) == 207
    assert len(secret_key.removeprefix("sk-lf-")) * 4 == 256


def test_a_key_that_was_revoked_may_not(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    public_key, secret_key = created(service, capsys, "--project-id", PROJECT)

    main(["--table", service.table, "key", "revoke", public_key])

    assert written(service, public_key, secret_key) == 401


def test_a_second_key_leaves_the_name_of_the_project(
    service: Service, capsys: pytest.CaptureFixture[str], dynamodb: "DynamoDBClient"
) -> None:
    created(service, capsys, "--project-id", "p", "--name", "Its name")
    created(service, capsys, "--project-id", "p")

    key = {"PK": {"S": "PROJECT#p"}, "SK": {"S": "@"}}
    item = dynamodb.get_item(TableName=service.table, Key=key)["Item"]
    assert item["name"] == {"S": "Its name"}


def test_a_key_that_is_not_there_cannot_be_revoked(service: Service) -> None:
    with pytest.raises(SystemExit, match="there is no key pk-lf-x"):
        main(["--table", service.table, "key", "revoke", "pk-lf-x"])


def test_a_project_id_that_cannot_be_is_refused(service: Service) -> None:
    with pytest.raises(SystemExit):
        main(["--table", service.table, "key", "create", "--project-id", "a#b"])


def test_repair_folds_what_the_stream_did_not(
    service: Service, capsys: pytest.CaptureFixture[str], dynamodb: "DynamoDBClient"
) -> None:
    service.send([_EVENT])

    main(["--table", service.table, "repair"])

    assert "folded again" in capsys.readouterr().out
    rows = dynamodb.scan(TableName=service.table)["Items"]
    assert "SESSION" in {row["SK"]["S"] for row in rows}


def created(service: Service, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[str, str]:
    main(["--table", service.table, "key", "create", *options])
    lines = capsys.readouterr().out.splitlines()
    printed = dict(line.split("=", 1) for line in lines)
    return printed["LANGFUSE_PUBLIC_KEY"], printed["LANGFUSE_SECRET_KEY"]


def written(service: Service, public_key: str, secret_key: str) -> int:
    body = b'{"batch": []}'
    headers = {"content-type": "application/json"}
    pair = f"{public_key}:{secret_key}"
    answer = service.post("/api/public/ingestion", body, headers, key=pair)
    return int(answer["statusCode"])


def test_repair_never_guesses_how_long_a_stack_keeps_its_traces(
    service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("RETENTION_DAYS")

    with pytest.raises(SystemExit):
        main(["--table", service.table, "repair"])

    assert "--retention-days" in capsys.readouterr().err

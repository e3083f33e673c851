"""One engine for all integration tests; a fresh table and fresh buckets for each."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import pytest

from functions.store.table import SessionTable, session_table
from infra.resources import table_properties
from tests.engine import running_engine
from tests.integration.service import PROJECT, PUBLIC_KEY, SECRET_KEY, Service, forget_clients

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_numbers = count(1)


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a running engine."""
    folder: Path = tmp_path_factory.mktemp("engine")
    with running_engine(folder) as address:
        yield address


@pytest.fixture
def service(engine: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Return the handlers on a fresh table, with one project and its key."""
    number = next(_numbers)
    names = {
        "TABLE_NAME": f"sessions-{number}",
        "PAYLOAD_BUCKET": f"payloads-{number}",
        "PUBLIC_BUCKET": f"public-{number}",
        "PUBLIC_ORIGIN": "http://localhost:1",
        "WORKER_FUNCTION": "worker",
        "RETENTION_DAYS": "90",
        "SIGN_IN": "local",
        "POWERTOOLS_METRICS_DISABLED": "true",
        "AWS_ENDPOINT_URL": engine,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
    }
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    forget_clients()
    made = Service.make(names, PROJECT, PUBLIC_KEY, SECRET_KEY, table_properties())
    yield made
    forget_clients()


@pytest.fixture
def table(service: Service) -> SessionTable:
    """Return an empty table."""
    assert service
    return session_table()


@pytest.fixture
def dynamodb(service: Service) -> "DynamoDBClient":
    """Return a client for looking at rows as they are."""
    assert service
    return boto3.client("dynamodb")

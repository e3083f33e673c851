"""One engine for all integration tests; a fresh table and fresh buckets for each."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import TYPE_CHECKING

import boto3
import pytest

from functions.store import jobs
from functions.store.table import SessionTable, session_table
from infra.resources import table_properties
from tests.engine import running_engine
from tests.integration.api import Api
from tests.integration.deleting import Desk, Worker
from tests.integration.service import (
    PROJECT,
    PUBLIC_KEY,
    SECRET_KEY,
    Service,
    environment,
    forget_clients,
)
from web.api.listing.listing import Bounds
from web.api.listing.pager import bounds
from web.api.mount import json_api

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_numbers = count(1)


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a running engine."""
    with running_engine(tmp_path_factory.mktemp("engine")) as address:
        yield address


@pytest.fixture
def service(engine: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Return the handlers on a fresh table, with one project and its key."""
    names = environment(engine, next(_numbers))
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    forget_clients()
    made = Service.make(names, PROJECT, PUBLIC_KEY, SECRET_KEY, table_properties())
    yield made
    forget_clients()


@pytest.fixture
def api(service: Service) -> Api:
    """Return a reader of an empty project."""
    assert service.table
    return Api()


@pytest.fixture
def bounded(monkeypatch: pytest.MonkeyPatch) -> Callable[[Bounds], None]:
    """Return what lets a request for a list look at less."""
    overrides = json_api().dependency_overrides
    return lambda most: monkeypatch.setitem(overrides, bounds, lambda: most)


@pytest.fixture
def desk(service: Service, api: Api, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return an empty project from which things are deleted, and its worker."""
    worker = Worker()
    monkeypatch.setattr(jobs, "lambdas", lambda: worker)
    return Desk(service, api, worker)


@pytest.fixture
def table(service: Service) -> SessionTable:
    """Return an empty table."""
    assert service.table
    return session_table()


@pytest.fixture
def dynamodb(service: Service) -> "DynamoDBClient":
    """Return a client for looking at rows as they are."""
    assert service.table
    return boto3.client("dynamodb")

"""The API beside another application."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from functions.model.errors import StoreUnavailableError
from functions.store.table import session_table
from web.api.app import create_api
from web.api.mount import include_api
from web.api.version import VERSION


class Broken:
    """A table that fails in one way at everything."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __getattr__(self, name: str) -> Any:
        def fail(*_arguments: object) -> None:
            raise self._error

        return fail


def asking(error: Exception) -> TestClient:
    api = create_api()
    api.dependency_overrides[session_table] = lambda: Broken(error)
    return TestClient(api)


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parents[4] / "pyproject.toml").read_text())

    assert project["project"]["version"] == VERSION


def test_a_store_that_is_out_of_reach_says_try_again() -> None:
    answer = asking(StoreUnavailableError("out of reach")).get("/traces", auth=("pk", "sk"))

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert answer.json() == {"message": "out of reach", "error": "ServiceUnavailableError"}


def test_an_unforeseen_error_is_a_500_that_tells_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = asking(ValueError("private words")).get("/traces", auth=("pk", "sk"))

    assert answer.status_code == 500
    assert answer.json() == {"message": "Internal Server Error", "error": "InternalServerError"}
    assert "private words" not in capsys.readouterr().out


@pytest.mark.parametrize("error", [ValueError("private words"), StoreUnavailableError("no")])
def test_whatever_keeps_the_table_from_answering_health_says_so(error: Exception) -> None:
    answer = asking(error).get("/health")

    assert (answer.status_code, answer.json()["message"]) == (503, "The table does not answer")


def test_the_rest_of_the_application_keeps_its_own_errors() -> None:
    app = FastAPI()
    include_api(app)
    client = TestClient(app)

    assert client.get("/elsewhere").json() == {"detail": "Not Found"}
    assert client.get("/api/public/elsewhere").json()["error"] == "LangfuseNotFoundError"


def test_the_api_describes_itself() -> None:
    app = FastAPI()
    include_api(app)

    paths = TestClient(app).get("/api/public/openapi.json").json()["paths"]

    assert {"/health", "/projects", "/sessions", "/sessions/{session_id}", "/traces"} <= set(paths)

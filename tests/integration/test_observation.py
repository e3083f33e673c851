"""An observation is found by its id alone, wherever its turn remembers it."""

import os
from typing import Any
from urllib.parse import quote

import boto3
import pytest

from functions.store import fingerprints
from functions.store.credentials import put_api_key
from functions.store.table import SessionTable
from tests.integration.api import Api
from tests.integration.rows import all_rows
from tests.integration.sending import event
from tests.integration.service import PROJECT, Service

_MANY = 250
"""More than an index entry has room for."""


def step(observation_id: str, trace: int = 1, **body: Any) -> dict[str, Any]:
    """Return the creation of a span of trace `trace`."""
    made = event(trace, "span-create", **{"id": observation_id, "traceId": f"t-{trace}"} | body)
    del made["body"]["sessionId"]
    return made | {"id": f"e-{observation_id}"}


def tell(service: Service, *events: dict[str, Any]) -> None:
    assert service.send(events)["errors"] == []
    service.settle()


def read(api: Api, observation_id: str, **query: str) -> Any:
    return api.answer("GET", f"/observations/{quote(observation_id, safe='')}", **query)


def test_an_observation_is_read_by_its_id_alone(api: Api, service: Service) -> None:
    tell(service, event(1), event(2), step("a", 1), step("b", 2, name="second"))

    answer = read(api, "b")

    assert answer.status_code == 200
    assert (answer.json()["traceId"], answer.json()["name"]) == ("t-2", "second")


@pytest.mark.parametrize("odd", ["a/b", "ä #?%/", "x" * 700, "a?traceId=t", "line\nbreak\n"])
def test_an_id_may_hold_any_characters(api: Api, service: Service, odd: str) -> None:
    tell(service, event(1), step(odd))

    assert [read(api, odd).json()["id"], read(api, odd, traceId="t-1").json()["id"]] == [
        odd,
        odd,
    ]


def test_an_observation_is_found_beyond_those_that_the_index_has_room_for(
    api: Api, service: Service
) -> None:
    tell(service, event(1), *(step(f"o-{number:03}") for number in range(_MANY)))

    row = next(item for (_, sk), item in all_rows(service.table).items() if sk.startswith("TURN#"))
    assert row["fingerprints"]["B"]
    assert len(row["head"]["B"]) <= 1000
    assert {read(api, f"o-{number:03}").status_code for number in range(0, _MANY, 9)} == {200}


def test_an_observation_is_looked_for_only_in_the_trace_that_is_named(
    api: Api, service: Service
) -> None:
    tell(service, event(1), event(2), step("a", 1))

    answer = read(api, "a", traceId="t-2")

    assert answer.status_code == 404
    assert answer.json() == {
        "message": "Observation not found within authorized project",
        "error": "LangfuseNotFoundError",
    }


def test_an_old_observation_needs_its_trace_and_the_answer_says_so(
    api: Api, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprints, "LOOKED_AT", 2)
    tell(service, *(event(number) for number in (1, 2, 3)), step("a", 1), step("b", 2))

    assert read(api, "b").status_code == 200
    assert read(api, "a").status_code == 404
    assert "traceId" in read(api, "a").json()["message"]
    assert read(api, "a", traceId="t-1").status_code == 200


def test_a_trace_whose_fingerprint_is_alike_is_passed_over(
    api: Api, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(service, event(1), event(2), step("a", 1), step("b", 2))
    monkeypatch.setattr(fingerprints, "_holds", lambda _all, _one: True)

    assert read(api, "a").json()["traceId"] == "t-1"
    assert read(api, "nowhere").status_code == 404


def test_the_latest_trace_comes_first_and_no_other_project_is_looked_at(
    table: SessionTable, service: Service
) -> None:
    tell(service, event(1), event(2), step("a", 1), step("a", 2) | {"id": "e-again"})

    assert list(table.traces_naming(PROJECT, "a")) == ["t-2", "t-1"]
    assert list(table.traces_naming("other", "a")) == []


def test_another_projects_key_reads_no_observation(api: Api, service: Service) -> None:
    tell(service, event(1), step("a", 1))
    put_api_key(
        boto3.client("dynamodb"),
        os.environ["TABLE_NAME"],
        project_id="other",
        public_key="pk-lf-other",
        secret_key="sk-lf-other",
    )
    api.keys = ("pk-lf-other", "sk-lf-other")

    assert read(api, "a").status_code == 404
    assert read(api, "a", traceId="t-1").status_code == 404

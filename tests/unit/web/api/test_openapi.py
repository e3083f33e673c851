"""The document that describes the API says what is there, and all of it."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from functions.ingest.event import BODIES, LOG
from infra.resources import template
from web.api.app import create_api
from web.api.openapi import SERVER
from web.api.writes import EventType

_OPEN = {"/health", "/ready", "/v1/metrics", "/otel/v1/metrics"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return create_api().openapi()


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in item.keys() - {"servers"}:
            yield path, method, item[method]


def described(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (method, path if "servers" in document["paths"][path] else SERVER + path)
        for path, method, _ in operations(document)
    }


def routes_of_ingest() -> set[tuple[str, str]]:
    events = template()["Resources"]["IngestFunction"]["Properties"]["Events"].values()
    routes = {(each["Properties"]["Method"], each["Properties"]["Path"]) for each in events}
    return {(method.lower(), path) for method, path in routes if "{" not in path}


def test_every_route_of_ingest_is_described(document: dict[str, Any]) -> None:
    assert routes_of_ingest() - described(document) == set()


def test_the_types_of_events_are_those_that_ingest_takes() -> None:
    assert set(get_args(EventType.__value__)) == {*BODIES, LOG}


def test_a_route_names_the_keys_that_it_needs(document: dict[str, Any]) -> None:
    keyless = {path for path, _, each in operations(document) if not each.get("security")}

    assert keyless == _OPEN
    assert {"keyPair", "publicKey"} == document["components"]["securitySchemes"].keys()


def test_every_failure_that_a_route_can_answer_with_is_described(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        expected = {"400", "503"} | ({"401", "403"} if path not in _OPEN else set())
        assert expected <= operation["responses"].keys(), (method, path)
        assert "422" not in operation["responses"], (method, path)
        if "{" in path:
            assert "404" in operation["responses"], (method, path)


def test_every_answer_has_a_shape(document: dict[str, Any]) -> None:
    shapeless = [
        (method, path, status)
        for path, method, operation in operations(document)
        for status, answer in operation["responses"].items()
        for content in answer.get("content", {}).values()
        if not content["schema"]
    ]

    assert shapeless == []


def test_every_name_of_an_operation_is_its_own(document: dict[str, Any]) -> None:
    names = [each["operationId"] for _, _, each in operations(document)]

    assert len(names) == len(set(names))


def test_every_shape_has_a_name_of_its_own(document: dict[str, Any]) -> None:
    """Two of one name would be called after the modules that they stand in."""
    assert [each for each in document["components"]["schemas"] if "__" in each] == []


def test_everything_that_is_referred_to_is_there(document: dict[str, Any]) -> None:
    prefix = "#/components/schemas/"
    referred = {
        value.removeprefix(prefix) for value in _strings(document) if value.startswith(prefix)
    }

    assert referred <= document["components"]["schemas"].keys()
    assert "Failure" in referred


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)

"""What the laptop and the tests read out of the template."""

from typing import Any

import pytest

from infra.resources import (
    Route,
    functions,
    routes,
    stream_filters,
    table_properties,
    ttl_attribute,
)


def test_sdks_write_to_ingest_and_everything_else_is_the_viewers() -> None:
    ingest = "IngestFunction"

    assert set(routes()) == {
        Route(method="POST", path="/api/public/otel/v1/traces", function=ingest),
        Route(method="POST", path="/v1/traces", function=ingest),
        Route(method="POST", path="/api/public/ingestion", function=ingest),
        Route(method="POST", path="/api/public/scores", function=ingest),
        Route(method="POST", path="/api/public/traces", function=ingest),
        Route(method="POST", path="/api/public/spans", function=ingest),
        Route(method="PATCH", path="/api/public/spans", function=ingest),
        Route(method="POST", path="/api/public/generations", function=ingest),
        Route(method="PATCH", path="/api/public/generations", function=ingest),
        Route(method="POST", path="/api/public/events", function=ingest),
        Route(method="POST", path="/api/public/otel/v1/metrics", function=ingest),
        Route(method="POST", path="/v1/metrics", function=ingest),
        Route(method="OPTIONS", path="/api/public/{proxy+}", function=ingest),
        Route(method="POST", path="/v2/traces/{proxy+}", function=ingest),
        Route(method="ANY", path="$default", function="ViewerFunction"),
    }


def test_a_reference_to_a_parameter_is_its_default() -> None:
    assert functions()["IngestFunction"].environment["RETENTION_DAYS"] == "90"


def test_a_reference_to_a_resource_is_left_to_whoever_runs_it() -> None:
    environment = functions()["ViewerFunction"].environment

    assert environment["TABLE_NAME"] == "${SessionTable}"
    assert environment["PUBLIC_ORIGIN"] == "https://${PublicSite.DomainName}"


def test_the_schedules_say_sweep() -> None:
    sweeping = {name for name, each in functions().items() if each.schedules == ({"sweep": True},)}

    assert sweeping == {"RollupFunction", "WorkerFunction"}


def test_every_key_of_the_table_has_its_type() -> None:
    table = table_properties()
    schemas = [table["KeySchema"], *(each["KeySchema"] for each in table["GlobalSecondaryIndexes"])]
    used = {key["AttributeName"] for schema in schemas for key in schema}

    assert used == {each["AttributeName"] for each in table["AttributeDefinitions"]}


def test_the_stream_is_switched_on_and_carries_keys_only() -> None:
    assert table_properties()["StreamSpecification"] == {
        "StreamEnabled": True,
        "StreamViewType": "KEYS_ONLY",
    }


def test_items_expire() -> None:
    assert ttl_attribute() == "expires"


@pytest.mark.parametrize("key", ["CHUNK#1", "TURN#2026-11-23T01#t-1", "MARKS", "PUBLICATION#1"])
def test_the_rollup_wakes_for(key: str) -> None:
    assert _wakes("INSERT", key)
    assert _wakes("MODIFY", key)


@pytest.mark.parametrize("key", ["HEAD", "TURN", "SESSION", "SCORE#1", "COMMENT#1", "@"])
def test_the_rollup_sleeps_through(key: str) -> None:
    assert not _wakes("INSERT", key)


def test_the_rollup_sleeps_through_what_expires_or_is_deleted() -> None:
    assert not _wakes("REMOVE", "CHUNK#1")


def _wakes(event: str, key: str) -> bool:
    return any(
        event in each["eventName"]
        and any(_matches(rule, key) for rule in each["dynamodb"]["Keys"]["SK"]["S"])
        for each in stream_filters("RollupFunction")
    )


def _matches(rule: str | dict[str, Any], key: str) -> bool:
    return rule == key if isinstance(rule, str) else key.startswith(rule["prefix"])

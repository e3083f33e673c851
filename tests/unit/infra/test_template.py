"""What the template promises to those who send, read and keep traces."""

from pathlib import Path
from typing import Any

import pytest

from infra.resources import functions, template

ROOT = Path(__file__).parent.parent.parent.parent


def test_a_package_with_a_handler_is_a_function_and_there_are_no_others() -> None:
    found = [each for top in ("functions", "web") for each in (ROOT / top).rglob("handler.py")]
    modules = {".".join(each.relative_to(ROOT).with_suffix("").parts) for each in found}

    assert {
        each.handler.removesuffix(".lambda_handler") for each in functions().values()
    } == modules


def test_every_function_knows_how_it_is_bundled() -> None:
    rules = (ROOT / "infra" / "Makefile").read_text()

    assert [each for each in functions() if f"\nbuild-{each}:\n" not in rules] == []


@pytest.mark.parametrize("days", template()["Parameters"]["RetentionDays"]["AllowedValues"])
def test_a_payload_outlives_the_row_that_points_to_it_by_a_week(days: str) -> None:
    assert template()["Mappings"]["PayloadRetention"][days]["Days"] == int(days) + 7


def test_what_people_keep_survives_the_stack() -> None:
    kept = {
        name
        for name, each in template()["Resources"].items()
        if each.get("DeletionPolicy") == "Retain" == each.get("UpdateReplacePolicy")
    }

    assert kept == {"SessionTable", "PayloadBucket", "FailureBucket", "PublicBucket"}


def test_the_table_can_be_brought_back_to_any_second() -> None:
    recovery = _properties("SessionTable")["PointInTimeRecoverySpecification"]

    assert recovery == {"PointInTimeRecoveryEnabled": True}


def test_a_revoked_page_is_gone_within_a_minute() -> None:
    policy = _properties("PublicCachePolicy")["CachePolicyConfig"]

    assert policy["MaxTTL"] <= 60


def test_one_bad_record_neither_stops_the_stream_nor_is_lost() -> None:
    stream = _properties("RollupFunction")["Events"]["Stream"]["Properties"]

    assert stream["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert stream["BisectBatchOnFunctionError"]
    assert 0 < stream["MaximumRetryAttempts"] < 100
    assert stream["DestinationConfig"]["OnFailure"]["Destination"] == "${FailureBucket.Arn}"


@pytest.mark.parametrize("function", ["IngestFunction", "ViewerFunction"])
def test_a_function_behind_the_front_door_ends_before_the_door_closes(function: str) -> None:
    """API Gateway answers 503 by itself after 30 seconds, and cannot be told otherwise."""
    assert functions()[function].timeout_s < 30


@pytest.mark.parametrize("function", sorted(functions()))
def test_logs_are_json_in_a_group_of_the_functions_own(function: str) -> None:
    logging = _properties(function)["LoggingConfig"]

    assert logging == {
        "LogFormat": "JSON",
        "LogGroup": f"${{{function.replace('Function', 'Logs')}}}",
    }


def _properties(logical_id: str) -> dict[str, Any]:
    properties: dict[str, Any] = template()["Resources"][logical_id]["Properties"]
    return properties

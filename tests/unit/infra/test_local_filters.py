"""Event patterns: the template's filter, and the rules that it may use."""

from typing import Any

import pytest

from infra.local.errors import LocalError
from infra.local.filters import matches_any
from infra.resources import stream_filters


@pytest.mark.parametrize(
    ("event", "sk", "passes"),
    [
        ("INSERT", "CHUNK#1", True),
        ("MODIFY", "TURN#2026-11-23T01#t", True),
        ("INSERT", "MARKS", True),
        ("INSERT", "PUBLICATION#1", True),
        ("REMOVE", "CHUNK#1", False),
        ("INSERT", "HEAD", False),
        ("INSERT", "SESSION", False),
        ("INSERT", "MARKSMAN", False),
    ],
)
def test_the_template_lets_only_two_hops_through(event: str, sk: str, passes: bool) -> None:
    record = {"eventName": event, "dynamodb": {"Keys": {"SK": {"S": sk}}}}

    assert matches_any(stream_filters("RollupFunction"), record) is passes


@pytest.mark.parametrize(
    ("pattern", "passes"),
    [
        ({"a": ["x", "b"]}, True),
        ({"a": [{"suffix": "b"}]}, True),
        ({"z": [{"exists": False}]}, True),
        ({"a": [{"exists": False}]}, False),
        ({"a": {"b": ["c"]}}, False),
        ({"z": [None]}, False),
    ],
)
def test_rules(pattern: dict[str, Any], passes: bool) -> None:
    assert matches_any([pattern], {"a": "b"}) is passes


def test_without_patterns_everything_passes() -> None:
    assert matches_any([], {"a": "b"})


def test_a_rule_that_is_not_known_is_an_error_and_not_a_no() -> None:
    with pytest.raises(LocalError, match="cidr"):
        matches_any([{"a": [{"cidr": "10.0.0.0/8"}]}], {"a": "b"})

"""A row as DynamoDB's JSON writes it: where it stands, and what is read from one."""

from collections.abc import Iterable, Mapping
from typing import Any

type Item = dict[str, Any]
"""The values of a row by name, each under the letter of its type; `B` as bytes."""

type Place = tuple[str, str]
"""PK and SK of a row."""


def key(pk: str, sk: str) -> Item:
    """Return what DynamoDB calls the key of a row."""
    return {"PK": {"S": pk}, "SK": {"S": sk}}


def number(item: Mapping[str, Any], name: str) -> int:
    """Return a number of a row, 0 where it has none."""
    return int(item[name]["N"]) if name in item else 0


def with_prefix(items: Iterable[Item], prefix: str) -> list[Item]:
    """Return the rows of a partition whose SK begins so: all of one kind."""
    return [item for item in items if item["SK"]["S"].startswith(prefix)]

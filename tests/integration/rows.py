"""Rows as they lie in the table, without what says only when and how often they were written."""

from typing import Any

import boto3

from functions.store.keys import TURN

_BOOKKEEPING = ("generation", "version", "expires", "written")
_DERIVED = ("TURN", "SESSION", "SCORE#")

type Rows = dict[tuple[str, str], dict[str, Any]]


def all_rows(table: str) -> Rows:
    """Return every row by its key."""
    pages = (
        boto3.client("dynamodb")
        .get_paginator("scan")
        .paginate(TableName=table, ConsistentRead=True)
    )
    return {
        (item["PK"]["S"], item["SK"]["S"]): dict(item) for page in pages for item in page["Items"]
    }


def derived_rows(table: str) -> Rows:
    """Return the turns, sessions and scores that stand; tombstones are as good as nothing."""
    return {
        key: {name: value for name, value in item.items() if name not in _BOOKKEEPING}
        for key, item in all_rows(table).items()
        if key[1].startswith(_DERIVED) and "gone" not in item
    }


def turn_places(table: str) -> list[tuple[str, str]]:
    """Return where turns stand."""
    return sorted(key for key in derived_rows(table) if key[1].startswith(TURN))

"""`repair`: what the stream lost is folded from the chunks, and what is in order is left alone."""

from typing import Any

import boto3

from functions.rollup.repair import repair
from functions.rollup.store import store
from functions.store.rows import item_to_session
from functions.store.table import session_table
from tests.integration.rows import all_rows, derived_rows
from tests.integration.service import PROJECT, Service

_HOUR_MS = 3_600_000


def _trace(second: int, **body: Any) -> dict[str, Any]:
    return {
        "id": f"e-{second}",
        "type": "trace-create",
        "timestamp": f"2026-11-01T10:00:{second:02}Z",
        "body": {"id": "t", "sessionId": "a", **body},
    }


def _repair(service: Service, *, everything: bool = False) -> int:
    return repair(store(), boto3.client("dynamodb"), service.table, everything=everything)


def test_a_head_that_is_older_than_a_chunk_is_found(service: Service) -> None:
    service.send([_trace(1, name="old")])
    service.settle()
    service.send([_trace(2, name="new")])

    assert _repair(service) == 2
    assert session_table().read_session(PROJECT, "a").turns[0].name == "new"
    (session,) = (
        item_to_session(item)
        for key, item in all_rows(service.table).items()
        if key[1] == "SESSION"
    )
    assert session.names.values == ("new",)


def test_what_is_in_order_is_left_alone(service: Service) -> None:
    service.send([_trace(1)])
    service.settle()
    _write_later(service, "HEAD", "SESSION")

    assert _repair(service) == 0


def test_everything_may_be_folded_anew_and_comes_out_the_same(service: Service) -> None:
    service.send([_trace(1)])
    service.settle()
    _write_later(service, "HEAD", "SESSION")
    before = derived_rows(service.table)

    assert _repair(service, everything=True) == 2
    assert derived_rows(service.table) == before


def _write_later(service: Service, *sks: str) -> None:
    """Let rows be an hour younger than what they are made of."""
    for (_, sk), item in all_rows(service.table).items():
        if sk in sks:
            written = str(int(item["written"]["N"]) + _HOUR_MS)
            boto3.client("dynamodb").put_item(
                TableName=service.table, Item=item | {"written": {"N": written}}
            )

"""`repair`: fold again what has chunks newer than its head, or everything.

The same fold as the stream's: it is the repair tool, the migration tool and, in the property
tests, the oracle.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from functions.rollup.fold import fold_partition
from functions.rollup.store import Store
from functions.store.errors import translated
from functions.store.keys import CHUNK_PREFIX, HEAD, SESSION, TURN_PREFIX

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def repair(store: Store, client: "DynamoDBClient", table: str, *, everything: bool = False) -> int:
    """Fold every trace that lags behind its chunks, then every session that it touched.

    Reads the whole table. Returns how many partitions were folded.
    """
    folded: dict[str, None] = {}
    for kind in ("TRACE", "SESSION"):
        for pk in _lagging(client, table, kind, everything=everything):
            fold_partition(store, pk, hurry=True)
            folded[pk] = None
    return len(folded)


_DRIFT_MS = 60_000
"""Clocks differ, and a chunk is stored some seconds after its `arrived`: rather fold once more."""


def _lagging(client: "DynamoDBClient", table: str, kind: str, *, everything: bool) -> Iterator[str]:
    newest: dict[str, int] = {}
    folded: dict[str, int] = {}
    for pk, sk, written_ms in _rows(client, table):
        if f"#{kind}#" not in pk:
            continue
        if sk in (HEAD, SESSION):
            folded[pk] = written_ms
        elif sk.startswith((CHUNK_PREFIX, TURN_PREFIX)):
            newest[pk] = max(newest.get(pk, 0), written_ms)
    for pk, written_ms in newest.items():
        if everything or pk not in folded or folded[pk] <= written_ms + _DRIFT_MS:
            yield pk


def _rows(client: "DynamoDBClient", table: str) -> Iterator[tuple[str, str, int]]:
    """Yield key and time of every row, Unix milliseconds."""
    with translated():
        pages = client.get_paginator("scan").paginate(
            TableName=table,
            ProjectionExpression="PK, SK, arrived, written",
            ConsistentRead=True,
        )
        for page in pages:
            for item in page["Items"]:
                stamp = item.get("arrived") or item.get("written") or {"N": "0"}
                yield item["PK"]["S"], item["SK"]["S"], int(stamp["N"])

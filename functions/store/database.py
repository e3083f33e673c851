"""The one table over the light connection: what ingest, rollup and viewer do many times a second.

A call through botocore costs about a millisecond of CPU, ten times what it costs here
(docs/decisions/0003-the-light-signer.md). Rare calls (jobs, publications, admin) use boto3.
Items are DynamoDB's JSON with `B` as bytes, as boto3's clients have them.
"""

import time
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from os import environ
from typing import Any

from functions.store.item import Item, Place, key
from functions.store.wire import ConditionFailedError, Wire, wire

_PATIENCE_S = 8.0
"""How long one call is tried again before the store counts as unavailable."""


class Database:
    """Rows of one table; every read is strongly consistent but those of an index."""

    def __init__(self, connection: Wire, table: str) -> None:
        self._wire = connection
        self._table = table

    def get(self, place: Place) -> Item | None:
        """Return a row, or None."""
        answer = self._call("GetItem", {"Key": key(*place), "ConsistentRead": True})
        return _from_wire(answer["Item"]) if "Item" in answer else None

    def put(self, item: Item, condition: str = "", values: Mapping[str, Any] | None = None) -> bool:
        """Put a row; False, and nothing changes, where `condition` does not hold."""
        request: dict[str, Any] = {"Item": item}
        if condition:
            request["ConditionExpression"] = condition
        if values:
            request["ExpressionAttributeValues"] = values
        return self._write("PutItem", request)

    def delete(self, place: Place, condition: str, values: Mapping[str, Any]) -> bool:
        """Delete a row; False, and nothing changes, where `condition` does not hold."""
        return self._write(
            "DeleteItem",
            {
                "Key": key(*place),
                "ConditionExpression": condition,
                "ExpressionAttributeValues": values,
            },
        )

    def query(self, pk: str, sk_prefix: str = "", attributes: str = "") -> Iterator[Item]:
        """Yield the rows of a partition in order of their SK, page by page.

        `attributes` names the only ones wanted, with commas.
        """
        request: dict[str, Any] = {
            "KeyConditionExpression": "PK = :pk",
            "ExpressionAttributeValues": {":pk": {"S": pk}},
            "ConsistentRead": True,
        }
        if sk_prefix:
            request["KeyConditionExpression"] += " AND begins_with(SK, :sk)"
            request["ExpressionAttributeValues"][":sk"] = {"S": sk_prefix}
        if attributes:
            request["ProjectionExpression"] = attributes
        while True:
            answer = self._call("Query", request)
            yield from map(_from_wire, answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def get_many(self, places: Iterable[Place], attributes: str) -> list[Item]:
        """Return what is stored of up to 100 rows, in no order, eventually consistent.

        `attributes` as for `query`.
        """
        keys: list[Item] = [key(*place) for place in places]
        found: list[Item] = []
        while keys:
            wanted = {"Keys": keys, "ProjectionExpression": attributes}
            answer = self._call("BatchGetItem", {"RequestItems": {self._table: wanted}})
            found += map(_from_wire, answer["Responses"].get(self._table, ()))
            keys = answer.get("UnprocessedKeys", {}).get(self._table, {}).get("Keys", [])
        return found

    def newest(
        self, index_pk: str, limit: int, start: Mapping[str, Any] | None
    ) -> tuple[list[Item], Item | None]:
        """Return some rows of an index, latest first, and the key after which it goes on."""
        request: dict[str, Any] = {
            "IndexName": "GSI1",
            "KeyConditionExpression": "GSI1PK = :pk",
            "ExpressionAttributeValues": {":pk": {"S": index_pk}},
            "ScanIndexForward": False,
            "Limit": limit,
        }
        if start:
            request["ExclusiveStartKey"] = start
        answer = self._call("Query", request)
        return [_from_wire(each) for each in answer["Items"]], answer.get("LastEvaluatedKey")

    def _write(self, operation: str, request: Mapping[str, Any]) -> bool:
        try:
            self._call(operation, request)
        except ConditionFailedError:
            return False
        return True

    def _call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        deadline = time.monotonic() + _PATIENCE_S
        return self._wire.call(operation, {"TableName": self._table, **request}, deadline)


def _from_wire(item: Item) -> Item:
    return {
        name: {"B": b64decode(value["B"])} if "B" in value else value
        for name, value in item.items()
    }


@cache
def database() -> Database:
    """Return the table named by TABLE_NAME; one per warm Lambda."""
    return Database(wire("dynamodb"), environ["TABLE_NAME"])

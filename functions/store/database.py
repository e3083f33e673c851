"""The one table over the light connection: what ingest, rollup and viewer do many times a second.

A call through botocore costs about a millisecond of CPU, ten times what it costs here
(docs/decisions/0003-the-light-signer.md). Rare calls (jobs, publications, admin) use boto3.
Items are DynamoDB's JSON with `B` as bytes, as boto3's clients have them.
"""

import re
import time
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from os import environ
from typing import Any

from functions.store.item import Item, Place, key
from functions.store.patience import pause_until
from functions.store.wire import ConditionFailedError, Wire, wire

_PATIENCE_S = 8.0
"""How long one call is tried again before the store counts as unavailable."""

_NAME = re.compile(r"#(\w+)")


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
                **_names(condition),
            },
        )

    def update(
        self, place: Place, change: str, values: Mapping[str, Any], condition: str = ""
    ) -> Item | None:
        """Change attributes, written `#name`, of a row; it is made where there is none.

        Returns the row as it is now; None, and nothing changes, where `condition` does not hold.
        """
        request: dict[str, Any] = {
            "Key": key(*place),
            "UpdateExpression": change,
            "ExpressionAttributeValues": values,
            "ReturnValues": "ALL_NEW",
            **_names(f"{change} {condition}"),
        }
        if condition:
            request["ConditionExpression"] = condition
        try:
            return _from_wire(self._call("UpdateItem", request)["Attributes"])
        except ConditionFailedError:
            return None

    def query(
        self, pk: str, sk_prefix: str = "", attributes: str = "", *, until: str = ""
    ) -> Iterator[Item]:
        """Yield the rows of a partition in order of their SK, page by page.

        `attributes` names the only ones wanted, with commas; `until` is the last SK, where the
        rows wanted are those from `sk_prefix` on and not only those that begin with it.
        """
        request: dict[str, Any] = {
            "KeyConditionExpression": "PK = :pk",
            "ExpressionAttributeValues": {":pk": {"S": pk}},
            "ConsistentRead": True,
        }
        if sk_prefix:
            wanted = "SK BETWEEN :sk AND :until" if until else "begins_with(SK, :sk)"
            request["KeyConditionExpression"] += f" AND {wanted}"
            request["ExpressionAttributeValues"][":sk"] = {"S": sk_prefix}
        if until:
            request["ExpressionAttributeValues"][":until"] = {"S": until}
        if attributes:
            request["ProjectionExpression"] = attributes
        while True:
            answer = self._call("Query", request)
            yield from map(_from_wire, answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def get_many(self, places: Sequence[Place], attributes: str = "") -> list[Item | None]:
        """Return up to 100 rows in that order, None for one that is not there.

        As consistent as an index, by which such places are found, and half as dear as `get`.
        `attributes` as for `query`.
        """
        wanted = {"ProjectionExpression": f"PK, SK, {attributes}"} if attributes else {}
        found: dict[Place, Item] = {}
        left: list[Item] = [key(*place) for place in dict.fromkeys(places)]
        deadline = time.monotonic() + _PATIENCE_S
        attempt = 0
        while left:
            request = {"RequestItems": {self._table: {"Keys": left, **wanted}}}
            answer = self._wire.call("BatchGetItem", request, deadline)
            for item in answer["Responses"].get(self._table, ()):
                found[item["PK"]["S"], item["SK"]["S"]] = _from_wire(item)
            left = answer.get("UnprocessedKeys", {}).get(self._table, {}).get("Keys", [])
            if left:
                pause_until(deadline, attempt)
                attempt += 1
        return [found.get(place) for place in places]

    def newest(
        self,
        index_pk: str,
        limit: int,
        start: Mapping[str, Any] | None,
        *,
        index: str = "GSI1",
        between: tuple[str, str] | None = None,
        attributes: str = "",
        backwards: bool = False,
    ) -> tuple[list[Item], Item | None]:
        """Return some rows of an index, latest first, and the key after which it goes on.

        `backwards` goes from there to later rows, the nearest first.

        `index` "" is the table itself; `between` bounds the sort key, both ends inclusive;
        `attributes` as for `query`.
        """
        request: dict[str, Any] = {
            "IndexName": index,
            "KeyConditionExpression": f"{index}PK = :pk",
            "ExpressionAttributeValues": {":pk": {"S": index_pk}},
            "ScanIndexForward": backwards,
            "Limit": limit,
        }
        if between:
            request["KeyConditionExpression"] += f" AND {index}SK BETWEEN :low AND :high"
            low, high = between
            request["ExpressionAttributeValues"] |= {":low": {"S": low}, ":high": {"S": high}}
        if attributes:
            request["ProjectionExpression"] = attributes
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


def _names(expression: str) -> dict[str, Any]:
    """Return what a request says about the names in an expression, of which AWS reserves many."""
    names = set(_NAME.findall(expression))
    return {"ExpressionAttributeNames": {f"#{name}": name for name in names}} if names else {}


def _from_wire(item: Item) -> Item:
    return {
        name: {"B": b64decode(value["B"])} if "B" in value else value
        for name, value in item.items()
    }


@cache
def database() -> Database:
    """Return the table named by TABLE_NAME; one per warm Lambda."""
    return Database(wire("dynamodb"), environ["TABLE_NAME"])

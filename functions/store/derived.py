"""What the rollup writes: heads, turns, session rows, scores, and folds put off.

Concurrency is decided here by conditions, each named for the situation in which it holds:

    nobody was here      attribute_not_exists(PK)
    unchanged since      generation = :seen  (a trace's head);  version = :seen  (a session row)
    older stands there   generation < :mine  (a turn or a tombstone at one of its places)

The head is the only authority on a trace: its generation, and every place where its turn may
stand. No derived row is deleted; a place that is given up becomes a tombstone.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from os import environ
from typing import TYPE_CHECKING, Any

from functions.store import keys
from functions.store.aws import dynamodb
from functions.store.errors import translated
from functions.store.retention import expiry
from functions.store.rows import Item

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_TOMBSTONE_S = 86_400
"""Longer than any rollup runs, so that a late one still finds a higher generation."""

_BOOKKEEPING = frozenset({"generation", "version", "expires", "written"})

type Place = tuple[str, str]
"""PK and SK of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the rollup knows of a trace: how often it was folded, and where its turn may stand."""

    generation: int = 0
    places: tuple[Place, ...] = ()
    chunk_count: int = 0
    score_count: int = 0
    written_ms: int = 0
    deleted_ms: int = 0
    """Chunks that arrived up to then are no longer part of it."""

    failed: str | None = None
    """The kind of error that its last fold ended with."""


class DerivedRows:
    """Writes of rows that follow from other rows."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def read_head(self, pk: str) -> Head:
        """Return the head of a trace, strongly consistent; an empty one where there is none."""
        item = self._get(pk, keys.HEAD)
        if item is None:
            return Head()
        return Head(
            generation=_number(item, "generation"),
            places=tuple((each["L"][0]["S"], each["L"][1]["S"]) for each in item["places"]["L"]),
            chunk_count=_number(item, "chunks"),
            score_count=_number(item, "scores"),
            written_ms=_number(item, "written"),
            deleted_ms=_number(item, "deleted"),
            failed=item["failed"]["S"] if "failed" in item else None,
        )

    def put_head(self, pk: str, seen: Head, head: Head) -> bool:
        """Replace the head that was `seen`; False if somebody else did so first."""
        unchanged = "generation = :seen" if seen.generation else "attribute_not_exists(PK)"
        return self._put(_head_item(pk, head), unchanged, {":seen": seen.generation})

    def read_row(self, place: Place) -> Item | None:
        """Return a derived row, strongly consistent."""
        return self._get(*place)

    def put_row(self, item: Item, generation: int) -> bool:
        """Put a turn or a score unless the same or a higher generation stands there."""
        row = item | {"generation": {"N": str(generation)}, **_stamps(expiry())}
        return self._put(row, _OLDER_STANDS, {":mine": generation})

    def bury(self, place: Place, generation: int) -> None:
        """Leave a tombstone where a row stood, unless a higher generation stands there."""
        pk, sk = place
        row = {
            **_key(pk, sk),
            "gone": {"BOOL": True},
            "generation": {"N": str(generation)},
            **_stamps(int(time.time()) + _TOMBSTONE_S),
        }
        self._put(row, _OLDER_STANDS, {":mine": generation})

    def put_session(self, item: Item, seen: int) -> bool:
        """Put a session row (or its tombstone) over the version that was `seen`."""
        unchanged = "version = :seen" if seen else "attribute_not_exists(PK)"
        row = item | {"version": {"N": str(seen + 1)}, **_stamps(expiry())}
        return self._put(row, unchanged, {":seen": seen})

    def claim_score(self, pointer: Place, owner: str, since_ns: int) -> str | None:
        """Note that `owner` (a PK) has a score, unless another claimed it earlier.

        Returns the owner now; the earliest claim wins.
        """
        item = self._get(*pointer)
        holder = item["owner"]["S"] if item else None
        if item and (holder == owner or int(item["since"]["N"]) <= since_ns):
            return holder
        row = {**_key(*pointer), "owner": {"S": owner}, "since": {"N": str(since_ns)}}
        free = "attribute_not_exists(PK) OR since > :since"
        if not self._put(row | _stamps(expiry()), free, {":since": since_ns}):
            return self.claim_score(pointer, owner, since_ns)
        if holder is not None:
            self.put_due(holder)
        return owner

    def put_due(self, pk: str, failed: str | None = None) -> None:
        """Note that a partition is to be folded again by the schedule."""
        row: Item = {**_key(keys.DUE_PK, pk), "put": {"N": str(time.time_ns())}}
        if failed:
            row["failed"] = {"S": failed}
        self._put(row)

    def due(self) -> Iterator[tuple[str, Item]]:
        """Yield the partitions whose fold was put off, with their rows."""
        with translated():
            pages = self._client.get_paginator("query").paginate(
                TableName=self._table,
                KeyConditionExpression="PK = :due",
                ExpressionAttributeValues={":due": {"S": keys.DUE_PK}},
            )
            for page in pages:
                for item in page["Items"]:
                    yield item["SK"]["S"], item

    def settle_due(self, item: Mapping[str, Any]) -> None:
        """Take a partition off the list, unless it was put there again meanwhile."""
        try:
            with translated():
                self._client.delete_item(
                    TableName=self._table,
                    Key={"PK": item["PK"], "SK": item["SK"]},
                    ConditionExpression="#put = :seen",
                    ExpressionAttributeNames={"#put": "put"},
                    ExpressionAttributeValues={":seen": item["put"]},
                )
        except self._client.exceptions.ConditionalCheckFailedException:
            return  # due once more: it stays

    def _get(self, pk: str, sk: str) -> Item | None:
        with translated():
            answer = self._client.get_item(
                TableName=self._table, Key=_key(pk, sk), ConsistentRead=True
            )
        return answer.get("Item")

    def _put(
        self, item: Item, condition: str = "", values: Mapping[str, int] | None = None
    ) -> bool:
        request: dict[str, Any] = {"TableName": self._table, "Item": item}
        if condition:
            request["ConditionExpression"] = condition
        used = {
            name: {"N": str(value)} for name, value in (values or {}).items() if name in condition
        }
        if used:
            request["ExpressionAttributeValues"] = used
        try:
            with translated():
                self._client.put_item(**request)
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True


_OLDER_STANDS = "attribute_not_exists(PK) OR generation < :mine"


def is_same(item: Item, stored: Mapping[str, Any] | None) -> bool:
    """Tell whether a row says what the stored one says, whenever either was written."""
    if stored is None:
        return False
    return _content(item) == _content(stored)


def _content(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in _BOOKKEEPING}


def _head_item(pk: str, head: Head) -> Item:
    item: Item = {
        **_key(pk, keys.HEAD),
        "generation": {"N": str(head.generation)},
        "places": {"L": list(_places(head.places))},
        "chunks": {"N": str(head.chunk_count)},
        "scores": {"N": str(head.score_count)},
        **_stamps(expiry()),
    }
    if head.deleted_ms:
        item["deleted"] = {"N": str(head.deleted_ms)}
    if head.failed:
        item["failed"] = {"S": head.failed}
    return item


def _places(places: Iterable[Place]) -> Iterator[Item]:
    for pk, sk in places:
        yield {"L": [{"S": pk}, {"S": sk}]}


def _key(pk: str, sk: str) -> dict[str, Any]:
    return {"PK": {"S": pk}, "SK": {"S": sk}}


def _stamps(expires_s: int) -> dict[str, Any]:
    now_ms = time.time_ns() // 1_000_000
    return {"written": {"N": str(now_ms)}, "expires": {"N": str(expires_s)}}


def _number(item: Mapping[str, Any], name: str) -> int:
    return int(item[name]["N"]) if name in item else 0


@cache
def derived_rows() -> DerivedRows:
    """Return the derived rows of TABLE_NAME; one per warm Lambda."""
    return DerivedRows(dynamodb(), environ["TABLE_NAME"])

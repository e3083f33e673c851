"""What the table would charge for: write units by kind of row, as DynamoDB reports them."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from functions.store.aws import dynamodb
from functions.store.inbox import inbox
from functions.store.keys import CHUNK_PREFIX


@contextmanager
def counted_units() -> Iterator[Counter[str]]:
    """Count the units of every write of ingest and rollup while inside, by row and index."""
    units: Counter[str] = Counter()
    client, connection = dynamodb(), inbox()._dynamodb  # noqa: SLF001 - the only way there is
    call = connection.call

    def ask(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        params["ReturnConsumedCapacity"] = "INDEXES"
        context["row"] = _kind(params.get("Item", params.get("Key")))

    def note(parsed: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
        _add(units, context["row"], parsed.get("ConsumedCapacity", {}))

    def batch(operation: str, request: dict[str, Any], deadline: float) -> dict[str, Any]:
        answer = call(operation, {**request, "ReturnConsumedCapacity": "INDEXES"}, deadline)
        for each in answer.get("ConsumedCapacity", []) if operation == "BatchWriteItem" else []:
            _add(units, CHUNK_PREFIX, each)
        return answer

    events = [f"dynamodb.{operation}" for operation in ("PutItem", "DeleteItem", "UpdateItem")]
    for event in events:
        client.meta.events.register(f"provide-client-params.{event}", ask, f"ask {event}")
        client.meta.events.register(f"after-call.{event}", note, f"note {event}")
    connection.call = batch  # type: ignore[method-assign, assignment]
    try:
        yield units
    finally:
        connection.call = call  # type: ignore[method-assign]
        for event in events:
            client.meta.events.unregister(f"provide-client-params.{event}", ask, f"ask {event}")
            client.meta.events.unregister(f"after-call.{event}", note, f"note {event}")


def _kind(key: Any) -> str:
    place: str = key["SK"]["S"]
    kind = place.partition("#")[0]
    return f"{kind} tombstone" if "gone" in key else kind


def _add(units: Counter[str], row: str, capacity: Any) -> None:
    if not capacity:
        return
    indexes = capacity.get("GlobalSecondaryIndexes", {})
    for name, index in indexes.items():
        units[f"{row} in {name}"] += index["CapacityUnits"]
    apart = sum(index["CapacityUnits"] for index in indexes.values())
    units[row] += capacity["CapacityUnits"] - apart
    units["count of " + row] += 1

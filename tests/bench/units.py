"""What the table would charge for: write units by kind of row, as DynamoDB reports them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from functions.store.keys import CHUNK_PREFIX
from functions.store.wire import wire

_WRITES = ("BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem")


@contextmanager
def counted_units() -> Iterator[Counter[str]]:
    """Count the units of every write of ingest and rollup while inside, by row and index."""
    units: Counter[str] = Counter()
    connection = wire("dynamodb")
    call = connection.call

    def counted(operation: str, request: Mapping[str, Any], deadline: float) -> dict[str, Any]:
        if operation not in _WRITES:
            return call(operation, request, deadline)
        asked = {**request, "ReturnConsumedCapacity": "INDEXES"}
        answer = call(operation, asked, deadline)
        row = _kind(request.get("Item", request.get("Key")))
        found = answer.get("ConsumedCapacity", [])
        for each in found if isinstance(found, list) else [found]:
            _add(units, row, each)
        return answer

    connection.call = counted  # type: ignore[method-assign]
    try:
        yield units
    finally:
        connection.call = call  # type: ignore[method-assign]


def _kind(key: Any) -> str:
    """Return the kind of row that a write is about; batches hold chunks alone."""
    if key is None:
        return CHUNK_PREFIX
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

"""Where ingest puts chunks: all of a request, or an error; nothing half acknowledged."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import batched, repeat
from os import environ

from functions.model.chunk import Chunk
from functions.store.chunks import LARGEST_INLINE, chunk_to_item, payload_key
from functions.store.codec import pack
from functions.store.item import Item
from functions.store.patience import pause_until
from functions.store.wire import Wire, wire

_BATCH = 25
"""Items; DynamoDB takes no more."""

_FEW = 4
_WRITERS = 8
"""Connections for a request of more than a few batches."""


class Inbox:
    """Writes chunks through the light connection."""

    def __init__(self, dynamodb: Wire, s3: Wire, *, table: str, bucket: str) -> None:
        self._dynamodb = dynamodb
        self._s3 = s3
        self._table = table
        self._bucket = bucket

    def store(self, project: str, chunks: Iterable[tuple[str, Chunk]], deadline: float) -> None:
        """Store chunks under their partition keys; returns only after all of them are.

        `deadline` is a time of `time.monotonic`.

        Raises:
            StoreUnavailableError: some could not be stored in time; storing all again is harmless.

        """
        items = {
            (pk, chunk.chunk_id): self._item(project, pk, chunk, deadline) for pk, chunk in chunks
        }
        batches = list(batched(items.values(), _BATCH, strict=False))
        if len(batches) > _FEW:
            self._write_side_by_side(batches, deadline)
            return
        for batch in batches:
            self._write(batch, deadline)

    def _item(self, project: str, pk: str, chunk: Chunk, deadline: float) -> Item:
        data = pack(chunk.data)
        if len(data) <= LARGEST_INLINE:
            return chunk_to_item(pk, chunk, data)
        key = payload_key(project, pk, chunk)
        headers = {"content-type": "application/zstd"}
        self._s3.send("PUT", f"/{self._bucket}/{key}", headers, data, deadline)
        return chunk_to_item(pk, chunk, None, key)

    def _write_side_by_side(self, batches: Sequence[Sequence[Item]], deadline: float) -> None:
        """Write a request of very many traces: one batch after the other would take too long."""
        from concurrent.futures import ThreadPoolExecutor  # hardly ever needed

        with ThreadPoolExecutor(_WRITERS) as pool:
            for _ in pool.map(self._write, batches, repeat(deadline)):
                pass  # raises what one of them raised, and leaves the rest

    def _write(self, batch: Iterable[Item], deadline: float) -> None:
        left = [{"PutRequest": {"Item": item}} for item in batch]
        for attempt in range(1000):
            answer = self._dynamodb.call(
                "BatchWriteItem", {"RequestItems": {self._table: left}}, deadline
            )
            left = answer.get("UnprocessedItems", {}).get(self._table, [])
            if not left:
                return
            pause_until(deadline, attempt)


@cache
def inbox() -> Inbox:
    """Return the way to TABLE_NAME and PAYLOAD_BUCKET; one per warm Lambda."""
    return Inbox(
        wire("dynamodb"),
        wire("s3"),
        table=environ["TABLE_NAME"],
        bucket=environ["PAYLOAD_BUCKET"],
    )

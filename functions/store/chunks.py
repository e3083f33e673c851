"""Chunks ↔ items: compressed, and in S3 where one is too large for an item."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from functions.model.chunk import Chunk, Credential, Format
from functions.store.codec import DICTIONARY, unpack
from functions.store.item import Item, key
from functions.store.keys import chunk_sk
from functions.store.retention import chunk_expiry

LARGEST_INLINE = 350_000
"""Bytes; an item may hold 400 KB with its keys."""


def chunk_to_item(pk: str, chunk: Chunk, data: bytes | None, pointer: str | None = None) -> Item:
    """Return the item of a chunk with its packed `data`, or with the S3 key of it."""
    item: Item = {
        **key(pk, chunk_sk(chunk.chunk_id)),
        "format": {"S": chunk.format},
        "dictionary": {"N": str(DICTIONARY)},
        "arrived": {"N": str(chunk.arrived_ms)},
        "expires": {"N": str(chunk_expiry(chunk.arrived_ms / 1000))},
    }
    if chunk.credential is not Credential.SECRET:
        item["credential"] = {"S": chunk.credential}
    if pointer is not None:
        item["pointer"] = {"S": pointer}
    else:
        item["data"] = {"B": data}
    return item


def payload_prefix(project: str, pk: str) -> str:
    """Return where the large chunks of a partition stand in the payload bucket."""
    return f"{project}/chunks/{sha256(pk.encode()).hexdigest()[:32]}/"


def payload_key(project: str, pk: str, chunk: Chunk) -> str:
    """Return where the packed bytes of a large chunk stand in the payload bucket.

    The arrival is part of it: what is sent again during a deletion is another object than the one
    that is being deleted.
    """
    return f"{payload_prefix(project, pk)}{chunk.arrived_ms}-{chunk.chunk_id}"


def payload_arrived_ms(payload: str) -> int:
    """Return when the chunk of a payload's key arrived, Unix milliseconds."""
    return int(payload.rpartition("/")[2].partition("-")[0])


def item_to_chunk(item: Mapping[str, Any], payload: bytes | None = None) -> Chunk:
    """Return the chunk of an item; `payload` is what its pointer names in S3."""
    return Chunk(
        format=Format(item["format"]["S"]),
        credential=Credential(item.get("credential", {"S": Credential.SECRET})["S"]),
        data=unpack(item["data"]["B"] if payload is None else payload),
        arrived_ms=int(item["arrived"]["N"]),
    )

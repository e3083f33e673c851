"""Chunks ↔ items: compressed, and in S3 where one is too large for an item."""

from collections.abc import Mapping
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


def payload_key(project: str, chunk: Chunk) -> str:
    """Return where the packed bytes of a large chunk stand in the payload bucket."""
    return f"{project}/chunks/{chunk.chunk_id}"


def item_to_chunk(item: Mapping[str, Any], payload: bytes | None = None) -> Chunk:
    """Return the chunk of an item; `payload` is what its pointer names in S3."""
    return Chunk(
        format=Format(item["format"]["S"]),
        credential=Credential(item.get("credential", {"S": Credential.SECRET})["S"]),
        data=unpack(item["data"]["B"] if payload is None else payload),
        arrived_ms=int(item["arrived"]["N"]),
    )

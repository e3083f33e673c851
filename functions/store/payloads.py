"""What is too large for an item: objects in the payload bucket."""

import time
from collections.abc import Iterator
from functools import cache
from os import environ
from typing import TYPE_CHECKING

from functions.store.aws import s3
from functions.store.chunks import payload_arrived_ms, payload_prefix
from functions.store.errors import translated
from functions.store.wire import Wire

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

_PATIENCE_S = 8.0


class Payloads:
    """The private bucket; every key in it begins with a project."""

    def __init__(self, connection: Wire, bucket: str) -> None:
        self._wire = connection
        self._bucket = bucket

    def read(self, key: str) -> bytes:
        """Return an object's bytes."""
        path = f"/{self._bucket}/{key}"
        return self._wire.send("GET", path, {}, b"", time.monotonic() + _PATIENCE_S)


class PayloadArchive:
    """The private bucket, for those who delete from it."""

    def __init__(self, client: "S3Client", bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def delete_chunks(self, project: str, pk: str, until_ms: int) -> int:
        """Delete the chunks of a partition that arrived up to then; returns how many there were.

        Also those that no row leads to, because a request ended between the one and the other.
        """
        found = [
            each
            for each in self._keys(payload_prefix(project, pk))
            if payload_arrived_ms(each) <= until_ms
        ]
        for each in found:
            with translated():
                self._client.delete_object(Bucket=self._bucket, Key=each)
        return len(found)

    def _keys(self, prefix: str) -> Iterator[str]:
        with translated():
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=prefix
            )
            for page in pages:
                yield from (each["Key"] for each in page.get("Contents", ()))


@cache
def payload_archive() -> PayloadArchive:
    """Return the bucket named by PAYLOAD_BUCKET; one per warm Lambda."""
    return PayloadArchive(s3(), environ["PAYLOAD_BUCKET"])

"""The bytes of media: objects in the payload bucket, and URLs by which clients reach them."""

import time
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from os import environ

from functions.model.media_type import ANY_BYTES, EXTENSIONS, MediaKind, media_kind
from functions.store.aws import s3, s3_for_urls
from functions.store.errors import error_code, is_missing, translated
from functions.store.media_rows import MediaRow
from functions.store.wire import Wire, wire

_PATIENCE_S = 8.0
_LARGEST_RENEWED = 256_000_000
"""Bytes that S3 copies within seconds; the life of a larger object counts from its upload."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredObject:
    """What the bucket says of an object."""

    size_bytes: int
    written_ms: int


class MediaObjects:
    """Media in the payload bucket; it, and no row, knows what is there."""

    def __init__(self, connection: Wire, bucket: str) -> None:
        self._wire = connection
        self._bucket = bucket

    def put(self, row: MediaRow, data: bytes) -> None:
        """Store the bytes; over the same bytes, this counts their life anew."""
        headers = {"content-type": row.claim.content_type}
        path = f"/{self._bucket}/{row.object_key}"
        self._wire.send("PUT", path, headers, data, time.monotonic() + _PATIENCE_S)

    def renew(self, row: MediaRow) -> bool:
        """Count the life of an object anew, by copying it onto itself; False if it is not there."""
        if row.claim.size_bytes > _LARGEST_RENEWED:
            return True
        client = s3()
        try:
            with translated():
                client.copy_object(
                    Bucket=self._bucket,
                    Key=row.object_key,
                    CopySource={"Bucket": self._bucket, "Key": row.object_key},
                    MetadataDirective="REPLACE",
                    ContentType=row.claim.content_type,
                )
        except client.exceptions.ClientError as error:
            return _unless_missing(error_code(error), error)
        return True

    def find(self, row: MediaRow) -> StoredObject | None:
        """Return what is stored of media, None if nothing is."""
        client = s3()
        try:
            with translated():
                head = client.head_object(Bucket=self._bucket, Key=row.object_key)
        except client.exceptions.ClientError as error:
            _unless_missing(error_code(error), error)
            return None
        return StoredObject(
            size_bytes=head["ContentLength"],
            written_ms=int(head["LastModified"].timestamp() * 1000),
        )

    def delete(self, object_key: str) -> None:
        """Delete the bytes of a generation."""
        with translated():
            s3().delete_object(Bucket=self._bucket, Key=object_key)

    def upload_url(self, row: MediaRow, content_type: str, lifetime_s: int) -> str:
        """Return where exactly these bytes can be put: type, length and SHA-256 are signed."""
        return s3_for_urls().generate_presigned_url(
            "put_object",
            Params={
                **self._at(row),
                "ContentType": content_type,
                "ContentLength": row.claim.size_bytes,
                "ChecksumSHA256": b64encode(row.claim.digest).decode(),
            },
            ExpiresIn=lifetime_s,
        )

    def download_url(self, row: MediaRow, lifetime_s: int) -> str:
        """Return where the bytes can be read; what could run in a browser is only saved by it."""
        content_type = row.claim.content_type
        shown = media_kind(content_type) is not MediaKind.FILE
        name = f"{row.claim.media_id}.{EXTENSIONS.get(content_type, 'bin')}"
        disposition = "inline" if shown else "attachment"
        return s3_for_urls().generate_presigned_url(
            "get_object",
            Params={
                **self._at(row),
                "ResponseContentType": content_type if shown else _harmless(content_type),
                "ResponseContentDisposition": f'{disposition}; filename="{name}"',
                "ResponseCacheControl": "private, max-age=3600",
            },
            ExpiresIn=lifetime_s,
        )

    def _at(self, row: MediaRow) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": row.object_key}


def _unless_missing(code: str, error: Exception) -> bool:
    """Return False for what is not there; without s3:ListBucket S3 would not tell."""
    if is_missing(code):
        return False
    raise error


def _harmless(content_type: str) -> str:
    """Return a type that no browser runs, should it ignore that this is to be saved."""
    runs = ("html", "svg", "xml", "javascript")
    return ANY_BYTES if any(each in content_type for each in runs) else content_type


def media_origin() -> str:
    """Return the origin of download URLs, for a page's policy; none where nothing is kept."""
    endpoint = environ.get("AWS_ENDPOINT_URL_S3") or environ.get("AWS_ENDPOINT_URL")
    if endpoint:
        return endpoint.rstrip("/")
    region, bucket = environ.get("AWS_REGION"), environ.get("PAYLOAD_BUCKET")
    return f"https://{bucket}.s3.{region}.amazonaws.com" if region and bucket else ""


@cache
def media_objects() -> MediaObjects:
    """Return the media in PAYLOAD_BUCKET; one per warm Lambda."""
    return MediaObjects(wire("s3"), environ["PAYLOAD_BUCKET"])

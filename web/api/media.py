"""`/media`: where clients put what stands beside their payloads, and read it back.

The bytes go straight to the bucket and come straight from it; whether they are there is asked of
the bucket, never of a client.
"""

import time
from base64 import b64decode
from binascii import Error
from http import HTTPStatus
from typing import Annotated, Literal

from aws_lambda_powertools import Logger
from fastapi import APIRouter, Depends, Response
from pydantic import Field, field_validator

from functions.model.errors import NotFoundError
from functions.model.media import is_media_id, media_id
from functions.model.media_type import EXTENSIONS
from functions.store.keys import trace_pk
from functions.store.media import MediaTable, media_table
from functions.store.media_rows import STALE_MS, Claim, MediaRow
from web.api.auth import ProjectId, authorized
from web.api.paging import only
from web.api.route import JsonRoute
from web.api.wire import Timestamp, Wire, wire_time

router = APIRouter(route_class=JsonRoute, tags=["media"], dependencies=[Depends(authorized)])

LARGEST = 1_000_000_000
"""Bytes of one piece of media."""

_URL_S = 3600
_DIGEST_BYTES = 32
_NS_IN_MS = 1_000_000
_UNKNOWN = "Media not found within authorized project"

_log = Logger(service="viewer")

type Media = Annotated[MediaTable, Depends(media_table)]


class NewMedia(Wire):
    """What a client is about to upload, and which trace names it."""

    trace_id: Annotated[str, Field(min_length=1)]
    observation_id: str | None = None
    content_type: str
    content_length: Annotated[int, Field(gt=0, le=LARGEST)]
    sha256_hash: Annotated[str, Field(alias="sha256Hash")]
    field: Literal["input", "output", "metadata", "expectedOutput"]
    dataset_id: None = None
    """Datasets are not kept here."""

    dataset_item_id: None = None

    @field_validator("content_type")
    @classmethod
    def _is_taken(cls, value: str) -> str:
        if value not in EXTENSIONS:
            raise ValueError("not a content type that is taken")
        return value

    @field_validator("sha256_hash")
    @classmethod
    def _is_a_hash(cls, value: str) -> str:
        try:
            digest = b64decode(value, validate=True)
        except (Error, ValueError):
            digest = b""
        if len(digest) != _DIGEST_BYTES:
            raise ValueError("not a SHA-256 in standard base64")
        return value

    @property
    def claim(self) -> Claim:
        """What the trace says of the media."""
        digest = b64decode(self.sha256_hash)
        return Claim(
            media_id=media_id(digest),
            content_type=self.content_type,
            size_bytes=self.content_length,
            digest=digest,
        )


class MediaUpload(Wire):
    """Where to put the bytes; no `uploadUrl` where they are already."""

    media_id: str
    upload_url: str | None


class UploadReport(Wire):
    """How an upload went, in the client's words."""

    uploaded_at: str
    upload_http_status: int
    upload_http_error: str | None = None
    upload_time_ms: float | None = None


class MediaBody(Wire):
    """Media that can be read, for an hour at `url`."""

    media_id: str
    content_type: str
    content_length: int
    uploaded_at: Timestamp
    url: str
    url_expiry: Timestamp


@router.post("/media", status_code=HTTPStatus.CREATED, dependencies=[Depends(only())])
def create_media(said: NewMedia, project: ProjectId, media: Media) -> MediaUpload:
    """Announce media; the bytes are to be put to `uploadUrl` within an hour.

    The `PUT` must carry the announced type, length and SHA-256 (`x-amz-checksum-sha256`). What was
    uploaded days ago is asked for again, so that it lives as long as the traces that name it.
    """
    now_ms = _now_ms()
    row = media.claim(trace_pk(project, said.trace_id), said.claim, now_ms)
    found = media.objects.find(row)
    there = found is not None and found.size_bytes == said.content_length
    if there and found is not None and now_ms - found.written_ms < STALE_MS:
        return MediaUpload(media_id=row.claim.media_id, upload_url=None)
    url = media.objects.upload_url(row, said.content_type, _URL_S)
    return MediaUpload(media_id=row.claim.media_id, upload_url=url)


@router.patch("/media/{media_id}", response_class=Response, dependencies=[Depends(only())])
def report_upload(
    media_id: str, report: UploadReport, project: ProjectId, media: Media
) -> Response:
    """Take note of how an upload went; what counts is what the bucket holds."""
    _announced(media, project, media_id)
    if report.upload_http_status >= HTTPStatus.BAD_REQUEST:
        _log.warning("media upload failed", extra={"status": report.upload_http_status})
    return Response(status_code=HTTPStatus.OK)


@router.get("/media/{media_id}", dependencies=[Depends(only())])
def read_media(media_id: str, project: ProjectId, media: Media) -> MediaBody:
    """Return media, and where its bytes can be read."""
    row = _announced(media, project, media_id)
    found = media.objects.find(row)
    if found is None:
        raise NotFoundError(_UNKNOWN)
    return MediaBody(
        media_id=media_id,
        content_type=row.claim.content_type,
        content_length=found.size_bytes,
        uploaded_at=wire_time(found.written_ms * _NS_IN_MS),
        url=media.objects.download_url(row, _URL_S),
        url_expiry=wire_time((_now_ms() + _URL_S * 1000) * _NS_IN_MS),
    )


def _announced(media: MediaTable, project: str, media_id: str) -> MediaRow:
    row = media.read(project, media_id) if is_media_id(media_id) else None
    if row is None:
        raise NotFoundError(_UNKNOWN)
    return row


def _now_ms() -> int:
    return time.time_ns() // _NS_IN_MS

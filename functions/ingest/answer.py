"""Answers in the tongue of the sender: JSON, or protobuf where it sent protobuf."""

import json
from base64 import b64encode
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from functions.ingest.request import Request
from functions.ingest.wire_format import message_field, varint_field
from functions.model.json import Json

type Answer = dict[str, Any]

_GRPC = {
    HTTPStatus.BAD_REQUEST: 3,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: 3,
    HTTPStatus.FORBIDDEN: 7,
    HTTPStatus.UNAUTHORIZED: 16,
    HTTPStatus.SERVICE_UNAVAILABLE: 14,
}
_INTERNAL = 13
_REASONS = 10
PROTOBUF = "application/x-protobuf"
ANY_ORIGIN = {"access-control-allow-origin": "*"}
"""Lets pages of any site read an answer; never together with a browser's own credentials."""


def json_answer(status: HTTPStatus, body: Json, headers: dict[str, str] | None = None) -> Answer:
    """Return an answer with a JSON body."""
    return {
        "statusCode": int(status),
        "headers": {"content-type": "application/json", **ANY_ORIGIN, **(headers or {})},
        "body": json.dumps(body),
        "isBase64Encoded": False,
    }


def protobuf_answer(
    status: HTTPStatus, body: bytes, headers: dict[str, str] | None = None
) -> Answer:
    """Return an answer with a protobuf body."""
    return {
        "statusCode": int(status),
        "headers": {"content-type": PROTOBUF, **ANY_ORIGIN, **(headers or {})},
        "body": b64encode(body).decode(),
        "isBase64Encoded": True,
    }


def success_answer(request: Request, rejected: Sequence[str] = ()) -> Answer:
    """Return an `ExportTraceServiceResponse`; the reasons of refused spans as `partialSuccess`."""
    count, reasons = len(rejected), _reasons(rejected)
    if not request.is_json:
        partial = varint_field(1, count) + message_field(2, reasons.encode())
        return protobuf_answer(HTTPStatus.OK, message_field(1, partial) if count else b"")
    said: Json = {"rejectedSpans": str(count), "errorMessage": reasons}
    return json_answer(HTTPStatus.OK, {"partialSuccess": said} if count else {})


def _reasons(rejected: Sequence[str]) -> str:
    more = len(rejected) - _REASONS
    return "; ".join(rejected[:_REASONS]) + (f"; and {more} more" if more > 0 else "")


def status_answer(
    request: Request, status: HTTPStatus, message: str, headers: dict[str, str] | None = None
) -> Answer:
    """Return a failure as OTLP/HTTP wants it: a `google.rpc.Status`, in protobuf or in JSON."""
    code = _GRPC.get(status, _INTERNAL)
    if request.is_protobuf:
        body = varint_field(1, code) + message_field(2, message.encode())
        return protobuf_answer(status, body, headers)
    return json_answer(status, {"code": code, "message": message}, headers)


def error_answer(
    status: HTTPStatus, message: str, error: str, headers: dict[str, str] | None = None
) -> Answer:
    """Return a failure as Langfuse's clients read it."""
    return json_answer(status, {"message": message, "error": error}, headers)

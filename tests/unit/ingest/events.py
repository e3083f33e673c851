"""HTTP API events as API Gateway would hand them over."""

from base64 import b64encode
from typing import Any

from functions.ingest.request import Request


def a_request(body: bytes | str | None = b"", **headers: str) -> Request:
    """Return a POST; bytes arrive in base64, a text as it is."""
    event: dict[str, Any] = {
        "rawPath": "/v1/traces",
        "headers": {name.replace("_", "-"): value for name, value in headers.items()},
        "requestContext": {"http": {"method": "POST"}},
        "isBase64Encoded": isinstance(body, bytes),
    }
    if body is not None:
        event["body"] = b64encode(body).decode() if isinstance(body, bytes) else body
    return Request(event=event)

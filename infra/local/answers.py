"""What a function returned, as API Gateway's HTTP APIs turn it into an HTTP answer."""

import base64
import json
from typing import Any

from infra.local.asgi import Answer, Header, message
from infra.local.events import LAMBDA_LIMIT

_HOP_BY_HOP = {"connection", "content-length", "keep-alive", "transfer-encoding", "upgrade"}


def failed() -> Answer:
    """Return what a caller sees of a function that raised."""
    return message(500, "Internal Server Error")


def answer_of(returned: Any) -> Answer:
    """Return the HTTP answer for a function's return value."""
    if not isinstance(returned, dict) or "statusCode" not in returned:
        # Format 2.0 infers: anything without a status is the body of a 200.
        kind = ("content-type", "application/json")
        return Answer(status=200, headers=(kind,), body=json.dumps(returned).encode())
    body = returned.get("body") or ""
    if len(body) > LAMBDA_LIMIT:
        return failed()
    return Answer(
        status=int(returned["statusCode"]),
        headers=tuple(_headers(returned)),
        body=base64.b64decode(body) if returned.get("isBase64Encoded") else body.encode(),
    )


def _headers(returned: dict[str, Any]) -> list[Header]:
    several = returned.get("multiValueHeaders") or {}
    single = returned.get("headers") or {}
    fields = [(name.lower(), str(each)) for name, values in several.items() for each in values]
    fields += [(name.lower(), str(value)) for name, value in single.items() if name not in several]
    fields += [("set-cookie", str(each)) for each in returned.get("cookies") or ()]
    return [each for each in fields if each[0] not in _HOP_BY_HOP]

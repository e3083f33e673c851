"""What a browser asks before a page of another site may call the API: answered without a key.

Any site may: what a request may do is decided by the key in it, and a browser adds none by itself.
In code and not in the HTTP API's `CorsConfiguration`, which would answer for pages too.
"""

from http import HTTPStatus
from re import compile as pattern

from functions.ingest.answer import ANY_ORIGIN, Answer
from functions.ingest.request import Request

_HEADER_NAMES = pattern(r"[A-Za-z0-9_\-, ]{1,2000}")
_USUAL = "authorization, content-type"
_TWO_HOURS_S = 7200
"""Longer than Chromium remembers anything."""


def preflight_answer(request: Request) -> Answer:
    """Allow every method and the headers asked for, without credentials of the browser's own."""
    asked = request.header("access-control-request-headers")
    return {
        "statusCode": int(HTTPStatus.NO_CONTENT),
        "headers": {
            **ANY_ORIGIN,
            "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
            "access-control-allow-headers": asked if _HEADER_NAMES.fullmatch(asked) else _USUAL,
            "access-control-max-age": str(_TWO_HOURS_S),
            "vary": "access-control-request-headers",
        },
        "body": "",
        "isBase64Encoded": False,
    }

"""HTTP requests as API Gateway's HTTP APIs show them to Lambda: payload format 2.0."""

import base64
import json
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from infra.local.errors import BodyTooLargeError
from infra.local.routes import Match

type Json = dict[str, Any]

API_LIMIT = 10 * 1024 * 1024
"""Of a request's body at the API."""

LAMBDA_LIMIT = 6 * 1024 * 1024
"""Of the whole event, and of the whole answer."""

_AS_TEXT = ("application/json", "application/xml", "application/javascript")
_STAGE = "$default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One HTTP request, read whole."""

    method: str
    raw_path: str
    """As it stood in the request line, without the query."""

    query: str
    headers: Sequence[tuple[str, str]]
    """Names in lower case, in their order."""

    body: bytes
    host: str
    source_ip: str


def path_of(raw_path: str) -> str:
    """Return the path as the function sees it: decoded once, cut at a decoded `?`."""
    return unquote(raw_path).partition("?")[0]


def event_of(request: Request, match: Match) -> Json:
    """Return the event for a request that a route has matched.

    Raises:
        BodyTooLargeError: Lambda would not take it.

    """
    path = path_of(request.raw_path)
    headers = _headers(request)
    body, is_base64 = _body(request.body, headers)
    event: Json = {
        "version": "2.0",
        "routeKey": match.route_key,
        "rawPath": path,
        "rawQueryString": request.query,
        "headers": headers,
        "requestContext": _context(request, match, path, headers),
        "isBase64Encoded": is_base64,
    }
    # What a request does not have is absent, never null.
    optional = {
        "cookies": _cookies(request),
        "queryStringParameters": _parameters(request.query),
        "pathParameters": dict(match.parameters),
        "body": body,
    }
    event |= {name: value for name, value in optional.items() if value}
    if _size(event) > LAMBDA_LIMIT:
        raise BodyTooLargeError("Lambda takes 6 MB")
    return event


def _context(request: Request, match: Match, path: str, headers: Json) -> Json:
    now = time.time()
    return {
        "accountId": "000000000000",
        "apiId": "local",
        "domainName": request.host,
        "domainPrefix": request.host.partition(".")[0],
        "http": {
            "method": request.method,
            "path": path,
            "protocol": "HTTP/1.1",
            "sourceIp": request.source_ip,
            "userAgent": headers.get("user-agent", ""),
        },
        "requestId": uuid.uuid4().hex,
        "routeKey": match.route_key,
        "stage": _STAGE,
        "time": time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(now)),
        "timeEpoch": int(now * 1000),
    }


def _headers(request: Request) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in request.headers:
        if name not in {"cookie", "connection", "transfer-encoding"}:
            headers[name] = f"{headers[name]},{value}" if name in headers else value
    return headers | {
        "content-length": str(len(request.body)),
        "x-forwarded-for": request.source_ip,
        "x-forwarded-port": request.host.rpartition(":")[2],
        "x-forwarded-proto": "http",
    }


def _cookies(request: Request) -> list[str]:
    values = (value for name, value in request.headers if name == "cookie")
    return [each.strip() for value in values for each in value.split(";") if each.strip()]


def _parameters(query: str) -> dict[str, str]:
    parameters: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        parameters[name] = f"{parameters[name]},{value}" if name in parameters else value
    return parameters


def _body(body: bytes, headers: dict[str, str]) -> tuple[str, bool]:
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if (kind in _AS_TEXT or kind.startswith("text/")) and "content-encoding" not in headers:
        try:
            return body.decode(), False
        except UnicodeDecodeError:
            pass  # base64 keeps it as it was sent
    return base64.b64encode(body).decode(), bool(body)


def _size(event: Json) -> int:
    body = event.get("body", "")
    # base64 needs no escapes, and what is far from the limit no exact answer.
    if event["isBase64Encoded"] or len(body) < LAMBDA_LIMIT // 12:
        return len(body) + len(json.dumps(event | {"body": ""}))
    return len(json.dumps(event, ensure_ascii=False).encode(errors="surrogatepass"))

"""DynamoDB and S3 over a kept-alive connection, signed by hand: ingest's way to the store.

The one place where our own code stands in for a library: botocore is most of ingest's CPU and of
its cold start (docs/decisions/0003-the-light-signer.md). Everything else uses boto3. The signature
is AWS Signature Version 4; tests compare it byte for byte with botocore's.
"""

import hmac
import json
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from os import environ
from threading import local
from typing import Any
from urllib.parse import urlsplit

from functions.model.errors import StoreUnavailableError

_TRY_AGAIN = frozenset(
    {
        "InternalServerError",
        "ItemCollectionSizeLimitExceededException",
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ServiceUnavailable",
        "ThrottlingException",
    }
)


class RefusedError(Exception):
    """AWS refuses for good: a fault of ours or of the deployment, never of the sender."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who signs, and for which region."""

    access_key: str
    secret_key: str
    token: str | None
    region: str


def sign(
    identity: Identity, service: str, method: str, path: str, headers: dict[str, str], body: bytes
) -> dict[str, str]:
    """Return `headers` (with `host` and `x-amz-date`) and the signature that AWS asks for.

    `path` must need no encoding.
    """
    headers = dict(headers)
    if identity.token:
        headers["x-amz-security-token"] = identity.token
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
    request = "\n".join([method, path, "", lines, names, sha256(body).hexdigest()])
    stamp = headers["x-amz-date"]
    scope = f"{stamp[:8]}/{identity.region}/{service}/aws4_request"
    digest = sha256(request.encode()).hexdigest()
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}"
    key = _signing_key(identity.secret_key, stamp[:8], identity.region, service)
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    headers["authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={identity.access_key}/{scope}, "
        f"SignedHeaders={names}, Signature={signature}"
    )
    return headers


@cache
def _signing_key(secret: str, day: str, region: str, service: str) -> bytes:
    key = b"AWS4" + secret.encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


class Wire:
    """One AWS service at one address; a connection for each thread, kept alive."""

    def __init__(self, service: str, endpoint: str, identity: Identity) -> None:
        self._service = service
        self._identity = identity
        self._address = urlsplit(endpoint)
        self._threads = local()

    def call(self, operation: str, request: Mapping[str, Any], deadline: float) -> dict[str, Any]:
        """Return DynamoDB's answer to `operation`, trying again until `deadline` (monotonic).

        Raises:
            StoreUnavailableError: it did not succeed in time.

        """
        headers = {
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": f"DynamoDB_20120810.{operation}",
        }
        answer = self.send("POST", "/", headers, json.dumps(request).encode(), deadline)
        found: dict[str, Any] = json.loads(answer)
        return found

    def send(
        self, method: str, path: str, headers: dict[str, str], body: bytes, deadline: float
    ) -> bytes:
        """Send one signed request and return the body of the answer; retries as `call`."""
        for attempt in range(1000):
            try:
                status, answer = self._exchange(method, path, headers, body, deadline)
            except (OSError, HTTPException):
                self._threads.connection = None
                status, answer = 503, b""
            if status < 300:
                return answer
            if status < 500 and status != 429 and _code(answer) not in _TRY_AGAIN:
                raise RefusedError(f"{self._service}: {status} {_code(answer)}")
            pause_until(deadline, attempt)
        raise StoreUnavailableError

    def _exchange(
        self, method: str, path: str, headers: dict[str, str], body: bytes, deadline: float
    ) -> tuple[int, bytes]:
        connection = getattr(self._threads, "connection", None)
        if connection is None:
            connection = self._threads.connection = self._connect()
        left = deadline - time.monotonic()
        if left <= 0:
            raise StoreUnavailableError
        connection.timeout = left
        if connection.sock is not None:
            connection.sock.settimeout(left)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        signed = {**headers, "host": self._address.netloc, "x-amz-date": stamp}
        if self._service == "s3":
            signed["x-amz-content-sha256"] = sha256(body).hexdigest()
        signed = sign(self._identity, self._service, method, path, signed, body)
        connection.request(method, path, body, signed)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def _connect(self) -> HTTPConnection:
        kind = HTTPSConnection if self._address.scheme == "https" else HTTPConnection
        return kind(self._address.netloc)


def pause_until(deadline: float, attempt: int) -> None:
    """Sleep a random while that grows with `attempt`, or give up if the deadline comes first."""
    pause = random.uniform(0.01, min(0.8, 0.025 * 2**attempt))  # noqa: S311 - jitter, no secret
    if time.monotonic() + pause >= deadline:
        raise StoreUnavailableError
    time.sleep(pause)


def _code(answer: bytes) -> str:
    try:
        return str(json.loads(answer).get("__type", "")).rpartition("#")[2]
    except (ValueError, AttributeError):
        return ""


@cache
def wire(service: str) -> Wire:
    """Return the connection to `dynamodb` or `s3` of this function's region and role."""
    region = environ.get("AWS_REGION") or environ["AWS_DEFAULT_REGION"]
    identity = Identity(
        access_key=environ["AWS_ACCESS_KEY_ID"],
        secret_key=environ["AWS_SECRET_ACCESS_KEY"],
        token=environ.get("AWS_SESSION_TOKEN"),
        region=region,
    )
    endpoint = environ.get(f"AWS_ENDPOINT_URL_{service.upper()}") or environ.get("AWS_ENDPOINT_URL")
    return Wire(service, endpoint or f"https://{service}.{region}.amazonaws.com", identity)

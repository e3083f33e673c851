"""DynamoDB and S3 over a kept-alive connection, signed by hand.

The one place where our own code stands in for a library: botocore would be most of ingest's cold
start, and most of the CPU of every function that makes many small calls
(docs/decisions/0003-the-light-signer.md).
"""

import json
import re
from base64 import b64encode
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from os import environ
from typing import Any
from urllib.parse import urlsplit

from functions.model.errors import StoreUnavailableError
from functions.store.patience import TRY_AGAIN, pause_until, time_left
from functions.store.signature import Identity, own_identity, sign

_CODE = re.compile(rb'<Code>(\w+)</Code>|"__type" *: *"(?:[^"]*#)?(\w+)"')
"""S3 says it in XML, DynamoDB in JSON."""

_CONDITION = "ConditionalCheckFailedException"
_SILENCE_S = 1.5
"""A connection that says nothing for so long has died while the function was frozen."""


class RefusedError(Exception):
    """AWS refuses for good: a fault of ours or of the deployment, never of the sender."""


class ConditionFailedError(RefusedError):
    """A conditional write found another state than it asked for; nothing was written."""


class Wire:
    """One AWS service at one address; its connections are kept alive and shared by threads."""

    def __init__(self, service: str, endpoint: str, identity: Identity) -> None:
        self._service = service
        self._identity = identity
        self._address = urlsplit(endpoint)
        self._connect = HTTPSConnection if self._address.scheme == "https" else HTTPConnection
        self._idle: deque[HTTPConnection] = deque()

    def call(self, operation: str, request: Mapping[str, Any], deadline: float) -> dict[str, Any]:
        """Return DynamoDB's answer to `operation`, trying again until `deadline` (monotonic).

        Raises:
            StoreUnavailableError: it did not succeed in time.

        """
        headers = {
            "content-type": "application/x-amz-json-1.0",
            "x-amz-target": f"DynamoDB_20120810.{operation}",
        }
        answer = self.send(
            "POST", "/", headers, json.dumps(request, default=_base64).encode(), deadline
        )
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
                self.close()
                status, answer = 503, b""
            if status < 300:
                return answer
            if status < 500 and status != 429 and _code(answer) not in TRY_AGAIN:
                kind = ConditionFailedError if _code(answer) == _CONDITION else RefusedError
                raise kind(f"{self._service}: {status} {_code(answer)}")
            pause_until(deadline, attempt)
        raise StoreUnavailableError

    def close(self) -> None:
        """Hang up; the next call connects anew."""
        while self._idle:
            self._idle.pop().close()

    def _exchange(
        self, method: str, path: str, headers: dict[str, str], body: bytes, deadline: float
    ) -> tuple[int, bytes]:
        connection = self._take()
        try:
            connection.timeout = time_left(deadline, _SILENCE_S)
            if connection.sock is not None:
                connection.sock.settimeout(connection.timeout)
            connection.request(method, path, body, self._signed(method, path, headers, body))
            answer = connection.getresponse()
            status, content = answer.status, answer.read()
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        return status, content

    def _take(self) -> HTTPConnection:
        try:
            return self._idle.pop()
        except IndexError:  # asking first whether one is idle would race with other threads
            return self._connect(self._address.netloc)

    def _signed(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> dict[str, str]:
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        signed = {**headers, "host": self._address.netloc, "x-amz-date": stamp}
        if self._service == "s3":
            signed["x-amz-content-sha256"] = sha256(body).hexdigest()
        return sign(self._identity, self._service, method, path, signed, body)


def _base64(value: bytes) -> str:
    return b64encode(value).decode()


def _code(answer: bytes) -> str:
    found = _CODE.search(answer)
    return (found[1] or found[2]).decode() if found else ""


@cache
def wire(service: str) -> Wire:
    """Return the connection to `dynamodb` or `s3` of this function's region and role."""
    identity = own_identity()
    endpoint = environ.get(f"AWS_ENDPOINT_URL_{service.upper()}") or environ.get("AWS_ENDPOINT_URL")
    address = f"https://{service}.{identity.region}.amazonaws.com"
    return Wire(service, endpoint or address, identity)

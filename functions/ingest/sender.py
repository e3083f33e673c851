"""Who sends: the key in the Authorization header, verified against the table.

A verified key is remembered for a minute by a warm function, so a revoked key works up to a
minute longer.
"""

import time
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from os import environ

from functions.ingest.request import Request
from functions.model.chunk import Credential
from functions.model.errors import UnauthorizedError
from functions.store.credentials import ApiKey, api_key_request, item_to_api_key
from functions.store.wire import wire

_REMEMBERED_S = 60
_REMEMBERED_KEYS = 1000
_WRONG = "Invalid credentials. Confirm that you've configured the correct host."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """A project, and what its sender proved."""

    project_id: str
    credential: Credential


def verify(request: Request, deadline: float) -> Sender:
    """Return who sent a request.

    Raises:
        UnauthorizedError: nobody we know; its text is Langfuse's.

    """
    header = request.header("authorization")
    scheme, _, value = header.partition(" ")
    if not header:
        raise UnauthorizedError("No authorization header")
    if scheme.lower() == "basic":
        public_key, secret_key = _pair(value)
        return _by_secret(public_key, secret_key, deadline)
    if scheme.lower() == "bearer":
        return _by_public_key(value.strip(), deadline)
    raise UnauthorizedError("Invalid authorization header")


def _pair(value: str) -> tuple[str, str]:
    try:
        text = b64decode(value.strip(), validate=True).decode()
    except (Base64Error, ValueError):
        raise UnauthorizedError("Invalid authorization header") from None
    public_key, _, secret_key = text.partition(":")
    return public_key, secret_key


def _by_secret(public_key: str, secret_key: str, deadline: float) -> Sender:
    proof = sha256(f"{len(public_key)}:{public_key}{secret_key}".encode()).digest()
    known = _remembered().get(proof)
    if known is not None and known[0] > time.monotonic():
        return known[1]
    key = _read_key(public_key, deadline)
    if key is None or not key.accepts(secret_key):
        raise UnauthorizedError(_WRONG)
    sender = Sender(project_id=key.project_id, credential=Credential.SECRET)
    _remember(proof, sender)
    return sender


def _by_public_key(public_key: str, deadline: float) -> Sender:
    key = _read_key(public_key, deadline) if public_key else None
    if key is None:
        raise UnauthorizedError("Invalid public key")
    return Sender(project_id=key.project_id, credential=Credential.PUBLIC)


def _read_key(public_key: str, deadline: float) -> ApiKey | None:
    request = api_key_request(environ["TABLE_NAME"], public_key)
    answer = wire("dynamodb").call("GetItem", request, deadline)
    return item_to_api_key(answer.get("Item"))


def _remember(proof: bytes, sender: Sender) -> None:
    known = _remembered()
    if len(known) >= _REMEMBERED_KEYS:
        known.clear()
    known[proof] = (time.monotonic() + _REMEMBERED_S, sender)


@cache
def _remembered() -> dict[bytes, tuple[float, Sender]]:
    return {}

"""API keys: who may write and read which project. Of a secret only the hash is stored."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from os import urandom
from typing import TYPE_CHECKING, Any

from functions.store.item import key
from functions.store.keys import POINTER, api_key_pk, project_pk

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A stored key pair."""

    public_key: str
    project_id: str
    salt: bytes
    secret_hash: bytes

    def accepts(self, secret_key: str) -> bool:
        """Tell, in constant time, whether this is the secret of the pair."""
        return hmac.compare_digest(self.secret_hash, _hashed(self.salt, secret_key))


def api_key_request(table: str, public_key: str) -> dict[str, Any]:
    """Return the GetItem request that reads a key."""
    place = key(api_key_pk(public_key), POINTER)
    return {"TableName": table, "Key": place, "ConsistentRead": True}


def item_to_api_key(item: Mapping[str, Any] | None) -> ApiKey | None:
    """Return the key of an item; None for no item, and for one that was revoked."""
    if not item or "revoked" in item:
        return None
    return ApiKey(
        public_key=item["public_key"]["S"],
        project_id=item["project_id"]["S"],
        salt=bytes.fromhex(item["salt"]["S"]),
        secret_hash=bytes.fromhex(item["secret_hash"]["S"]),
    )


def put_api_key(
    client: "DynamoDBClient", table: str, *, project_id: str, public_key: str, secret_key: str
) -> None:
    """Store a key pair, or replace the secret of one."""
    salt = urandom(_SALT_BYTES)
    item = {
        **key(api_key_pk(public_key), POINTER),
        "public_key": {"S": public_key},
        "project_id": {"S": project_id},
        "salt": {"S": salt.hex()},
        "secret_hash": {"S": _hashed(salt, secret_key).hex()},
    }
    client.put_item(TableName=table, Item=item)


def put_project(client: "DynamoDBClient", table: str, *, project_id: str, name: str) -> None:
    """Store a project's name."""
    said = {"project_id": {"S": project_id}, "name": {"S": name}}
    client.put_item(TableName=table, Item={**key(project_pk(project_id), POINTER), **said})


def _hashed(salt: bytes, secret_key: str) -> bytes:
    """One round is enough: secrets are 256 random bits, not words that a person chose."""
    return sha256(salt + secret_key.encode()).digest()

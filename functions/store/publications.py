"""Publications: the rows that list what is public, and take it back.

The row decides and the object in the public bucket follows; nothing is ever public that no row
lists. To publish is row, then object; to take back is `begin_revoking`, then the object, then
`end_revoking` (docs/decisions/0005-published-page.md). A row that is to be taken back stands in
an index that the schedule sweeps: `GSI2PK` = `PUBLICATIONS#DUE`, `GSI2SK` = when. Revoked rows
are kept: they tell what once was public.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from os import environ
from typing import TYPE_CHECKING, Any

from functions.model.errors import MalformedError, NotFoundError
from functions.model.publication import Publication
from functions.store.aws import dynamodb
from functions.store.errors import translated
from functions.store.item import Item, key
from functions.store.keys import (
    DUE_PUBLICATIONS,
    POINTER,
    index_pk,
    minute,
    publication_pk,
    publication_sk,
    session_pk,
    split_pk,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_AT_ONCE = "0"
_NS_IN_MS = 1_000_000


class PublicationTable:
    """The rows."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def put(self, project: str, publication: Publication) -> bool:
        """List a publication, with its pointer; False if it is being, or was, taken back.

        Raises:
            MalformedError: the token is, or once was, that of another session's page.

        """
        self._claim(publication_pointer(project, publication))
        try:
            with translated():
                self._client.put_item(
                    TableName=self._table,
                    Item=publication_to_item(project, publication),
                    ConditionExpression="attribute_not_exists(revoking)",
                )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def _claim(self, pointer: Item) -> None:
        """Take a token for one session for ever: a dead link never leads to anything else."""
        try:
            with translated():
                self._client.put_item(
                    TableName=self._table,
                    Item=pointer,
                    ConditionExpression="attribute_not_exists(PK) OR target_pk = :mine",
                    ExpressionAttributeValues={":mine": pointer["target_pk"]},
                )
        except self._client.exceptions.ConditionalCheckFailedException:
            raise MalformedError("this link was used before") from None

    def read(self, project: str, session_id: str, token: str) -> Publication:
        """Return a publication.

        Raises:
            NotFoundError: nothing was published under that token.

        """
        return publication_from_item(self._item(project, session_id, token))

    def is_revoking(self, project: str, session_id: str, token: str) -> bool:
        """Tell whether somebody began to take it back."""
        return "revoking" in self._item(project, session_id, token)

    def begin_revoking(self, project: str, session_id: str, token: str) -> None:
        """Forbid that it be published again, and make it due until it is gone.

        Raises:
            NotFoundError: nothing was published under that token.

        """
        self._update(
            _key(project, session_id, token),
            "SET revoking = :true, GSI2PK = :due, GSI2SK = :at_once",
            {":true": {"BOOL": True}, ":due": {"S": DUE_PUBLICATIONS}, ":at_once": {"S": _AT_ONCE}},
        )

    def end_revoking(self, project: str, session_id: str, token: str, now_ms: int) -> None:
        """Note that the page is gone; the first time that this was noted stays."""
        self._update(
            _key(project, session_id, token),
            "SET revoked_ms = if_not_exists(revoked_ms, :now) REMOVE GSI2PK, GSI2SK",
            {":now": {"N": str(now_ms)}},
        )

    def forget(self, project: str, session_id: str, token: str) -> bool:
        """Remove every word about a page that is gone; False if somebody else has.

        Its token stays spent.
        """
        spent = {**key(publication_pk(token), POINTER), "target_pk": {"S": ""}}
        with translated():
            self._client.put_item(TableName=self._table, Item=spent)
            answer = self._client.delete_item(
                TableName=self._table,
                Key=_key(project, session_id, token),
                ReturnValues="ALL_OLD",
            )
        return "Attributes" in answer

    def due(self, now_ms: int) -> Iterator[tuple[str, Publication]]:
        """Yield project and publication of everything public that is to be so no longer."""
        with translated():
            pages = self._client.get_paginator("query").paginate(
                TableName=self._table,
                IndexName="GSI2",
                KeyConditionExpression="GSI2PK = :due AND GSI2SK <= :now",
                ExpressionAttributeValues={
                    ":due": {"S": DUE_PUBLICATIONS},
                    ":now": {"S": _due_at(now_ms)},
                },
            )
            for page in pages:
                for keys in page["Items"]:
                    yield from self._due({"PK": keys["PK"], "SK": keys["SK"]})

    def _due(self, key: Any) -> Iterator[tuple[str, Publication]]:
        answer = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        if "Item" in answer:
            yield split_pk(key["PK"]["S"])[0], publication_from_item(answer["Item"])

    def _item(self, project: str, session_id: str, token: str) -> Mapping[str, Any]:
        with translated():
            answer = self._client.get_item(
                TableName=self._table, Key=_key(project, session_id, token), ConsistentRead=True
            )
        if "Item" not in answer:
            raise NotFoundError("no such publication")
        return answer["Item"]

    def _update(self, key: Any, expression: str, values: Any) -> None:
        try:
            with translated():
                self._client.update_item(
                    TableName=self._table,
                    Key=key,
                    UpdateExpression=expression,
                    ConditionExpression="attribute_exists(PK)",
                    ExpressionAttributeValues=values,
                )
        except self._client.exceptions.ConditionalCheckFailedException:
            raise NotFoundError("no such publication") from None


def publication_to_item(project: str, publication: Publication) -> Item:
    """Return the row of a publication that is not taken back."""
    last = minute(_ns(publication.expires_ms))
    item: Item = {
        **_key(project, publication.session_id, publication.token),
        "token": {"S": publication.token},
        "session_id": {"S": publication.session_id},
        "title": {"S": publication.title},
        "turn_count": {"N": str(publication.turn_count)},
        "size_bytes": {"N": str(publication.size_bytes)},
        "created_ms": {"N": str(publication.created_ms)},
        "created_by": {"S": publication.created_by},
        "GSI1PK": {"S": index_pk(project, "PUBLICATIONS")},
        "GSI1SK": {"S": f"{last}#{_hash(publication.token)}"},
    }
    if publication.expires_ms is not None:
        item["expires_ms"] = {"N": str(publication.expires_ms)}
        item["GSI2PK"] = {"S": DUE_PUBLICATIONS}
        item["GSI2SK"] = {"S": _due_at(publication.expires_ms)}
    return item


def publication_from_item(item: Mapping[str, Any]) -> Publication:
    """Return the publication of a row."""
    return Publication(
        token=item["token"]["S"],
        session_id=item["session_id"]["S"],
        title=item["title"]["S"],
        turn_count=int(item["turn_count"]["N"]),
        size_bytes=int(item["size_bytes"]["N"]),
        created_ms=int(item["created_ms"]["N"]),
        created_by=item["created_by"]["S"],
        expires_ms=_time_ms(item, "expires_ms"),
        revoked_ms=_time_ms(item, "revoked_ms"),
    )


def publication_pointer(project: str, publication: Publication) -> Item:
    """Return the row that leads from a token's hash, whatever the project, to its publication."""
    pk = publication_pk(publication.token)
    target = _key(project, publication.session_id, publication.token)
    return {
        **key(pk, POINTER),
        "target_pk": target["PK"],
        "target_sk": target["SK"],
    }


def _key(project: str, session_id: str, token: str) -> Item:
    return key(session_pk(project, session_id), publication_sk(token))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _due_at(time_ms: int) -> str:
    return f"{time_ms:015d}"


def _ns(time_ms: int | None) -> int | None:
    return None if time_ms is None else time_ms * _NS_IN_MS


def _time_ms(item: Mapping[str, Any], name: str) -> int | None:
    return int(item[name]["N"]) if name in item else None


@cache
def publication_table() -> PublicationTable:
    """Return the publications in TABLE_NAME; one connection per warm Lambda."""
    return PublicationTable(dynamodb(), environ["TABLE_NAME"])

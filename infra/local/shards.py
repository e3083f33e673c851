"""Where a DynamoDB stream is being read: its shards, parents before children."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

if TYPE_CHECKING:
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

type Json = dict[str, Any]

_LIMIT = 1000
_LOST = {"TrimmedDataAccessException", "ExpiredIteratorException", "ResourceNotFoundException"}


class Shards:
    """Iterators into a stream.

    The position is kept in a file for an engine that outlives this process; the embedded one's
    stream begins anew with it, and is read from its oldest record.
    """

    def __init__(
        self,
        client: "DynamoDBStreamsClient",
        table: str,
        position: Path | None,
        limit: int = _LIMIT,
    ) -> None:
        self._client = client
        self._table = table
        self._position = position
        self._limit = limit
        self._iterators: dict[str, str] = {}
        self._last: dict[str, str] = _load(position)
        self._finished: set[str] = set()

    def reopen(self) -> None:
        """Forget the iterators and go on behind the last record that was taken."""
        self._iterators.clear()
        self._finished.clear()

    def rewind(self) -> None:
        """Read from the oldest record, unless the position is kept: the engine is another one."""
        self.reopen()
        if self._position is None:
            self._last.clear()

    def read(self) -> Iterator[list[Json]]:
        """Read each open shard once, giving what there is of it.

        Raises:
            ClientError: the stream cannot be read now.

        """
        if not self._iterators:
            self._open()
        for shard in list(self._iterators):
            iterator = self._iterators[shard]
            page: Any = self._client.get_records(ShardIterator=iterator, Limit=self._limit)
            records = page["Records"]
            if records:
                yield [_event(each) for each in records]
                self._last[shard] = records[-1]["dynamodb"]["SequenceNumber"]
            # Only what was taken moves the iterator on.
            self._advance(shard, page.get("NextShardIterator"))

    def keep_position(self) -> None:
        """Write down how far was read."""
        if self._position is not None:
            passing = self._position.with_suffix(".new")
            passing.write_text(json.dumps(self._last))
            passing.replace(self._position)

    def _advance(self, shard: str, following: str | None) -> None:
        if following is not None:
            self._iterators[shard] = following
            return
        self._finished.add(shard)
        del self._iterators[shard]
        self._open()

    def _open(self) -> None:
        """Take every shard whose parent has been read to its end."""
        streams = self._client.list_streams(TableName=self._table)["Streams"]
        arn = streams[-1]["StreamArn"]
        shards: list[Any] = []
        start: dict[str, str] = {}
        while True:
            found = self._client.describe_stream(StreamArn=arn, **start)["StreamDescription"]  # type: ignore[arg-type]
            shards += found["Shards"]
            if "LastEvaluatedShardId" not in found:
                break
            start = {"ExclusiveStartShardId": found["LastEvaluatedShardId"]}
        unread = {each["ShardId"] for each in shards} - self._finished
        for each in shards:
            shard = each["ShardId"]
            if shard in unread - self._iterators.keys() and each.get("ParentShardId") not in unread:
                self._iterators[shard] = self._iterator(arn, shard)

    def _iterator(self, arn: str, shard: str) -> str:
        last = self._last.get(shard)
        if last is not None:
            try:
                return self._client.get_shard_iterator(
                    StreamArn=arn,
                    ShardId=shard,
                    ShardIteratorType="AFTER_SEQUENCE_NUMBER",
                    SequenceNumber=last,
                )["ShardIterator"]
            except ClientError as error:
                if error.response["Error"]["Code"] not in _LOST:
                    raise
        return self._client.get_shard_iterator(
            StreamArn=arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]


def _load(position: Path | None) -> dict[str, str]:
    if position is None or not position.exists():
        return {}
    return dict(json.loads(position.read_text()))


def _event(record: Json) -> Json:
    """Return a record as Lambda's event has it: a number where boto3 has a time."""
    details = dict(record["dynamodb"])
    created = details.get("ApproximateCreationDateTime")
    if created is not None:
        details["ApproximateCreationDateTime"] = int(created.timestamp())
    return record | {"dynamodb": details}

"""The real handlers on a real table, and the stream between them delivered by hand."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import unquote

import boto3

from functions.ingest import score_config, sender
from functions.ingest.handler import lambda_handler as ingest
from functions.rollup.handler import lambda_handler as rollup
from functions.rollup.store import store
from functions.store import (
    aws,
    comments,
    database,
    deleting,
    deletions,
    derived,
    erasure,
    export_files,
    exports,
    inbox,
    jobs,
    lists,
    media,
    media_objects,
    payloads,
    public_pages,
    publication_links,
    publications,
    remarks,
    remembered,
    saved_views,
    score_configs,
    score_lists,
    scores,
    table,
    tombstones,
    wire,
)
from functions.store.credentials import put_api_key, put_project
from web.viewer.erasing import extent
from web.viewer.judging import desk
from web.worker import (
    eraser,
    export_recall,
    exporter,
    handler,
    publisher,
    session_eraser,
    trace_eraser,
)

PROJECT = "acme"
PUBLIC_KEY = "pk-lf-test"
SECRET_KEY = "sk-lf-test"

_CACHED = (
    aws.dynamodb,
    aws.s3,
    aws.s3_for_urls,
    aws.lambdas,
    comments.comment_table,
    database.database,
    derived.derived_rows,
    inbox.inbox,
    lists.lists,
    remarks.remark_table,
    remembered.memory,
    media.media_table,
    media_objects.media_objects,
    saved_views.saved_view_table,
    score_configs.score_config_table,
    score_lists.score_lists,
    scores.score_table,
    store,
    table.session_table,
    wire.wire,
)

_WARM = (
    *(deleting, deletions, erasure, export_files, exports, jobs, payloads, publication_links),
    *(public_pages, publications),
    *(tombstones, desk, extent, eraser, publisher, session_eraser, trace_eraser, handler),
    *(export_recall, exporter),
)


def environment(engine: str, number: int) -> dict[str, str]:
    """Return what the functions read, for the table of that number."""
    return {
        "TABLE_NAME": f"sessions-{number}",
        "PAYLOAD_BUCKET": f"payloads-{number}",
        "PUBLIC_BUCKET": f"public-{number}",
        "PUBLIC_ORIGIN": "http://localhost:1",
        "WORKER_FUNCTION": "worker",
        "RETENTION_DAYS": "90",
        "SIGN_IN": "local",
        "POWERTOOLS_METRICS_DISABLED": "true",
        "AWS_ENDPOINT_URL": engine,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
    }


def forget_clients() -> None:
    """Drop what warm functions keep, so that the next test reads its own environment."""
    _close_connections()
    for cached in _CACHED:
        cached.cache_clear()
    for module in (score_config, sender):
        module._remembered.cache_clear()  # noqa: SLF001 - a warm function's memory
    for kept in _WARM:
        for value in vars(kept).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def _close_connections() -> None:
    for client in (aws.dynamodb, aws.s3, aws.s3_for_urls, aws.lambdas):
        if client.cache_info().currsize:
            client().close()
    if wire.wire.cache_info().currsize:
        for service in ("dynamodb", "s3"):
            wire.wire(service).close()


class Context:
    """What Lambda tells a function about its invocation."""

    aws_request_id = "test"
    function_name = "test"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-west-1:000000000000:function:test"

    def get_remaining_time_in_millis(self) -> int:
        """Return plenty."""
        return 60_000


@dataclass(kw_only=True)
class Service:
    """Ingest and rollup around one table."""

    table: str
    position: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def make(
        cls,
        names: Mapping[str, str],
        project: str,
        public_key: str,
        secret_key: str,
        properties: dict[str, Any],
    ) -> Self:
        """Make the table and the buckets, and put the project and its key."""
        client = boto3.client("dynamodb")
        client.create_table(TableName=names["TABLE_NAME"], **properties)
        for bucket in ("PAYLOAD_BUCKET", "PUBLIC_BUCKET"):
            boto3.client("s3").create_bucket(
                Bucket=names[bucket],
                CreateBucketConfiguration={"LocationConstraint": "eu-west-1"},
            )
        put_project(client, names["TABLE_NAME"], project_id=project, name="Acme")
        put_api_key(
            client,
            names["TABLE_NAME"],
            project_id=project,
            public_key=public_key,
            secret_key=secret_key,
        )
        return cls(table=names["TABLE_NAME"])

    def post(
        self,
        path: str,
        body: bytes,
        headers: Mapping[str, str] | None = None,
        *,
        key: str | None = None,
        method: str = "POST",
    ) -> dict[str, Any]:
        """Send a request through the ingest handler; signed with the project's key by default."""
        return ingest(post_event(path, body, headers or {}, key, method=method), Context())

    def send(self, events: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Post a Langfuse batch and return the parsed answer."""
        answer = self.post(
            "/api/public/ingestion",
            json.dumps({"batch": list(events)}).encode(),
            {"content-type": "application/json"},
        )
        parsed: dict[str, Any] = json.loads(answer["body"]) | {"statusCode": answer["statusCode"]}
        return parsed

    def settle(self) -> int:
        """Deliver the stream until nothing follows any more; returns how many hops it took."""
        for hop in range(50):
            records = self.read_stream()
            if not records:
                return hop
            answer = rollup({"Records": records}, Context())  # type: ignore[arg-type]
            assert answer == {"batchItemFailures": []}
        raise AssertionError("the stream does not come to rest")

    def read_stream(self) -> list[dict[str, Any]]:
        """Return the changes since the last call that the rollup's filter lets through."""
        return [each for each in self._changes() if _is_delivered(each)]

    def _changes(self) -> list[dict[str, Any]]:
        client = boto3.client("dynamodbstreams")
        arn = boto3.client("dynamodb").describe_table(TableName=self.table)["Table"][
            "LatestStreamArn"
        ]
        found: list[dict[str, Any]] = []
        shards = client.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        for shard in shards:
            name = shard["ShardId"]
            iterator = self.position.get(name)
            if iterator is None:
                iterator = client.get_shard_iterator(
                    StreamArn=arn, ShardId=name, ShardIteratorType="TRIM_HORIZON"
                )["ShardIterator"]
            while True:
                page = client.get_records(ShardIterator=iterator)
                found += page["Records"]  # type: ignore[arg-type]
                iterator = page.get("NextShardIterator")
                if not page["Records"] or iterator is None:
                    break
            self.position[name] = iterator
        for record in found:
            record["dynamodb"]["ApproximateCreationDateTime"] = record["dynamodb"][
                "ApproximateCreationDateTime"
            ].timestamp()
        return found


def _is_delivered(record: Mapping[str, Any]) -> bool:
    sk = record["dynamodb"]["Keys"]["SK"]["S"]
    wanted = ("CHUNK#", "TURN#", "MARKS", "PUBLICATION#")
    return record["eventName"] in ("INSERT", "MODIFY") and sk.startswith(wanted)


def post_event(
    path: str,
    body: bytes,
    headers: Mapping[str, str],
    key: str | None = None,
    *,
    method: str = "POST",
) -> dict[str, Any]:
    """Return an HTTP API event (payload 2.0)."""
    pair = base64.b64encode((key or f"{PUBLIC_KEY}:{SECRET_KEY}").encode()).decode()
    path, _, query = path.partition("?")
    return {
        "version": "2.0",
        "rawPath": unquote(path),
        "rawQueryString": query,
        "headers": {"authorization": f"Basic {pair}"}
        | {name.lower(): value for name, value in headers.items()},
        "requestContext": {"http": {"method": method, "path": path}},
        "body": base64.b64encode(body).decode(),
        "isBase64Encoded": True,
    }

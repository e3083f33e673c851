"""A project from which things are deleted, as its programs, the viewer and the worker do it."""

import json
import time
from collections.abc import Iterator
from itertools import batched
from random import Random
from typing import Any, cast

import boto3

from functions.rollup.handler import lambda_handler as rollup
from functions.store import public_pages
from functions.store.item import key
from functions.store.jobs import job_table
from functions.store.keys import POINTER, api_key_pk, project_pk
from functions.store.public_pages import new_token
from functions.store.publishing import publish_job
from tests.integration.api import Api
from tests.integration.rows import all_rows
from tests.integration.sending import event
from tests.integration.service import PROJECT, PUBLIC_KEY, Context, Service
from web.worker import handler
from web.worker.eraser import PAUSE_MS, eraser
from web.worker.exporter import exporter

LARGE = Random(2).randbytes(500_000).hex()
"""More than an item holds."""

_TOMBSTONES = ("gone", "deleted")


class Worker:
    """Lambda as the viewer knows it, and the worker behind it, called when the test says so."""

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.ahead_ms = 0

    def invoke(self, **call: Any) -> None:
        """Remember an asynchronous call."""
        self.calls.append(json.loads(call["Payload"]))

    def work(self) -> None:
        """Do what was asked for."""
        while self.calls:
            self.call(self.calls.pop(0))

    def sweep_later(self, times: int = 1) -> None:
        """Let time pass, and the schedule come by."""
        for _ in range(times):
            self.ahead_ms += PAUSE_MS + 1
            self.call({"sweep": True})

    def call(self, event: dict[str, Any]) -> None:
        """Call the worker, whose clock is as far ahead as time has passed here."""
        for clocked in (eraser(), exporter(), handler._sweep()):  # noqa: SLF001 - as the handler makes it
            clocked._now = self._now  # noqa: SLF001
        handler.lambda_handler(event, cast("Any", Context()))

    def _now(self) -> int:
        return time.time_ns() // 10**6 + self.ahead_ms


class Desk:
    """Sends, deletes and looks what is left."""

    def __init__(self, service: Service, api: Api, worker: Worker) -> None:
        self.service = service
        self.api = api
        self.worker = worker

    def tell(self, *events: dict[str, Any]) -> None:
        """Send events and let them be folded."""
        answer = self.service.send(events)
        assert not answer["errors"], answer
        self.settle()

    def settle(self) -> None:
        """Let the stream run dry, and the rollup's schedule come by."""
        self.service.settle()
        rollup({"sweep": True}, cast("Any", Context()))
        self.service.settle()

    def comment(self, object_type: str, object_id: str) -> str:
        """Comment on something, and return the comment's id."""
        said = {"projectId": PROJECT, "objectType": object_type, "objectId": object_id}
        body = said | {"content": f"a comment on {object_id}"}
        return str(self.api.send("POST", "/comments", body)["id"])

    def publish(self, session: str) -> str:
        """Publish a session and return its token."""
        token = new_token()
        job = publish_job(session, token, expires_ms=None, created_ms=0, created_by="mara")
        job_table().put(PROJECT, job)
        self.worker.call({"project": PROJECT, "job": job.job_id})
        assert public_pages.public_pages().exists(token)
        return token

    def finish(self) -> None:
        """Let the worker do what was asked for, and come back as long as a deletion needs it."""
        self.worker.work()
        self.settle()
        self.worker.sweep_later(2)
        self.settle()

    def receipt(self, answer: Any) -> Any:
        """Return the receipt that the answer of a DELETE names."""
        return self.api.get(f"/deletions/{answer['deletionId']}")

    def left_of(self, *texts: str) -> list[str]:
        """Return where something with one of these texts stands, but for tombstones and jobs."""
        rows = all_rows(self.service.table).items()
        standing = [
            f"{pk} {sk}"
            for (pk, sk), item in rows
            if not pk.endswith("#JOB") and not any(name in item for name in _TOMBSTONES)
            if any(text in f"{pk} {sk} {item}" for text in texts)
        ]
        return [*standing, *(f"s3 {name}" for name in self.objects())]

    def objects(self) -> list[str]:
        """Return the names of all objects of both buckets but the page that stands for nothing."""
        return [name for _, name in _objects()]

    def start_anew(self) -> None:
        """Take away all but the project and its keys, at once and without deleting anything."""
        kept = {(project_pk(PROJECT), POINTER), (api_key_pk(PUBLIC_KEY), POINTER)}
        places = all_rows(self.service.table).keys() - kept
        for batch in batched(sorted(places), 25, strict=False):
            requests: Any = [{"DeleteRequest": {"Key": key(*place)}} for place in batch]
            boto3.client("dynamodb").batch_write_item(RequestItems={self.service.table: requests})
        for bucket, name in list(_objects()):
            boto3.client("s3").delete_object(Bucket=bucket, Key=name)
        self.service.read_stream()
        self.worker.calls.clear()


def _objects() -> Iterator[tuple[str, str]]:
    """Yield bucket and name of all objects but of the page that stands for nothing."""
    s3 = boto3.client("s3")
    for bucket in s3.list_buckets()["Buckets"]:
        name_of_bucket = bucket["Name"]
        if name_of_bucket.rpartition("-")[2] == _number():
            found = s3.list_objects_v2(Bucket=name_of_bucket)
            names = (each["Key"] for each in found.get("Contents", ()))
            yield from ((name_of_bucket, each) for each in names if each != "404.html")


def _number() -> str:
    pages = public_pages.public_pages()
    return pages._bucket.rpartition("-")[2]  # noqa: SLF001 - the name that the test gave


def score(name: str, second: int = 1, **body: Any) -> dict[str, Any]:
    """Return the event of a score."""
    return {
        "id": f"score-{name}-{second}",
        "type": "score-create",
        "timestamp": f"2026-11-01T10:00:{second:02}Z",
        "body": {"id": name, "name": "quality", "value": 1, "comment": f"said of {name}", **body},
    }


def rich_trace(number: int) -> list[dict[str, Any]]:
    """Return a trace with all that can hang on one."""
    trace = f"t-{number}"
    return [
        event(number, input=f"question of {trace}", metadata={"large": LARGE}),
        score(f"on-{trace}", traceId=trace),
        score(f"off-{trace}", traceId=trace),
    ]

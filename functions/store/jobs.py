"""Jobs: rows that say what is to be done, and the call that wakes the worker to do it.

A job's id is chosen by whoever asks for it, so that a request sent twice asks once. Its row is
the truth and the call only a hint: a call that is lost, or a worker that dies anywhere, leaves a
pending row, and a pending row stands in an index that the schedule sweeps
(`GSI2PK` = `JOBS#PENDING`, for every project; finishing a job takes it out). So no sweep reads
what is done. Finished jobs are forgotten after a week, but for the receipts of deletions.
"""

import json
import time
from collections.abc import Iterator, Mapping
from functools import cache
from os import environ
from typing import TYPE_CHECKING, Any

from functions.model.errors import NotFoundError
from functions.model.job import Job, JobKind, JobState
from functions.store.aws import dynamodb, lambdas
from functions.store.errors import translated
from functions.store.item import Item, key
from functions.store.keys import PENDING_JOBS, job_pk, key_id, split_job_pk

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_lambda import LambdaClient

_KEEP_S = 7 * 86_400
_PENDING = {"S": JobState.PENDING.value}


class JobTable:
    """The rows."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table

    def put(self, project: str, job: Job) -> bool:
        """Store a job; False, and nothing changes, if its id is known already."""
        try:
            with translated():
                self._client.put_item(
                    TableName=self._table,
                    Item=job_to_item(project, job),
                    ConditionExpression="attribute_not_exists(PK)",
                )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def read(self, project: str, job_id: str) -> Job:
        """Return a job as it stands.

        Raises:
            NotFoundError: nobody asked for it, or it was forgotten.

        """
        with translated():
            answer = self._client.get_item(
                TableName=self._table, Key=_key(project, job_id), ConsistentRead=True
            )
        if "Item" not in answer:
            raise NotFoundError("no such job")
        return job_from_item(answer["Item"])

    def pending(self, older_than_ms: int) -> Iterator[tuple[str, str]]:
        """Yield project and id of every unfinished job created before that time, oldest first."""
        with translated():
            pages = self._client.get_paginator("query").paginate(
                TableName=self._table,
                IndexName="GSI2",
                KeyConditionExpression="GSI2PK = :pending AND GSI2SK < :before",
                ExpressionAttributeValues={
                    ":pending": {"S": PENDING_JOBS},
                    ":before": {"S": _index_sk(older_than_ms, "")},
                },
            )
            for page in pages:
                for keys in page["Items"]:
                    yield split_job_pk(keys["PK"]["S"]), keys["SK"]["S"]

    def begin(self, project: str, job_id: str) -> Job | None:
        """Count an attempt and return the job; None if there is nothing left to do."""
        try:
            with translated():
                answer = self._client.update_item(
                    TableName=self._table,
                    Key=_key(project, job_id),
                    UpdateExpression="ADD attempts :one",
                    ConditionExpression="#state = :pending",
                    ExpressionAttributeNames={"#state": "state"},
                    ExpressionAttributeValues={":one": {"N": "1"}, ":pending": _PENDING},
                    ReturnValues="ALL_NEW",
                )
        except self._client.exceptions.ConditionalCheckFailedException:
            return None
        return job_from_item(answer["Attributes"])

    def finish(self, project: str, job_id: str, *, keep_s: int = _KEEP_S) -> bool:
        """Note that everything is done; the row is forgotten after `keep_s` seconds.

        False, and nothing changes, where it was closed before.
        """
        return self._close(project, job_id, JobState.DONE, "", keep_s)

    def fail(self, project: str, job_id: str, error: str) -> bool:
        """Note why it will not be done; `error` is shown to a person and names no payload."""
        return self._close(project, job_id, JobState.FAILED, error)

    def undo(self, project: str, job_id: str, error: str) -> bool:
        """Note why what a job has done is done no more; False where it was not done."""
        return self._close(project, job_id, JobState.FAILED, error, before=JobState.DONE)

    def _close(  # noqa: PLR0913, RUF100 - what a row says in the end
        self,
        project: str,
        job_id: str,
        state: JobState,
        error: str,
        keep_s: int = _KEEP_S,
        before: JobState = JobState.PENDING,
    ) -> bool:
        try:
            with translated():
                self._client.update_item(
                    TableName=self._table,
                    Key=_key(project, job_id),
                    UpdateExpression="SET #state = :state, #error = :error, expires = :expires, "
                    "finished_ms = :finished REMOVE GSI2PK, GSI2SK",
                    ConditionExpression="#state = :before",
                    ExpressionAttributeNames={"#state": "state", "#error": "error"},
                    ExpressionAttributeValues={
                        ":state": {"S": state},
                        ":error": {"S": error},
                        ":expires": {"N": str(int(time.time()) + keep_s)},
                        ":finished": {"N": str(time.time_ns() // 10**6)},
                        ":before": {"S": before},
                    },
                )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False  # another run of the same job was here first, and what it wrote stands
        return True


class JobQueue(JobTable):
    """The rows, for those who may also wake the worker."""

    def __init__(
        self,
        client: "DynamoDBClient",
        lambda_client: "LambdaClient",
        table: str,
        worker_function: str,
    ) -> None:
        super().__init__(client, table)
        self._lambda = lambda_client
        self._worker = worker_function

    def submit(self, project: str, job: Job) -> None:
        """Store a job and wake the worker; again with the same id only wakes it again.

        Raises:
            StoreUnavailableError: asking again is harmless; if the job was stored, the sweep
                does it even if nobody asks.

        """
        self.put(project, job)
        self.wake(project, job.job_id)

    def wake(self, project: str, job_id: str) -> None:
        """Let the worker do a job that is stored.

        Raises:
            StoreUnavailableError: the sweep does it, even if nobody asks again.

        """
        event = json.dumps({"job": job_id, "project": project})
        with translated():
            self._lambda.invoke(
                FunctionName=self._worker, InvocationType="Event", Payload=event.encode()
            )


def job_to_item(project: str, job: Job) -> Item:
    """Return the row of a job."""
    item = {
        **_key(project, job.job_id),
        "kind": {"S": job.kind},
        "session_id": {"S": job.session_id},
        "parameters": {"S": json.dumps(dict(job.parameters), ensure_ascii=False)},
        "state": {"S": job.state},
        "error": {"S": job.error},
        "attempts": {"N": str(job.attempts)},
        "created_ms": {"N": str(job.created_ms)},
        "created_by": {"S": job.created_by},
    }
    if job.state is JobState.PENDING:
        item["GSI2PK"] = {"S": PENDING_JOBS}
        item["GSI2SK"] = {"S": _index_sk(job.created_ms, job.job_id)}
    return item


def job_from_item(item: Mapping[str, Any]) -> Job:
    """Return the job of a row."""
    return Job(
        job_id=item["SK"]["S"],
        kind=JobKind(item["kind"]["S"]),
        session_id=item["session_id"]["S"],
        parameters=json.loads(item["parameters"]["S"]),
        state=JobState(item["state"]["S"]),
        error=item["error"]["S"],
        attempts=int(item["attempts"]["N"]),
        finished_ms=int(item["finished_ms"]["N"]) if "finished_ms" in item else None,
        created_ms=int(item["created_ms"]["N"]),
        created_by=item["created_by"]["S"],
    )


def _key(project: str, job_id: str) -> Item:
    return key(job_pk(project), key_id(job_id))


def _index_sk(created_ms: int, job_id: str) -> str:
    return f"{created_ms:015d}#{job_id}"


@cache
def job_table() -> JobTable:
    """Return the jobs in TABLE_NAME; one connection per warm Lambda."""
    return JobTable(dynamodb(), environ["TABLE_NAME"])


@cache
def job_queue() -> JobQueue:
    """Return the jobs in TABLE_NAME, done by WORKER_FUNCTION."""
    return JobQueue(dynamodb(), lambdas(), environ["TABLE_NAME"], environ["WORKER_FUNCTION"])

"""The Lambda that does jobs: `{"job": …, "project": …}` for one, `{"sweep": true}` for all."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.model.errors import RepriseError
from functions.store.jobs import job_table
from functions.store.publications import publication_table
from web.worker.eraser import eraser
from web.worker.errors import UnfinishedError, describe
from web.worker.exporter import exporter
from web.worker.jobs import Worker
from web.worker.publisher import publisher
from web.worker.sweep import Sweep

logger = Logger(service="worker")

_ENOUGH_MS = 30_000
"""To begin one thing more."""


@logger.inject_lambda_context
def lambda_handler(event: Mapping[str, Any], context: LambdaContext) -> None:
    """Entry point named in template.yaml; an error makes Lambda call twice more."""
    try:
        _handle(event, context)
    except RepriseError:
        raise
    except Exception as error:  # noqa: BLE001 - raised again, without its words
        # Lambda logs what is raised, and an unforeseen error may quote what people wrote.
        raise UnfinishedError(describe(error)) from None


def _handle(event: Mapping[str, Any], context: LambdaContext) -> None:
    def has_time() -> bool:
        return context.get_remaining_time_in_millis() > _ENOUGH_MS

    if event.get("sweep"):
        _sweep().run(has_time)
    else:
        _worker().run(event["project"], event["job"], has_time)


@cache
def _worker() -> Worker:
    return Worker(job_table(), publisher(), eraser(), exporter())


@cache
def _sweep() -> Sweep:
    return Sweep(_worker(), job_table(), publisher(), publication_table())

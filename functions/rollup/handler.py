"""The Lambda on the table's stream, and on the schedule that sweeps what was put off."""

import time
from collections import defaultdict
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from functions.model.errors import StoreUnavailableError, places
from functions.rollup.failure import note_failure
from functions.rollup.fold import fold_partition
from functions.rollup.store import Store, store
from functions.rollup.sweep import sweep

_RESERVE_MS = 10_000
"""Left of the function's time when a batch is handed back unfinished."""

logger = Logger(service="rollup")


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Entry point named in template.yaml.

    For a batch of the stream, returns the lowest sequence number of what should come again.
    """
    if event.get("sweep"):
        sweep(store(), lambda: context.get_remaining_time_in_millis() > _RESERVE_MS)
        return {}
    failed = [
        numbers[0]
        for pk, numbers in _grouped(event["Records"]).items()
        if not _fold(store(), pk, context)
    ]
    _measure_lag(event["Records"])
    lowest = sorted(failed, key=int)[:1]
    return {"batchItemFailures": [{"itemIdentifier": number} for number in lowest]}


def _grouped(records: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the sequence numbers of each partition, in their order."""
    groups: dict[str, list[str]] = defaultdict(list)
    for record in records:
        change = record["dynamodb"]
        groups[change["Keys"]["PK"]["S"]].append(change["SequenceNumber"])
    return groups


def _fold(to: Store, pk: str, context: LambdaContext) -> bool:
    """Fold a partition once; False if it should be tried again soon."""
    if context.get_remaining_time_in_millis() < _RESERVE_MS:
        return False
    try:
        try:
            fold_partition(to, pk)
        except StoreUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001 - one poison trace must never stall a shard
            kind = type(error).__name__
            logger.error("fold failed", kind=kind, where=places(error), pk=pk)  # noqa: TRY400 - no text
            note_failure(to, pk, error)
    except StoreUnavailableError as error:
        logger.warning("store unavailable", where=places(error), pk=pk)
        return False
    return True


def _measure_lag(records: list[dict[str, Any]]) -> None:
    """Report how long the oldest change of the batch waited, as a metric."""
    times = [each["dynamodb"].get("ApproximateCreationDateTime", 0) for each in records]
    lag_ms = (time.time() - min(times)) * 1000
    metrics = EphemeralMetrics(namespace="Reprise", service="rollup")
    metrics.add_metric(name="RollupLag", unit=MetricUnit.Milliseconds, value=lag_ms)
    metrics.flush_metrics()

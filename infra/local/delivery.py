"""Stream records handed to a function the way Lambda's event source mapping does it."""

import json
import logging
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from infra.local.errors import FunctionFailedError
from infra.resources import template

type Json = dict[str, Any]
type Invoke = Callable[[Json], Any]

_LOG = logging.getLogger("reprise.local")
_FIRST_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSource:
    """What the template says about a function's stream."""

    function: str
    batch_size: int
    retries: int
    lanes: int

    @classmethod
    def of(cls, function: str) -> Self:
        """Read it."""
        events = template()["Resources"][function]["Properties"]["Events"].values()
        stream = next(each["Properties"] for each in events if each["Type"] == "DynamoDB")
        return cls(
            function=function,
            batch_size=stream["BatchSize"],
            retries=stream["MaximumRetryAttempts"],
            lanes=stream["ParallelizationFactor"],
        )


class Delivery:
    """Invokes a function with batches, in order, and again with what failed.

    What has failed too often is written to a folder, one file a record, and passed over.
    """

    def __init__(self, invoke: Invoke, *, retries: int, given_up: Path) -> None:
        self._invoke = invoke
        self._retries = retries
        self._given_up = given_up

    def deliver(self, records: Sequence[Json]) -> None:
        """Return when each record was taken or given up."""
        attempt = 0
        while records:
            failed_from = self._first_failure(records)
            if failed_from is None:
                return
            if failed_from < 0:
                self._bisect(records, attempt)
                return
            attempt = attempt + 1 if failed_from == 0 else 1
            records = records[failed_from:]
            if attempt > self._retries:
                self._give_up(records[0])
                records, attempt = records[1:], 0
            else:
                _pause(attempt)

    def _bisect(self, records: Sequence[Json], attempt: int) -> None:
        """Narrow down which record makes the function raise."""
        if len(records) > 1:
            middle = len(records) // 2
            self.deliver(records[:middle])
            self.deliver(records[middle:])
            return
        for again in range(attempt + 1, self._retries + 1):
            _pause(again)
            if self._first_failure(records) is None:
                return
        self._give_up(records[0])

    def _first_failure(self, records: Sequence[Json]) -> int | None:
        """Return the index from which on to deliver again; -1 if the function raised."""
        try:
            answer = self._invoke({"Records": list(records)})
        except FunctionFailedError:
            return -1
        failures = (answer or {}).get("batchItemFailures") or ()
        if not failures:
            return None
        failed = {each["itemIdentifier"] for each in failures}
        numbers = [each["dynamodb"]["SequenceNumber"] for each in records]
        # An identifier that is not of this batch fails all of it.
        return min((index for index, each in enumerate(numbers) if each in failed), default=0)

    def _give_up(self, record: Json) -> None:
        number = record["dynamodb"]["SequenceNumber"]
        self._given_up.mkdir(mode=0o700, exist_ok=True)
        path = self._given_up / f"{number}.json"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            json.dump(record, file)
        _LOG.error("stream record %s was given up", number)


def _pause(attempt: int) -> None:
    time.sleep(min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2 ** (attempt - 1)))

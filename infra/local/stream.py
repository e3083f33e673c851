"""The table's stream, read and delivered to the function that the template names."""

import logging
import threading
import time
import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from infra.local.delivery import Delivery
from infra.local.filters import matches_any
from infra.local.shards import Shards

type Json = dict[str, Any]

_LOG = logging.getLogger("reprise.local")
_IDLE_S = 1.0
"""Between two looks when nobody has said that something was written."""

_TROUBLE_S = 0.2
_DRAIN_STEP_S = 0.05


class Stream:
    """Reads in one thread, delivers in several: records of one partition key stay in order."""

    def __init__(
        self, shards: Shards, delivery: Delivery, patterns: Sequence[Json], *, lanes: int
    ) -> None:
        self._shards = shards
        self._delivery = delivery
        self._patterns = patterns
        self._lanes = lanes
        self._pool = ThreadPoolExecutor(lanes, thread_name_prefix="stream")
        self._written = threading.Event()
        self._from_start = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True, name="stream")
        self._changed = threading.Condition()
        self._looks = 0
        self._empty_look = 0

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """Return when nothing is delivered any more; `drain` comes before."""
        self._stopped.set()
        self.wake()
        self._thread.join()
        self._pool.shutdown()

    def wake(self) -> None:
        """Say that something may have been written."""
        self._written.set()

    def rewind(self) -> None:
        """Read again from the oldest record: the engine is not the one that was read before."""
        self._from_start.set()
        self.wake()

    def drain(self, timeout: float) -> bool:
        """Return whether, in time, all was delivered that was written before the call."""
        deadline = time.monotonic() + timeout
        with self._changed:
            # A look that has begun may have missed what was written since.
            begun = self._looks
            while self._empty_look <= begun and time.monotonic() < deadline:
                self.wake()
                self._changed.wait(_DRAIN_STEP_S)
            return self._empty_look > begun

    def _read(self) -> None:
        while not self._stopped.is_set():
            self._written.clear()
            with self._changed:
                self._looks += 1
            try:
                records = self._look()
            except Exception as error:  # noqa: BLE001 - the engine may be on its way back
                _LOG.warning("the stream cannot be read: %s", type(error).__name__)
                time.sleep(_TROUBLE_S)
                self._shards.reopen()
                continue
            if not records:
                self._pause()

    def _pause(self) -> None:
        with self._changed:
            self._empty_look = self._looks
            self._changed.notify_all()
        self._written.wait(_IDLE_S)

    def _look(self) -> int:
        if self._from_start.is_set():
            self._from_start.clear()
            self._shards.rewind()
        count = 0
        for records in self._shards.read():
            count += len(records)
            self._deliver([each for each in records if matches_any(self._patterns, each)])
        if count:
            self._shards.keep_position()
        return count

    def _deliver(self, records: Sequence[Json]) -> None:
        lanes: dict[int, list[Json]] = {}
        for record in records:
            key = record["dynamodb"]["Keys"]["PK"]["S"]
            lane = zlib.crc32(key.encode(errors="surrogatepass")) % self._lanes
            lanes.setdefault(lane, []).append(record)
        if len(lanes) == 1:
            self._delivery.deliver(next(iter(lanes.values())))
            return
        list(self._pool.map(self._delivery.deliver, lanes.values()))

"""Traces read for one request, each once, and how much that was."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from functions.interpret.trace import build_trace
from functions.model.errors import NotFoundError, TooLargeError
from functions.model.trace import Trace
from functions.store.table import SessionTable

_BUDGET = 48_000_000
"""Bytes of chunks, unpacked, after which a request looks no further."""

_KEPT = 24_000_000
_AT_ONCE = 8


class TraceReader:
    """Reads traces, and remembers them while they are not too much."""

    def __init__(self, table: SessionTable, project: str) -> None:
        self._table = table
        self._project = project
        self._kept: dict[str, Trace | None] = {}
        self._kept_bytes = 0
        self._bytes = 0

    @property
    def is_spent(self) -> bool:
        """Tell whether this request has read what it may."""
        return self._bytes >= _BUDGET

    def read(self, trace_ids: Iterable[str]) -> dict[str, Trace | None]:
        """Return traces by their ids; None for one that is gone, or larger than can be read."""
        wanted = list(dict.fromkeys(trace_ids))
        found = {each: self._kept[each] for each in wanted if each in self._kept}
        new = [each for each in wanted if each not in found]
        for trace_id, (trace, size) in zip(new, _pool().map(self._read, new), strict=True):
            found[trace_id] = trace
            self._keep(trace_id, trace, size)
        return found

    def _keep(self, trace_id: str, trace: Trace | None, size: int) -> None:
        self._bytes += size
        if self._kept_bytes + size > _KEPT:
            self._kept.clear()
            self._kept_bytes = 0
        self._kept[trace_id] = trace
        self._kept_bytes += size

    def _read(self, trace_id: str) -> tuple[Trace | None, int]:
        try:
            chunks = self._table.read_chunks(self._project, trace_id)
        except (NotFoundError, TooLargeError):
            return None, 0
        return build_trace(trace_id, chunks), sum(len(each.data) for each in chunks)


@cache
def _pool() -> ThreadPoolExecutor:
    """Return the threads that read side by side, each with a connection that stays warm."""
    return ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="observations")

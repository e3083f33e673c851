"""The worker killed around every single write of a deletion, and folds that race with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

import pytest
from botocore.client import BaseClient

from functions.rollup.fold import fold_partition
from functions.rollup.store import store
from functions.store.keys import session_pk, trace_pk
from functions.store.wire import Wire
from tests.integration.deleting import Desk, rich_trace, score
from tests.integration.rows import derived_rows
from tests.integration.sending import SESSION, event
from tests.integration.service import PROJECT

_READS = ("GetItem", "Query", "BatchGetItem", "GetObject", "HeadObject", "ListObjectsV2")


class _KilledError(Exception):
    """The end of the worker's process."""


class _Writes:
    """Counts what leaves for DynamoDB and S3 and changes something there."""

    def __init__(self, last: int) -> None:
        self._last = last
        self._numbers = count(1)
        self.killed = False

    def let_pass(self) -> None:
        """Let one more write leave, unless the process has ended."""
        if next(self._numbers) > self._last:
            self.killed = True
            raise _KilledError


@contextmanager
def killed_after(writes: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[_Writes]:
    """Let so many writes leave this process, whichever way, and none after them."""
    leaving = _Writes(writes)
    call, send, make = Wire.call, Wire.send, BaseClient._make_api_call  # type: ignore[attr-defined] # noqa: SLF001

    def light(wire: Wire, operation: str, *arguments: Any) -> Any:
        if operation not in _READS:
            leaving.let_pass()
        return call(wire, operation, *arguments)

    def object_by_hand(wire: Wire, method: str, path: str, *arguments: Any) -> Any:
        if method not in ("GET", "POST"):
            leaving.let_pass()
        return send(wire, method, path, *arguments)

    def library(client: BaseClient, operation: str, *arguments: Any) -> Any:
        if operation not in _READS:
            leaving.let_pass()
        return make(client, operation, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(Wire, "call", light)
        patch.setattr(Wire, "send", object_by_hand)
        patch.setattr(BaseClient, "_make_api_call", library)
        yield leaving


def _delete_trace(desk: Desk) -> Any:
    return desk.api.send("DELETE", "/traces/t-1")


def _delete_session(desk: Desk) -> Any:
    return desk.api.send("DELETE", f"/sessions/{SESSION}")


@pytest.mark.timeout(900)
@pytest.mark.parametrize("delete", [_delete_trace, _delete_session])
def test_a_workerkilled_after_any_write_is_made_good_by_the_next(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, delete: Callable[[Desk], Any]
) -> None:
    """One run after the other, each killed one write later, until one is not."""
    for writes in count():
        desk.tell(*rich_trace(1), event(2, sessionId="other"), score("own", sessionId=SESSION))
        desk.publish(SESSION)
        answer = delete(desk)
        with killed_after(writes, monkeypatch) as leaving, suppress(Exception):
            desk.worker.work()
        desk.worker.calls.clear()

        assert desk.receipt(answer)["status"] == "PENDING"
        desk.finish()
        desk.worker.sweep_later(2)
        assert desk.receipt(answer)["status"] == "DONE"
        assert desk.left_of("t-1", "question of", "on-t-1") == []
        assert [each["id"] for each in desk.api.get("/traces")["data"]] == ["t-2"]
        if not leaving.killed:
            break
        desk.start_anew()

    assert writes > 10


def test_a_viewerkilled_after_any_write_has_asked_for_all_or_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for writes in count():
        desk.tell(*rich_trace(1), event(2))
        with killed_after(writes, monkeypatch) as leaving, suppress(Exception):
            _delete_session(desk)
        desk.finish()
        desk.worker.sweep_later(2)

        traces = [each["id"] for each in desk.api.get("/traces")["data"]]
        assert traces == ([] if writes else ["t-2", "t-1"])
        assert desk.api.status(f"/sessions/{SESSION}") == (404 if writes else 200)
        if not leaving.killed:
            break
        desk.start_anew()

    assert writes > 5


@pytest.mark.parametrize("writes", range(8))
def test_a_rollup_killed_beside_a_deletion_brings_nothing_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    desk.service.send([event(1, input="the secret"), score("s", traceId="t-1")])
    with killed_after(writes, monkeypatch), suppress(_KilledError):
        for pk in (trace_pk(PROJECT, "t-1"), session_pk(PROJECT, SESSION)):
            fold_partition(store(), pk)

    answer = _delete_trace(desk)
    desk.finish()

    assert derived_rows(desk.service.table) == {}
    assert desk.left_of("t-1", "the secret") == []
    assert desk.receipt(answer)["status"] == "DONE"


@pytest.mark.parametrize("delete", [_delete_trace, _delete_session])
def test_a_rollup_that_read_before_a_deletion_writes_nothing_after_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, delete: Callable[[Desk], Any]
) -> None:
    """It reads what is there, sleeps while that is deleted, and goes on."""
    desk.service.send([event(1, input="the secret"), score("s", traceId="t-1")])
    build = store().table.chunks
    waiting = [delete]

    def reading(items: Any) -> Any:
        chunks = list(build(items))
        if waiting:
            waiting.pop()(desk)
            desk.worker.work()
        return iter(chunks)

    monkeypatch.setattr(store().table, "chunks", reading)
    fold_partition(store(), trace_pk(PROJECT, "t-1"))
    desk.finish()
    desk.worker.sweep_later(2)

    assert derived_rows(desk.service.table) == {}
    assert desk.left_of("t-1", "the secret") == []

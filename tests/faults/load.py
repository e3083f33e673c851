"""Senders that never stop, and remember what they were told is stored."""

import json
import os
import threading
import uuid
from collections import defaultdict
from http.client import HTTPException
from typing import Any, Self

from tests.product import Product, Reply

_THREADS = 3
_ACKNOWLEDGED = {200, 207}
_LARGE_EVERY = 20
_LARGE_BYTES = 300_000
"""More than an item holds even compressed: hexadecimal digits halve, no more."""


class Load:
    """Sends one trace a request, by both protocols, into sessions that it names."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._stopping = threading.Event()
        self._acknowledged: dict[str, set[str]] = defaultdict(set)
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._send_all, args=(number,)) for number in range(_THREADS)
        ]

    @property
    def acknowledged(self) -> dict[str, set[str]]:
        """The traces of each session that were acknowledged."""
        with self._lock:
            return {session: set(traces) for session, traces in self._acknowledged.items()}

    @property
    def count(self) -> int:
        """How many traces that is."""
        return sum(map(len, self.acknowledged.values()))

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._stopping.set()
        for thread in self._threads:
            thread.join()

    def _send_all(self, sender: int) -> None:
        number = 0
        while not self._stopping.is_set():
            number += 1
            session, trace = f"session-{sender}-{number // 25}", uuid.uuid4().hex
            text = os.urandom(_LARGE_BYTES).hex() if number % _LARGE_EVERY == 0 else f"hi {number}"
            try:
                reply = self._send(sender, session, trace, text)
            except (OSError, ValueError, HTTPException):
                # Killed, perhaps in the middle of the answer: nothing was acknowledged.
                self._stopping.wait(0.05)
                continue
            if reply.status in _ACKNOWLEDGED and not _refused(reply):
                with self._lock:
                    self._acknowledged[session].add(trace)

    def _send(self, sender: int, session: str, trace: str, text: str) -> Reply:
        langfuse = sender % 2 == 0
        path = "/api/public/ingestion" if langfuse else "/api/public/otel/v1/traces"
        body = _batch(session, trace, text) if langfuse else _spans(session, trace, text)
        return self._product.request(
            path,
            method="POST",
            body=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )


def _refused(reply: Reply) -> bool:
    return reply.status == 207 and bool(reply.json()["errors"])


def _batch(session: str, trace: str, text: str) -> dict[str, Any]:
    now = "2026-11-23T10:00:00.000Z"
    body = {"id": trace, "sessionId": session, "timestamp": now, "input": text, "name": "turn"}
    return {"batch": [{"id": trace, "type": "trace-create", "timestamp": now, "body": body}]}


def _spans(session: str, trace: str, text: str) -> dict[str, Any]:
    said = {"session.id": session, "langfuse.trace.input": text}
    span = {
        "traceId": trace,
        "spanId": trace[:16],
        "name": "turn",
        "kind": 1,
        "startTimeUnixNano": "1795428000000000000",
        "endTimeUnixNano": "1795428001000000000",
        "attributes": [
            {"key": key, "value": {"stringValue": value}} for key, value in said.items()
        ],
    }
    return {"resourceSpans": [{"scopeSpans": [{"scope": {"name": "load"}, "spans": [span]}]}]}

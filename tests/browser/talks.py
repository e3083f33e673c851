"""Conversations that a test tells the product, as a Langfuse SDK would."""

import json
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.product import Product
from web.pages.links import id_to_key

BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)
_WAIT_S = 20.0

type Said = tuple[str, str] | tuple[str, str, dict[str, Any]]
"""What the user said, what was answered, and perhaps a tool that was called in between."""


def tell(product: Product, session: str, turns: Sequence[Said]) -> str:
    """Send a conversation, a turn a minute; return its key once all of it can be read."""
    events = [each for number, said in enumerate(turns) for each in _turn(session, number, *said)]
    answer = product.request(
        "/api/public/ingestion",
        method="POST",
        body=json.dumps({"batch": events}).encode(),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status == 207
    key = id_to_key(session)
    path = f"/p/{product.project}/sessions/{key}/export.jsonl"
    deadline = time.monotonic() + _WAIT_S
    while product.request(path).body.count(b"\n") < len(turns):
        assert time.monotonic() < deadline, "the conversation does not appear"
        time.sleep(0.1)
    return key


def _turn(
    session: str, number: int, user: str, answer: str, tool: dict[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    trace = f"{session}-{number}"
    begin = BEGAN + timedelta(minutes=number)
    said = {"id": trace, "sessionId": session, "input": user, "output": answer}
    yield _event("trace-create", trace, begin, said | {"timestamp": begin.isoformat()})
    model = {"model": "gpt-4.1-mini", "usage": {"input": 100 + number, "output": 20}}
    yield _event("generation-create", f"{trace}-g", begin, _step(trace, begin, model, seconds=2))
    if tool:
        yield _event("tool-create", f"{trace}-t", begin, _step(trace, begin, tool, seconds=1))


def _step(trace: str, begin: datetime, body: dict[str, Any], *, seconds: int) -> dict[str, Any]:
    end = begin + timedelta(seconds=seconds)
    times = {"startTime": begin.isoformat(), "endTime": end.isoformat()}
    return {"traceId": trace, "name": "answer"} | times | body


def _event(kind: str, name: str, at: datetime, body: dict[str, Any]) -> dict[str, Any]:
    said = {"id": name} | body
    return {"id": f"event-{name}", "type": kind, "timestamp": at.isoformat(), "body": said}

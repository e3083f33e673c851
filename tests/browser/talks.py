"""Conversations that a test tells the product, as a Langfuse SDK would."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.browser.sending import event, send_batch, wait_until
from tests.product import Product
from web.pages.links import id_to_key

BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)

type Said = tuple[str, str] | tuple[str, str, dict[str, Any]]
"""What the user said, what was answered, and perhaps a tool that was called in between."""


def tell(product: Product, session: str, turns: Sequence[Said]) -> str:
    """Send a conversation, a turn a minute; return its key once all of it can be read."""
    events = [each for number, said in enumerate(turns) for each in _turn(session, number, *said)]
    send_batch(product, events)
    key = id_to_key(session)
    path = f"/p/{product.project}/sessions/{key}/export.jsonl"
    wait_until(
        lambda: product.request(path).body.count(b"\n") >= len(turns), what="the conversation"
    )
    return key


def _turn(
    session: str, number: int, user: str, answer: str, tool: dict[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    trace = f"{session}-{number}"
    begin = BEGAN + timedelta(minutes=number)
    said = {"sessionId": session, "input": user, "output": answer}
    yield event("trace-create", said | {"id": trace, "timestamp": begin.isoformat()}, begin)
    model = {"model": "gpt-4.1-mini", "usage": {"input": 100 + number, "output": 20}}
    yield event("generation-create", _step(trace, "g", begin, model, seconds=2), begin)
    if tool:
        yield event("tool-create", _step(trace, "t", begin, tool, seconds=1), begin)


def _step(
    trace: str, name: str, begin: datetime, body: dict[str, Any], *, seconds: int
) -> dict[str, Any]:
    end = begin + timedelta(seconds=seconds)
    times = {"startTime": begin.isoformat(), "endTime": end.isoformat()}
    return {"id": f"{trace}-{name}", "traceId": trace, "name": "answer"} | times | body

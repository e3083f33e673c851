"""What a test sends, as Langfuse's SDKs send it, and the wait until it can be read."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tests.product import Product
from web.pages.links import id_to_key, session_url


def event(kind: str, body: Mapping[str, Any], at: datetime | None = None) -> dict[str, Any]:
    """Return an event of a batch, said `at` that time or now; its id is of its own each time."""
    return {
        "id": f"e-{body['id']}-{time.time_ns()}",
        "type": kind,
        "timestamp": (at or datetime.now(UTC)).isoformat(),
        "body": body,
    }


def send_batch(product: Product, events: Sequence[Mapping[str, Any]]) -> None:
    """Send events; none may be refused."""
    reply = product.request(
        "/api/public/ingestion",
        method="POST",
        body=json.dumps({"batch": events}).encode(),
        headers={"Content-Type": "application/json"},
    )
    assert reply.status == 207, reply.body
    assert reply.json()["errors"] == []


def wait_until(true: Callable[[], bool], *, what: str, patience_s: float = 20) -> None:
    """Ask until it is true; where it never is, the failure names `what` was waited for."""
    until = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < until, f"not seen: {what}"
        time.sleep(0.1)


def send_turns(product: Product, session_id: str, turns: Mapping[int, Mapping[str, Any]]) -> None:
    """Send a trace for each number; its fields are those of Langfuse's `trace-create`."""
    now = datetime.now(UTC).isoformat()
    events = [
        event(
            "trace-create",
            {"id": f"{session_id}-{number}", "sessionId": session_id, "timestamp": now, **fields},
        )
        for number, fields in turns.items()
    ]
    send_batch(product, events)


def path_of(product: Product, session_id: str) -> str:
    """Return the path of a session's page, once it can be read."""
    path = session_url(product.project, id_to_key(session_id))
    wait_until(lambda: product.request(path).status == 200, what="the session")
    return path

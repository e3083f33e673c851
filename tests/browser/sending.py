"""Turns that a test sends, as Langfuse's SDKs send them."""

import json
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tests.product import Product
from web.pages.links import id_to_key, session_url


def send_turns(product: Product, session_id: str, turns: Mapping[int, Mapping[str, Any]]) -> None:
    """Send a trace for each number; its fields are those of Langfuse's `trace-create`."""
    now = datetime.now(UTC).isoformat()
    events = [
        {
            "id": f"e-{session_id}-{number}-{time.time_ns()}",
            "type": "trace-create",
            "timestamp": now,
            "body": {
                "id": f"{session_id}-{number}",
                "sessionId": session_id,
                "timestamp": datetime.now(UTC).isoformat(),
                **fields,
            },
        }
        for number, fields in turns.items()
    ]
    reply = product.request(
        "/api/public/ingestion",
        method="POST",
        body=json.dumps({"batch": events}).encode(),
        headers={"Content-Type": "application/json"},
    )
    assert reply.status == 207
    assert reply.json()["errors"] == []


def path_of(product: Product, session_id: str) -> str:
    """Return the path of a session's page, once it can be read."""
    path = session_url(product.project, id_to_key(session_id))
    until = time.monotonic() + 15
    while product.request(path).status != 200:
        assert time.monotonic() < until, "the session does not appear"
        time.sleep(0.1)
    return path

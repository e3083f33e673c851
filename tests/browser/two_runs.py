"""One conversation with two versions of an application, to be compared."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.product import Product
from web.pages.links import compare_url, id_to_key, session_url

_ASKED = (
    "Can I still change the delivery address of order 4821?",
    "It should go to my office instead: 12 Quay Street.",
    "And when will it arrive?",
)
_RUNS = {
    "run-a": (
        "gpt-4.1",
        "Yes, you can change it until the parcel is handed to the carrier.",
        "Done. Order 4821 now goes to **12 Quay Street**.",
        "It should arrive on Thursday, between 9 and 12.",
    ),
    "run-b": (
        "gpt-4.1-mini",
        "Yes, you can change it as long as the parcel has not been shipped.",
        "Done. Order 4821 now goes to **12 Quay Street**, and the invoice stays as it is.",
        "It should arrive on Friday, between 9 and 12.",
    ),
}


def send_two_runs(product: Product) -> str:
    """Send both, wait for them, and return the path of their comparison."""
    for name, (model, *answers) in _RUNS.items():
        events = [
            each
            for number, pair in enumerate(zip(_ASKED, answers, strict=True))
            for each in _turn(name, model, number, *pair)
        ]
        product.request(
            "/api/public/ingestion",
            method="POST",
            body=json.dumps({"batch": events}).encode(),
            headers={"Content-Type": "application/json"},
        )
    keys = [id_to_key(name) for name in _RUNS]
    for key in keys:
        until = time.monotonic() + 20
        last = f'id="t{len(_ASKED)}"'.encode()
        while last not in product.request(session_url(product.project, key)).body:
            assert time.monotonic() < until, "the session does not appear"
            time.sleep(0.2)
    return compare_url(product.project, *keys)


def _turn(run: str, model: str, number: int, asked: str, answered: str) -> list[dict[str, Any]]:
    quick = model.endswith("mini")
    start = datetime.now(UTC) - timedelta(minutes=20 - number)
    end = start + timedelta(milliseconds=900 + 400 * number if quick else 1900 + 700 * number)
    trace_id = f"{run}-{number}"
    shared = {"input": asked, "output": answered}
    trace = {"id": trace_id, "sessionId": run, "timestamp": start.isoformat(), **shared}
    generation = {
        "id": f"{trace_id}-g",
        "traceId": trace_id,
        "startTime": start.isoformat(),
        "endTime": end.isoformat(),
        "model": model,
        "usage": {"input": 420 + 60 * number, "output": len(answered) // 4},
        **shared,
    }
    return [
        {"id": f"e-{body['id']}", "type": kind, "timestamp": start.isoformat(), "body": body}
        for kind, body in (("trace-create", trace), ("generation-create", generation))
    ]

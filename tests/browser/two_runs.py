"""One conversation with two versions of an application, to be compared."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.browser.sending import event, send_batch, wait_until
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
        send_batch(product, events)
    keys = [id_to_key(name) for name in _RUNS]
    last = f'id="t{len(_ASKED)}"'.encode()
    pages = [session_url(product.project, key) for key in keys]
    wait_until(
        lambda: all(last in product.request(each).body for each in pages), what="the sessions"
    )
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
    return [event("trace-create", trace, start), event("generation-create", generation, start)]

"""Conversations of any length: each turn is answered in Markdown, some use tools, some fail."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from random import Random
from typing import Any

from tests.bench.vocabulary import Writer
from tests.browser.sending import event, send_batch, wait_until
from tests.product import Product
from web.pages.links import id_to_key, session_url

_BATCH = 500
_TOOL_EVERY, _ERROR_EVERY = 2, 25


def path_of(turns: int) -> str:
    """Return where the session of so many turns is."""
    return session_url("demo", id_to_key(_session_id(turns)))


def send_talk(product: Product, turns: int, *, patience_s: float = 120) -> None:
    """Send a session of so many turns, and wait until all are on its page."""
    for events in batched(_events(turns), _BATCH, strict=False):
        send_batch(product, events)
    wait_until(lambda: _is_there(product, turns), what=f"turn {turns}", patience_s=patience_s)


def _is_there(product: Product, turns: int) -> bool:
    page = product.request(path_of(turns))
    return page.status == 200 and f'id="t{turns}"'.encode() in page.body


def _session_id(turns: int) -> str:
    return f"talk-of-{turns}"


def _events(turns: int) -> Iterator[dict[str, Any]]:
    write = Writer(Random(turns)).text
    begin = datetime.now(UTC) - timedelta(minutes=turns + 1)
    for number in range(1, turns + 1):
        start = begin + timedelta(minutes=number)
        trace_id = f"{_session_id(turns)}-{number}"
        body: dict[str, Any] = {
            "id": trace_id,
            "sessionId": _session_id(turns),
            "timestamp": start.isoformat(),
            "input": write(100),
            "output": _answer(write),
            "userId": "a-user",
            "tags": ["long"],
        }
        yield event("trace-create", body, start)
        if number % _TOOL_EVERY == 0:
            failed = number % _ERROR_EVERY == 0
            yield event("span-create", _tool(trace_id, start, failed=failed), start)


def _answer(write: Any) -> str:
    steps = "\n".join(f"{number}. **{write(12)}** {write(60)}" for number in (1, 2, 3))
    return f"{write(160)}\n\n{steps}\n\n{write(200)} `{write(10)}`"


def _tool(trace_id: str, start: datetime, *, failed: bool) -> dict[str, Any]:
    return {
        "traceId": trace_id,
        "id": f"{trace_id}-tool",
        "name": "look_up",
        "type": "TOOL",
        "startTime": start.isoformat(),
        "endTime": (start + timedelta(seconds=1)).isoformat(),
        "input": {"order": 4821, "reason": "late"},
        "output": {"found": True},
        **({"level": "ERROR", "statusMessage": "TimeoutError: no answer"} if failed else {}),
    }

"""The Lambda behind every address that is not ingest's."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from mangum import Mangum

from web.viewer.app import create_app


@contextmanager
def _event_loop() -> Iterator[None]:
    """Give this thread an event loop: Mangum takes whatever the thread has, and it may have none.

    A loop for each request costs a fraction of a millisecond and leaves nothing behind.
    """
    with asyncio.Runner() as runner:
        runner.get_loop()
        yield


with _event_loop():
    # Mangum runs a lifespan's startup and shutdown around every single event, so it stays off.
    _adapter = Mangum(create_app(), lifespan="off")


def lambda_handler(event: Any, context: Any) -> dict[str, Any]:
    """Answer one request of the HTTP API."""
    with _event_loop():
        answer: dict[str, Any] = _adapter(event, context)
    # Mangum passes on an enumeration's member; Lambda and whoever compares it want the number.
    return {**answer, "statusCode": int(answer["statusCode"])}

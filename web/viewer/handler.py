"""The Lambda behind every address that is not ingest's."""

import asyncio
from typing import Any

from mangum import Mangum

from web.viewer.app import create_app

# Mangum runs a lifespan's startup and shutdown around every single event, so it stays off.
_adapter = Mangum(create_app(), lifespan="off")


def lambda_handler(event: Any, context: Any) -> dict[str, Any]:
    """Answer one request of the HTTP API."""
    _have_event_loop()
    answer: dict[str, Any] = _adapter(event, context)
    # Mangum passes on an enumeration's member; Lambda and whoever compares it want the number.
    return {**answer, "statusCode": int(answer["statusCode"])}


def _have_event_loop() -> None:
    """Give this thread a loop: Mangum made one where it was imported, and only there."""
    try:
        asyncio.get_event_loop()
    except RuntimeError:
        asyncio.set_event_loop(asyncio.new_event_loop())

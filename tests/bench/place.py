"""The real handlers on an engine of their own, outside pytest."""

import base64
import os
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import batched
from pathlib import Path
from typing import Any

from functions.store.aws import dynamodb
from infra.resources import table_properties
from tests.engine import running_engine
from tests.integration.service import (
    PROJECT,
    PUBLIC_KEY,
    SECRET_KEY,
    Service,
    environment,
    forget_clients,
)


@contextmanager
def service() -> Iterator[Service]:
    """Yield the handlers on a fresh table."""
    with tempfile.TemporaryDirectory() as folder, running_engine(Path(folder)) as address:
        names = environment(address, 1)
        os.environ.update(names)
        forget_clients()
        yield Service.make(names, PROJECT, PUBLIC_KEY, SECRET_KEY, table_properties())
        forget_clients()


def get(path: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the viewer's answer to a GET, through Mangum, as API Gateway asks."""
    from web.viewer.handler import lambda_handler

    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"host": "localhost", **(headers or {})},
        "requestContext": {
            "http": {"method": "GET", "path": path, "sourceIp": "127.0.0.1", "userAgent": "bench"},
            "domainName": "localhost",
            "stage": "$default",
        },
        "isBase64Encoded": False,
    }
    answer: dict[str, Any] = lambda_handler(event, None)
    return answer


def body(answer: Mapping[str, Any]) -> bytes:
    """Return the bytes of an answer as they would leave."""
    text = answer["body"]
    return base64.b64decode(text) if answer.get("isBase64Encoded") else text.encode()


def put(place: Service, items: Iterable[dict[str, Any]]) -> None:
    """Write rows as they are."""
    for batch in batched(items, 25, strict=False):
        requests: Any = [{"PutRequest": {"Item": item}} for item in batch]
        dynamodb().batch_write_item(RequestItems={place.table: requests})


class Clock:
    """CPU and wall time of this process, added up over several stretches."""

    def __init__(self) -> None:
        self.cpu_s = 0.0
        self.walls_s: list[float] = []

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count what happens inside."""
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu_s += time.process_time() - cpu
        self.walls_s.append(time.perf_counter() - wall)

"""The running product: how soon it is there, and how soon a trace is."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure, p50, p99
from tests.live.latency import measure
from tests.product import Product

_TRACES = 200


def figures() -> Iterator[Figure]:
    """Yield the figures of `make run`."""
    with tempfile.TemporaryDirectory() as folder:
        product = Product(Path(folder) / "data", demo=True)
        yield _start(product, "first start, with demo sessions")
        waits = [each * 1000 for each in measure(product.url, product.basic, _TRACES)]
        name = "acknowledged → in the replay"
        yield Figure(name=f"{name}, p50", value=p50(waits), unit="ms", budget=300)
        yield Figure(name=f"{name}, p99", value=p99(waits), unit="ms", budget=1000)
        product.stop()
        yield _start(product, "second start", budget=5)
        product.kill()
        yield _start(product, "start after kill -9")
        product.stop()


def _start(product: Product, name: str, budget: float | None = None) -> Figure:
    begin = time.monotonic()
    product.start()
    return Figure(name=name, value=time.monotonic() - begin, unit="s", budget=budget)

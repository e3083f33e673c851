"""Every process killed at random moments under load: what was acknowledged is still there."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.faults.load import Load
from tests.product import Product

KILLS = 20
_SETTLE_S = 60.0


def kill_product(product: Product) -> None:
    """Kill our process; its engine has to notice by itself, and the next one to wait for that."""
    product.kill()
    product.start()


def kill_engine(product: Product) -> None:
    """Kill the engine alone; the product has to bring it back while it goes on answering."""
    os.kill(engine_of(product), signal.SIGKILL)


def kill_both(product: Product) -> None:
    """Kill the engine and then our process, while it brings the engine back."""
    os.kill(engine_of(product), signal.SIGKILL)
    product.kill()
    product.start()


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kill", [kill_product, kill_engine, kill_both])
def test_what_was_acknowledged_survives_kills(
    tmp_path: Path, kill: Callable[[Product], None]
) -> None:
    moments = random.Random(kill.__name__)
    product = Product(tmp_path / "data")
    product.start()
    try:
        with Load(product) as load:
            for _kill in range(KILLS):
                wait_for_more(load, 5)
                time.sleep(moments.uniform(0.05, 1.0))
                kill(product)
            wait_for_more(load, 20)
        lost = settled_losses(product, load)
        print(f"{kill.__name__}: {KILLS} kills, {load.count} acknowledged, {len(lost)} lost")
        product.stop()
        product.start()
        lost_by_stopping = losses(product, load)
    finally:
        product.stop()

    assert load.count > 5 * KILLS
    assert lost == set()
    assert lost_by_stopping == set()


def settled_losses(product: Product, load: Load) -> set[str]:
    """Return what is still missing once the rollup has had its time."""
    until = time.monotonic() + _SETTLE_S
    while (missing := losses(product, load)) and time.monotonic() < until:
        time.sleep(0.5)
    return missing


def losses(product: Product, load: Load) -> set[str]:
    """Return the acknowledged traces that are no turns of their sessions."""
    missing: set[str] = set()
    for session, traces in load.acknowledged.items():
        reply = product.request(f"/api/public/sessions/{quote(session)}")
        shown = {each["id"] for each in reply.json()["traces"]} if reply.status == 200 else set()
        missing |= traces - shown
    return missing


def wait_for_more(load: Load, count: int) -> None:
    """Wait until more was acknowledged: a kill proves nothing where nothing was being stored."""
    enough = load.count + count
    until = time.monotonic() + _SETTLE_S
    while load.count < enough:
        assert time.monotonic() < until, "the product does not come back"
        time.sleep(0.05)


def engine_of(product: Product) -> int:
    """Return the engine's process id, waiting for one that is just being brought back."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        found = subprocess.run(
            ["pgrep", "-P", str(product.pid), "-f", "engine_process"],
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if found.stdout:
            return int(found.stdout.split()[0])
        time.sleep(0.02)
    raise AssertionError("there is no engine")

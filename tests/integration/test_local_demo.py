"""The demo sessions, loaded at a first start and not at a second."""

import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from tests.product import Product


def test_a_fresh_folder_gets_three_sessions_that_just_happened(tmp_path: Path) -> None:
    with Product(tmp_path / "data", demo=True) as product:
        sessions = product.request("/api/public/sessions").json()["data"]
        paths = [f"/api/public/sessions/{quote(session['id'])}" for session in sessions]
        turns = [turn for path in paths for turn in product.request(path).json()["traces"]]

    newest = max(datetime.fromisoformat(turn["timestamp"]) for turn in turns)
    assert len(sessions) == 3
    assert len(turns) == 8 + 8 + 40
    assert 0 < time.time() - newest.astimezone(UTC).timestamp() < 15 * 60


def test_a_second_start_loads_nothing_again(tmp_path: Path) -> None:
    product = Product(tmp_path / "data", demo=True)
    with product:
        first = product.request("/api/public/sessions").body
    with product:
        second = product.request("/api/public/sessions").body

    assert second == first

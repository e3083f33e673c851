"""Media survive a power cut: what was uploaded, and what came inside a payload."""

import json
import time
import urllib.request
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from functions.model.media import media_id
from tests.pictures import a_png
from tests.product import Product

_PATIENCE_S = 20.0


def test_media_survive_the_death_of_the_product(tmp_path: Path) -> None:
    uploaded, inline = a_png(1), a_png(2)
    product = Product(tmp_path / "data")
    product.start()
    try:
        upload(product, uploaded)
        send_inline(product, inline)
        wait_for(product, inline)
        product.kill()
        product.start()
        for data in (uploaded, inline):
            assert download(product, data) == data
    finally:
        product.stop()


def upload(product: Product, data: bytes) -> None:
    """Announce and put."""
    digest = b64encode(sha256(data).digest()).decode()
    said = {
        "traceId": "t-1",
        "contentType": "image/png",
        "contentLength": len(data),
        "sha256Hash": digest,
        "field": "input",
    }
    url = post(product, "/api/public/media", said)["uploadUrl"]
    headers = {"Content-Type": "image/png", "x-amz-checksum-sha256": digest}
    asked = urllib.request.Request(url, data=data, method="PUT", headers=headers)  # noqa: S310
    with urllib.request.urlopen(asked, timeout=10) as answer:  # noqa: S310 - our own engine
        assert answer.status == 200


def send_inline(product: Product, data: bytes) -> None:
    """Send a trace that holds a picture."""
    event = {
        "id": "e-2",
        "type": "trace-create",
        "timestamp": "2026-10-05T09:00:00Z",
        "body": {"id": "t-2", "input": f"data:image/png;base64,{b64encode(data).decode()}"},
    }
    assert post(product, "/api/public/ingestion", {"batch": [event]})["errors"] == []


def post(product: Product, path: str, said: object) -> Any:
    """Send JSON and return the parsed answer."""
    headers = {"Content-Type": "application/json"}
    reply = product.request(path, method="POST", body=json.dumps(said).encode(), headers=headers)
    assert reply.status in (201, 207), reply.body
    return reply.json()


def wait_for(product: Product, data: bytes) -> None:
    """Wait until the rollup has stored a picture."""
    until = time.monotonic() + _PATIENCE_S
    while product.request(path_of(data)).status != 200:
        assert time.monotonic() < until, "the rollup does not store it"
        time.sleep(0.1)


def download(product: Product, data: bytes) -> bytes:
    """Return what stands under the id that these bytes have."""
    url = product.request(path_of(data)).json()["url"]
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own engine
        found: bytes = answer.read()
    return found


def path_of(data: bytes) -> str:
    return f"/api/public/media/{media_id(sha256(data).digest())}"

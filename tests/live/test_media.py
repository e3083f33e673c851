"""Media of every Langfuse SDK: uploaded by it, named in what it reads back, and resolved by it."""

import json
import random
import secrets
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

import pytest

from infra.local.recording.capture import CaptureServer, Exchange
from tests.live.catalogue import langfuse_js, langfuse_python
from tests.live.catalogue.client import Client, complaints, reached_outside
from tests.live.outcome import server_at
from tests.live.passage import passage_to
from tests.live.reading import read_page_of
from tests.pictures import a_png
from tests.product import Product

_PROGRAMS = {
    "langfuse_2.py": "media_langfuse_2.py",
    "langfuse_otel.py": "media_langfuse_otel.py",
    "langfuse_3.mjs": "media_langfuse_3.mjs",
    "langfuse_otel.mjs": "media_langfuse_otel.mjs",
}
_CLIENTS = (*langfuse_python.SDKS, *langfuse_js.SDKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a client sent, what it has read back, and what it said while doing so."""

    client: Client
    said: dict[str, str]
    found: Any
    complaints: list[str]
    outside: list[str]
    exchanges: tuple[Exchange, ...]


@pytest.fixture(scope="module", params=_CLIENTS, ids=lambda client: client.name)
def resolved(request: pytest.FixtureRequest, product: Product) -> Resolved:
    client: Client = request.param
    seed = secrets.randbits(32)
    said = {
        "session": f"media {client.name} {secrets.token_hex(4)}",
        "picture": b64encode(a_png(seed)).decode(),
        "uri": f"data:image/png;base64,{b64encode(a_png(seed + 100)).decode()}",
        "sound": b64encode(b"RIFF\0\0\0\0WAVE" + random.Random(seed).randbytes(900)).decode(),
        "pdf": b64encode(b"%PDF-1.7\n" + random.Random(seed).randbytes(900)).decode(),
    }
    with CaptureServer(passage_to(product.port)) as front:
        program = _PROGRAMS[client.program]
        server = server_at(front.url, product, front.url)
        ended = client.run(program, {"MEDIA": json.dumps(said), "CONVERSATION": "{}"}, server)
        exchanges = front.exchanges()
    assert ended.returncode == 0, ended.stderr
    return Resolved(
        client=client,
        said=said,
        found=json.loads(ended.stdout.splitlines()[-1]),
        complaints=complaints(client, ended),
        outside=reached_outside(ended),
        exchanges=exchanges,
    )


def test_what_was_sent_is_what_is_read_back_and_resolved(resolved: Resolved) -> None:
    said = resolved.said
    assert resolved.found == {
        "trace": {"picture": f"data:image/png;base64,{said['picture']}"},
        "input": [
            {
                "role": "user",
                "content": [{"type": "image_url", "image_url": {"url": said["uri"]}}],
            }
        ],
        "output": {"sound": f"data:audio/wav;base64,{said['sound']}"},
        "metadata": {"scan": f"data:application/pdf;base64,{said['pdf']}"},
    }
    assert resolved.complaints == []
    assert resolved.outside == []


def test_every_media_call_is_answered_as_langfuse_does(resolved: Resolved) -> None:
    calls = [each for each in resolved.exchanges if "/media" in each.request.path]
    answered = {"POST": 201, "PATCH": 200, "GET": 200}
    assert {each.request.method for each in calls} == answered.keys()
    assert all(each.answer.status == answered[each.request.method] for each in calls)


def test_no_answer_holds_the_bytes(resolved: Resolved) -> None:
    read = b"".join(each.answer.body for each in resolved.exchanges)
    for name in ("picture", "sound", "pdf"):
        assert resolved.said[name][:60].encode() not in read


def test_the_page_shows_the_picture_and_no_token(resolved: Resolved, product: Product) -> None:
    page = read_page_of(product, resolved.said["session"])
    assert "<img" in page
    assert "@@@" not in page

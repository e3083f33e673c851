"""Media on pages: no page carries the bytes, and only who may look is led to them."""

import random
from base64 import b64encode
from hashlib import sha256
from os import environ

import httpx2 as httpx
import pytest
from fastapi.testclient import TestClient

from functions.model.media import media_id
from functions.store import aws
from functions.store.media import media_table
from tests.integration.service import PROJECT, Service
from tests.integration.test_media import ID, PNG, an_event, inline
from web.pages.links import id_to_key
from web.viewer.app import create_app

LARGE = b"\x89PNG\r\n\x1a\n" + random.Random(6).randbytes(3_000_000)
LARGE_ID = media_id(sha256(LARGE).digest())


@pytest.fixture
def browser(service: Service) -> TestClient:
    assert service.table
    return TestClient(create_app(), follow_redirects=False)


def send_conversation(service: Service) -> None:
    content = [
        {"type": "text", "text": "What is this?"},
        {"type": "image_url", "image_url": {"url": inline(LARGE)}},
    ]
    messages = [{"role": "user", "content": content}]
    trace = {
        "id": "e-0",
        "type": "trace-create",
        "timestamp": "2026-10-05T09:00:00Z",
        "body": {"id": "t-1", "sessionId": "s-1", "input": f"What is this? {inline(LARGE)}"},
    }
    service.send([trace])
    service.send([an_event("t-1", input=messages, output=f"A cat. {inline()}")])
    service.settle()


def test_pages_of_a_three_megabyte_picture_stay_small(
    service: Service, browser: TestClient
) -> None:
    send_conversation(service)
    for path in (
        f"/p/{PROJECT}/sessions",
        f"/p/{PROJECT}/sessions/{id_to_key('s-1')}",
        f"/p/{PROJECT}/traces/{id_to_key('t-1')}",
    ):
        page = browser.get(path)
        assert page.status_code == 200
        assert len(page.content) < 40_000
        assert "@@@" not in page.text
    assert f'src="/p/{PROJECT}/media/{LARGE_ID}"' in page.text
    assert "image/png, 3.0 MB" in page.text


def test_the_replay_shows_what_the_user_sent(service: Service, browser: TestClient) -> None:
    send_conversation(service)
    page = browser.get(f"/p/{PROJECT}/sessions/{id_to_key('s-1')}").text
    assert f'src="/p/{PROJECT}/media/{LARGE_ID}"' in page
    assert f'src="/p/{PROJECT}/media/{ID}"' in page


def test_a_person_is_led_to_the_bytes_for_some_minutes(
    service: Service, browser: TestClient
) -> None:
    send_conversation(service)
    answer = browser.get(f"/p/{PROJECT}/media/{ID}")
    assert answer.status_code == 302
    assert answer.headers["cache-control"] == "private, max-age=600"
    assert "X-Amz-Expires=900" in answer.headers["location"]
    assert httpx.get(answer.headers["location"]).content == PNG


def test_a_page_may_show_what_is_in_our_bucket_and_nothing_else(browser: TestClient) -> None:
    policy = browser.get("/nowhere").headers["content-security-policy"]
    engine = environ["AWS_ENDPOINT_URL"]
    assert f"img-src 'self' data: {engine};" in policy
    assert f"media-src 'self' {engine};" in policy


def test_on_aws_the_bucket_has_an_origin_of_its_own(
    service: Service, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_conversation(service)
    row = media_table().read(PROJECT, ID)
    assert row is not None
    bucket = environ["PAYLOAD_BUCKET"]
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    objects = media_table().objects
    aws.s3_for_urls.cache_clear()
    origin = f"https://{bucket}.s3.eu-west-1.amazonaws.com"
    assert objects.download_url(row, 60).startswith(f"{origin}/{PROJECT}/media/{ID}?")
    assert objects.upload_url(row, "image/png", 60).startswith(f"{origin}/{PROJECT}/media/{ID}?")
    assert (
        f"img-src 'self' data: {origin};"
        in (browser.get("/nowhere").headers["content-security-policy"])
    )


@pytest.mark.parametrize("name", ["a" * 22, "x", "..%2F..%2Fx"])
def test_what_is_not_there_is_a_page_that_says_so(browser: TestClient, name: str) -> None:
    assert browser.get(f"/p/{PROJECT}/media/{name}").status_code == 404


def test_nobody_who_may_not_look_is_led_anywhere(
    service: Service, browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_conversation(service)
    monkeypatch.setenv("SIGN_IN", "refuse")
    answer = browser.get(f"/p/{PROJECT}/media/{ID}")
    assert answer.status_code == 403
    assert "location" not in answer.headers


def test_another_project_leads_nowhere(service: Service, browser: TestClient) -> None:
    service.send([an_event("t-1", input=f"data:image/png;base64,{b64encode(PNG).decode()}")])
    service.settle()
    assert browser.get(f"/p/other/media/{ID}").status_code == 404

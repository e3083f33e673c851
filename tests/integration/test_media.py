"""Media: announced, uploaded, read back, linked to traces and forgotten with them."""

import random
import time
from base64 import b64encode
from hashlib import sha256
from os import environ
from typing import Any

import boto3
import httpx2 as httpx
import pytest

from functions.model.media import MediaToken, media_id
from functions.rollup import media as rollup_media
from functions.rollup.store import store
from functions.rollup.sweep import sweep
from functions.store.keys import trace_pk
from functions.store.media import MediaTable, media_table
from functions.store.media_rows import STALE_MS
from tests.integration.api import Api
from tests.integration.service import PROJECT, Service

PNG = b"\x89PNG\r\n\x1a\n" + random.Random(5).randbytes(2000)
ID = media_id(sha256(PNG).digest())


def announcement(data: bytes = PNG, trace: str = "t-1", **changes: Any) -> dict[str, Any]:
    return {
        "traceId": trace,
        "observationId": None,
        "contentType": "image/png",
        "contentLength": len(data),
        "sha256Hash": b64encode(sha256(data).digest()).decode(),
        "field": "input",
        "datasetId": None,
        "datasetItemId": None,
    } | changes


def upload(url: str, data: bytes = PNG, **headers: str) -> int:
    """Put bytes as Langfuse's SDKs do, to S3 or to Azure."""
    said = {
        "Content-Type": "image/png",
        "x-amz-checksum-sha256": b64encode(sha256(data).digest()).decode(),
        "x-ms-blob-type": "BlockBlob",
    }
    return int(httpx.put(url, content=data, headers=said | headers).status_code)


def an_event(trace: str, **body: Any) -> dict[str, Any]:
    """Return an event that says something of a generation."""
    return {
        "id": f"e-{trace}-{random.random()}",
        "type": "generation-create",
        "timestamp": "2026-10-05T09:00:00Z",
        "body": {"id": f"o-{trace}", "traceId": trace, "startTime": "2026-10-05T09:00:00Z", **body},
    }


def inline(data: bytes = PNG) -> str:
    return f"data:image/png;base64,{b64encode(data).decode()}"


def objects() -> list[str]:
    found = boto3.client("s3").list_objects_v2(Bucket=environ["PAYLOAD_BUCKET"])
    return sorted(each["Key"] for each in found.get("Contents", ()))


@pytest.fixture
def media(service: Service) -> MediaTable:
    assert service.table
    return media_table()


def test_media_is_announced_uploaded_reported_and_read_back(api: Api) -> None:
    said = api.send("POST", "/media", announcement(), expected=201)
    assert said["mediaId"] == ID
    assert api.status(f"/media/{ID}") == 404
    assert upload(said["uploadUrl"]) == 200
    report = {"uploadedAt": "2026-10-05T09:00:00Z", "uploadHttpStatus": 200, "uploadTimeMs": 12}
    answer = api.client.patch(f"/api/public/media/{ID}", json=report, auth=api.keys)
    assert (answer.status_code, answer.content) == (200, b"")
    read = api.get(f"/media/{ID}")
    assert read["contentType"] == "image/png"
    assert read["contentLength"] == len(PNG)
    assert set(read) == {
        "mediaId", "contentType", "contentLength", "uploadedAt", "url", "urlExpiry",
    }  # fmt: skip
    download = httpx.get(read["url"])
    assert download.content == PNG
    assert download.headers["content-type"] == "image/png"
    assert download.headers["content-disposition"] == f'inline; filename="{ID}.png"'


def test_what_is_uploaded_is_not_asked_for_again(api: Api) -> None:
    first = api.send("POST", "/media", announcement(), expected=201)
    second = api.send("POST", "/media", announcement(trace="t-2"), expected=201)
    assert second["uploadUrl"] is not None
    upload(first["uploadUrl"])
    third = api.send("POST", "/media", announcement(trace="t-3"), expected=201)
    assert third == {"mediaId": ID, "uploadUrl": None}


def test_a_report_without_an_upload_changes_nothing(api: Api) -> None:
    api.send("POST", "/media", announcement(), expected=201)
    report = {"uploadedAt": "2026-10-05T09:00:00Z", "uploadHttpStatus": 200}
    api.client.patch(f"/api/public/media/{ID}", json=report, auth=api.keys)
    assert api.status(f"/media/{ID}") == 404
    again = api.send("POST", "/media", announcement(), expected=201)
    assert again["uploadUrl"] is not None


def test_other_bytes_of_the_same_length_are_refused(api: Api) -> None:
    said = api.send("POST", "/media", announcement(), expected=201)
    assert upload(said["uploadUrl"], PNG[::-1]) >= 400
    honest = b64encode(sha256(PNG).digest()).decode()
    assert upload(said["uploadUrl"], PNG[::-1], **{"x-amz-checksum-sha256": honest}) >= 400
    assert api.status(f"/media/{ID}") == 404


def test_the_url_signs_type_length_and_hash(api: Api) -> None:
    url = api.send("POST", "/media", announcement(), expected=201)["uploadUrl"]
    signed = "content-length%3Bcontent-type%3Bhost%3Bx-amz-checksum-sha256"
    assert f"X-Amz-SignedHeaders={signed}" in url
    assert f"/{PROJECT}/media/{ID}?" in url
    assert "X-Amz-Expires=3600" in url


@pytest.mark.parametrize(
    ("content_type", "served"),
    [
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("application/pdf", "application/pdf"),
    ],
)
def test_what_could_run_in_a_browser_is_only_saved(
    api: Api, content_type: str, served: str
) -> None:
    body = announcement(contentType=content_type)
    said = api.send("POST", "/media", body, expected=201)
    assert upload(said["uploadUrl"], PNG, **{"Content-Type": content_type}) == 200
    download = httpx.get(api.get(f"/media/{ID}")["url"])
    assert download.headers["content-type"] == served
    assert download.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("contentType", "image/x-unheard-of"),
        ("contentType", "image/png\r\nX-Evil: 1"),
        ("contentLength", 0),
        ("contentLength", 1_000_000_001),
        ("contentLength", "many"),
        ("sha256Hash", "short"),
        ("sha256Hash", "*" * 44),
        ("field", "somewhere"),
        ("traceId", ""),
        ("traceId", None),
        ("datasetId", "d-1"),
    ],
)
def test_a_refusal_names_the_field(api: Api, name: str, value: Any) -> None:
    assert [name] in api.refused("POST", "/media", announcement(**{name: value}))


@pytest.mark.parametrize("name", ["x", "a" * 22, "../../secret", "%00" * 22])
def test_media_that_nobody_announced_is_not_found(api: Api, name: str) -> None:
    assert api.status(f"/media/{name}") == 404
    report = {"uploadedAt": "2026-10-05T09:00:00Z", "uploadHttpStatus": 200}
    answer = api.client.patch(f"/api/public/media/{name}", json=report, auth=api.keys)
    assert answer.status_code == 404


def test_what_comes_inside_a_payload_is_stored_and_named_by_a_token(
    service: Service, api: Api
) -> None:
    service.send([an_event("t-1", input={"image_url": {"url": inline()}})])
    service.settle()
    trace = api.get("/traces/t-1")
    token = str(MediaToken(content_type="image/png", media_id=ID))
    assert trace["observations"][0]["input"] == {"image_url": {"url": token}}
    read = api.get(f"/media/{ID}")
    assert httpx.get(read["url"]).content == PNG


def test_the_same_picture_is_stored_once(service: Service, media: MediaTable) -> None:
    for trace in ("t-1", "t-2"):
        service.send([an_event(trace, input=inline())])
        service.settle()
    first = media.read(PROJECT, ID)
    service.send([an_event("t-2", output="It is a cat.")])
    service.settle()
    assert objects() == [f"{PROJECT}/media/{ID}"]
    assert media.read(PROJECT, ID) == first
    assert [each.kept for each in media.links(PROJECT, "t-2")] == [True]


def test_a_picture_of_three_megabytes_is_on_no_page_and_in_no_answer(
    service: Service, api: Api
) -> None:
    large = random.Random(3).randbytes(3_000_000)
    events = [
        {
            "id": "e-0", "type": "trace-create", "timestamp": "2026-10-05T09:00:00Z",
            "body": {"id": "t-1", "sessionId": "s-1", "input": {"q": inline(large)}},
        },
        an_event("t-1", input=[{"role": "user", "content": [{"type": "image", "source": {
            "type": "base64", "media_type": "image/jpeg", "data": b64encode(large).decode()}}]}]),
    ]  # fmt: skip
    for event in events:
        service.send([event])
    service.settle()
    answers = [
        api.client.get(f"/api/public{path}", auth=api.keys)
        for path in ("/traces/t-1", "/sessions/s-1", "/traces?sessionId=s-1")
    ]
    assert [each.status_code for each in answers] == [200] * 3
    assert all(len(each.content) < 10_000 for each in answers)
    assert api.get(f"/media/{media_id(sha256(large).digest())}")["contentLength"] == len(large)


def test_what_several_traces_name_goes_with_the_last_of_them(
    service: Service, media: MediaTable
) -> None:
    for trace in ("t-1", "t-2"):
        service.send([an_event(trace, input=inline())])
    service.settle()
    now_ms = time.time_ns() // 10**6 + 1000
    assert media.forget(trace_pk(PROJECT, "t-1"), now_ms).objects == 0
    assert media.links(PROJECT, "t-1") == ()
    assert objects() == [f"{PROJECT}/media/{ID}"]
    assert media.forget(trace_pk(PROJECT, "t-2"), now_ms).objects == 1
    assert objects() == []
    assert media.read(PROJECT, ID) is None


def test_what_was_named_after_a_deletion_stays(service: Service, media: MediaTable) -> None:
    before_ms = time.time_ns() // 10**6 - 1
    service.send([an_event("t-1", input=inline())])
    service.settle()
    assert media.forget(trace_pk(PROJECT, "t-1"), before_ms).objects == 0
    assert len(media.links(PROJECT, "t-1")) == 1
    assert objects() == [f"{PROJECT}/media/{ID}"]


def test_forgotten_media_can_come_again(service: Service, api: Api, media: MediaTable) -> None:
    service.send([an_event("t-1", input=inline())])
    service.settle()
    media.forget(trace_pk(PROJECT, "t-1"), time.time_ns() // 10**6 + 1000)
    assert api.status(f"/media/{ID}") == 404
    said = api.send("POST", "/media", announcement(trace="t-2"), expected=201)
    assert upload(said["uploadUrl"]) == 200
    assert httpx.get(api.get(f"/media/{ID}")["url"]).content == PNG
    assert objects() == [f"{PROJECT}/media/{ID}~2"]


def test_a_claim_between_two_steps_of_forgetting_wins(
    service: Service, api: Api, media: MediaTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.send([an_event("t-1", input=inline())])
    service.settle()
    bury = MediaTable._bury  # noqa: SLF001 - the step to come between

    def late(self: MediaTable, row: Any, seen: Any) -> bool:
        said = api.send("POST", "/media", announcement(trace="t-2"), expected=201)
        assert said["uploadUrl"] is None
        return bury(self, row, seen)

    monkeypatch.setattr(MediaTable, "_bury", late)
    forgotten = media.forget(trace_pk(PROJECT, "t-1"), time.time_ns() // 10**6 + 1000)
    assert forgotten.objects == 0
    assert httpx.get(api.get(f"/media/{ID}")["url"]).content == PNG


def test_a_claim_of_what_is_being_deleted_starts_anew(
    service: Service, api: Api, media: MediaTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.send([an_event("t-1", input=inline())])
    service.settle()
    delete = type(media.objects).delete

    def late(self: Any, key: str) -> None:
        said = api.send("POST", "/media", announcement(trace="t-2"), expected=201)
        assert upload(said["uploadUrl"]) == 200
        delete(self, key)

    monkeypatch.setattr(type(media.objects), "delete", late)
    media.forget(trace_pk(PROJECT, "t-1"), time.time_ns() // 10**6 + 1000)
    assert httpx.get(api.get(f"/media/{ID}")["url"]).content == PNG


def test_what_a_crash_left_half_deleted_is_deleted_by_the_next_call(
    service: Service, media: MediaTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.send([an_event("t-1", input=inline())])
    service.settle()

    def crash(_self: Any, _key: str) -> None:
        raise KeyboardInterrupt

    now_ms = time.time_ns() // 10**6 + 1000
    with monkeypatch.context() as patch:
        patch.setattr(type(media.objects), "delete", crash)
        with pytest.raises(KeyboardInterrupt):
            media.forget(trace_pk(PROJECT, "t-1"), now_ms)
    assert objects() == [f"{PROJECT}/media/{ID}"]
    assert media.forget(trace_pk(PROJECT, "t-1"), now_ms).objects == 1
    assert objects() == []
    assert media.links(PROJECT, "t-1") == ()


def test_a_trace_that_names_what_another_uploaded_keeps_it(
    service: Service, api: Api, media: MediaTable
) -> None:
    said = api.send("POST", "/media", announcement(trace="t-1"), expected=201)
    upload(said["uploadUrl"])
    token = str(MediaToken(content_type="image/png", media_id=ID, source="bytes"))
    service.send([an_event("t-2", input=f"again: {token}")])
    service.settle()
    media.forget(trace_pk(PROJECT, "t-1"), time.time_ns() // 10**6 + 1000)
    assert api.get(f"/media/{ID}")["contentLength"] == len(PNG)


def test_what_is_named_again_after_days_lives_on(
    service: Service, api: Api, media: MediaTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = api.send("POST", "/media", announcement(trace="t-1"), expected=201)
    upload(said["uploadUrl"])
    now_ns = time.time_ns()
    written_ms = media.links(PROJECT, "t-1")[0].written_ms
    monkeypatch.setattr(time, "time_ns", lambda: now_ns + (STALE_MS + 1000) * 10**6)
    asked = api.send("POST", "/media", announcement(trace="t-3"), expected=201)
    assert asked["uploadUrl"] is not None
    token = str(MediaToken(content_type="image/png", media_id=ID, source="bytes"))
    service.send([an_event("t-1", input=token)])
    service.settle()
    link = media.links(PROJECT, "t-1")[0]
    assert link.written_ms > written_ms + STALE_MS
    row = media.read(PROJECT, ID)
    assert row is not None
    assert row.stored_ms > written_ms + STALE_MS
    assert httpx.get(api.get(f"/media/{ID}")["url"]).content == PNG


def test_more_pictures_than_a_fold_takes_up_wait_for_the_sweep(
    service: Service, media: MediaTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rollup_media, "_MOST", 3)
    pictures = [inline(PNG + bytes([number])) for number in range(7)]
    service.send([an_event("t-1", input=pictures)])
    service.settle()
    assert len(media.links(PROJECT, "t-1")) == 3
    for _ in range(2):
        sweep(store(), lambda: True)
    assert len(media.links(PROJECT, "t-1")) == 7
    assert not list(store().rows.due())


def test_names_of_nothing_neither_wait_for_the_sweep_nor_keep_what_is_there_waiting(
    service: Service, api: Api, media: MediaTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rollup_media, "_MOST", 3)
    api.send("POST", "/media", announcement(trace="t-1"), expected=201)
    ids = [*(f"{number:022}" for number in range(5)), ID]
    tokens = [MediaToken(content_type="image/png", media_id=each) for each in ids]
    service.send([an_event("t-2", input=[str(each) for each in tokens])])
    service.settle()
    assert [each.media_id for each in media.links(PROJECT, "t-2")] == [ID]
    assert not list(store().rows.due())


def test_another_project_does_not_see_it(service: Service, media: MediaTable) -> None:
    service.send([an_event("t-1", input=inline())])
    service.settle()
    assert media.read("other", ID) is None

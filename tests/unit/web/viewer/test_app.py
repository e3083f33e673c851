"""Pages through the application's front door, on sessions that need no database."""

import gzip
from collections.abc import Iterator, Sequence
from typing import Any, cast

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from functions.model.errors import MalformedError, NotFoundError, StoreUnavailableError
from functions.model.job import Job, JobKind
from functions.model.project import Project
from functions.model.saved_view import SavedView
from functions.model.session import Marks
from functions.store.jobs import job_queue
from functions.store.lists import lists
from functions.store.page import write_position
from functions.store.saved_views import saved_view_table
from functions.store.table import SessionRecord, session_table
from functions.store.walk import Depth, Position, Row, Stretch, Walk
from tests.factories import a_session, a_turn
from tests.unit.web.elements import Elements
from web.api.listing.listing import Bounds
from web.api.listing.pager import Pager, pager
from web.pages.links import id_to_key
from web.pages.static_files import static_url
from web.viewer.app import create_app

SESSION = "/p/demo/sessions/" + id_to_key("order-4471")
TOKEN = "t" * 43
FORM = {"token": TOKEN, "days": "30", "confirmed": "yes"}
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


class Sessions:
    """One session of two turns, or whatever error a test asks for."""

    error: Exception | None = None
    empty = False
    failures: tuple[str, ...] = ()

    def sessions_by_activity(self, _project: str, _period: Any, *, backwards: bool) -> Walk[Any]:
        def walk(_limit: int, start: Position | None) -> Stretch[Any]:
            self._fail()
            at = ("pk", "sk")
            rows = () if self.empty else (Row(value=a_session(), position=at),)
            end = None if start or self.empty or backwards else at
            return Stretch(rows=rows, looked=len(rows), end=end)

        return walk

    def read_sessions(self, positions: Sequence[Position]) -> list[Row[Any] | None]:
        return [Row(value=a_session(), position=each, depth=Depth.WHOLE) for each in positions]

    read_uncut_sessions = read_sessions

    def read_session(
        self, _project: str, session_id: str, _wanted: range | None = None
    ) -> SessionRecord:
        self._fail()
        if session_id != "order-4471":
            raise NotFoundError("session")
        return SessionRecord(
            session_id=session_id,
            turns=(a_turn(1), a_turn(2)),
            scores=(),
            marks=Marks(),
            publications=(),
            session=a_session(),
        )

    def list_failures(self, _project: str) -> tuple[str, ...]:
        return self.failures

    def read_project(self, project: str) -> Project:
        return Project(project_id=project, name=project)

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


class Views:
    """None is kept."""

    def list(self, _project: str) -> tuple[SavedView, ...]:
        return ()


class Jobs:
    """Remembers what was asked for."""

    def __init__(self) -> None:
        self.submitted: list[tuple[str, Job]] = []

    def submit(self, project: str, job: Job) -> None:
        self.submitted.append((project, job))


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def app(sessions: Sessions, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    monkeypatch.setenv("SIGN_IN", "local")
    app = create_app()
    app.dependency_overrides[session_table] = lambda: sessions
    app.dependency_overrides[job_queue] = lambda: jobs
    app.dependency_overrides[lists] = lambda: sessions
    app.dependency_overrides[pager] = lambda: Pager(cast("Any", None), Bounds(followed=1))
    app.dependency_overrides[saved_view_table] = lambda: Views()
    return app


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url="http://reprise.example", follow_redirects=False) as client:
        yield client


def test_the_front_door_leads_to_the_list(client: TestClient) -> None:
    assert client.get("/").headers["location"] == "/p/demo/sessions"


def test_the_list_leads_to_its_sessions_and_to_older_ones(client: TestClient) -> None:
    page = Elements(client.get("/p/demo/sessions").text)

    assert SESSION in page.values("href")
    assert f"/p/demo/sessions?cursor={write_position(('pk', 'sk'))}" in page.values("href")


def test_a_list_names_what_could_not_be_folded(client: TestClient, sessions: Sessions) -> None:
    sessions.failures = ("trace-9",)

    text = client.get("/p/demo/sessions").text

    assert f'href="/p/demo/traces/{id_to_key("trace-9")}"' in text


def test_an_empty_list_says_how_to_send_the_first_trace(
    client: TestClient, sessions: Sessions
) -> None:
    sessions.empty = True

    text = client.get("/p/demo/sessions").text

    assert "LANGFUSE_HOST=http://reprise.example" in text
    assert "OTEL_EXPORTER_OTLP_ENDPOINT=http://reprise.example/api/public/otel" in text


def test_a_session_is_replayed(client: TestClient) -> None:
    page = Elements(client.get(SESSION).text)

    assert {"t1", "t2"} <= page.ids


@pytest.mark.parametrize("path", ["/nowhere", "/p/demo/sessions/nowhere", "/p/de~mo/sessions"])
def test_what_is_not_there_is_a_designed_404(client: TestClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert "There is nothing here" in answer.text


def test_an_unknown_path_of_the_api_is_json(client: TestClient) -> None:
    answer = client.get("/api/public/nowhere")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/json"


def test_a_store_out_of_reach_is_a_503_that_says_when_to_come_back(
    client: TestClient, sessions: Sessions
) -> None:
    sessions.error = StoreUnavailableError("throttled")

    answer = client.get(SESSION)

    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "nothing is lost" in answer.text
    assert SESSION in Elements(answer.text).values("href")


def test_an_unforeseen_error_tells_its_type_to_the_log_and_nothing_else(
    client: TestClient, sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    sessions.error = ValueError("private words")

    answer = client.get(SESSION)

    assert answer.status_code == 500
    assert "private words" not in answer.text
    (record,) = caplog.records
    assert "private words" not in repr(vars(record))
    assert vars(record)["error"] == "ValueError"


def test_a_wrong_cursor_is_the_askers_fault(client: TestClient, sessions: Sessions) -> None:
    sessions.error = MalformedError("cursor: not one that this list gave out")

    for cursor in ("x", write_position(("pk", "sk"))):
        answer = client.get(f"/p/demo/sessions?cursor={cursor}")
        assert answer.status_code == 400
        assert "“cursor” is not one" in answer.text


@pytest.mark.parametrize("setting", [None, "refuse", "", "LOCAL"])
@pytest.mark.parametrize("path", ["/", "/p/demo/sessions", SESSION, "/project/demo/traces/x"])
def test_nobody_is_let_in_before_sign_in_is_set_up(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, setting: str | None, path: str
) -> None:
    if setting is None:
        monkeypatch.delenv("SIGN_IN")
    else:
        monkeypatch.setenv("SIGN_IN", setting)

    answer = client.get(path)

    assert answer.status_code == 403
    assert "Sign-in is not set up" in answer.text


def test_nobody_publishes_before_sign_in_is_set_up(
    client: TestClient, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SIGN_IN")

    answer = client.post(f"{SESSION}/publications", data=FORM, headers=SAME_ORIGIN)

    assert answer.status_code == 403
    assert jobs.submitted == []


def test_publishing_asks_the_worker_and_leads_back(client: TestClient, jobs: Jobs) -> None:
    answer = client.post(f"{SESSION}/publications", data=FORM, headers=SAME_ORIGIN)

    ((project, job),) = jobs.submitted
    assert (project, job.kind, job.session_id) == ("demo", JobKind.PUBLISH, "order-4471")
    assert job.parameters["token"] == TOKEN
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{SESSION}?job={job.job_id}"


@pytest.mark.parametrize(
    "change",
    [{"confirmed": ""}, {"days": "31"}, {"days": "x"}, {"token": "short"}],
    ids=["unconfirmed", "other days", "no number", "no token"],
)
def test_an_incomplete_form_publishes_nothing(
    client: TestClient, jobs: Jobs, change: dict[str, str]
) -> None:
    answer = client.post(f"{SESSION}/publications", data=FORM | change, headers=SAME_ORIGIN)

    assert answer.status_code == 400
    assert jobs.submitted == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_of_another_site_changes_nothing(
    client: TestClient, jobs: Jobs, headers: dict[str, str]
) -> None:
    answer = client.post(f"{SESSION}/publications", data=FORM, headers=headers)

    assert answer.status_code == 403
    assert jobs.submitted == []


def test_a_browser_that_names_only_the_origin_may_publish(client: TestClient, jobs: Jobs) -> None:
    headers = {"Origin": "http://reprise.example"}

    client.post(f"{SESSION}/publications", data=FORM, headers=headers)

    assert len(jobs.submitted) == 1


@pytest.mark.parametrize(
    ("path", "session_id"),
    [
        ("/project/demo/sessions/order%2F4471", "order/4471"),
        ("/project/demo/sessions/a%23b%25c%20d%F0%9F%8C%B8", "a#b%c d🌸"),
        ("/project/demo/sessions/what?really", "what?really"),
        ("/project/demo/sessions?id=what%3Freally", "what?really"),
        ("/project/demo/sessions//slash", "/slash"),
    ],
)
def test_the_links_that_sdks_print_lead_to_the_session(
    client: TestClient, path: str, session_id: str
) -> None:
    expected = f"/p/demo/sessions/{id_to_key(session_id)}"

    assert client.get(path).headers["location"] == expected


def test_the_links_that_sdks_print_lead_to_the_trace(client: TestClient) -> None:
    location = client.get("/project/demo/traces/abc").headers["location"]

    assert location == f"/p/demo/traces/{id_to_key('abc')}"


@pytest.mark.parametrize("path", ["/", "/p/demo/sessions", SESSION, "/nowhere", "/api/public/x"])
def test_every_answer_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers

    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cache-control"] == "private, no-store"


def test_static_files_are_kept_for_ever_under_their_hash(client: TestClient) -> None:
    page = Elements(client.get(SESSION).text)
    files = [*page.values("src"), *(url for url in page.values("href") if "/static/" in url)]

    assert len(files) >= 3
    for url in files:
        answer = client.get(url)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]


def test_a_static_file_of_another_version_is_not_kept(client: TestClient) -> None:
    assert client.get("/static/old/reprise.css").headers["cache-control"] == "no-cache"
    assert client.get(f"{static_url()}/passwd").status_code == 404


def test_static_files_need_no_sign_in(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGN_IN")

    assert client.get(f"{static_url()}/reprise.css").status_code == 200


def test_pages_are_compressed_for_whoever_can_read_that(client: TestClient) -> None:
    with client.stream("GET", SESSION, headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())

    assert answer.headers["content-encoding"] == "gzip"
    assert b"Question 1" in gzip.decompress(packed)

"""Scores and comments by a person, given on the pages and read back by everybody."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from functions.store.table import SessionTable
from tests.integration.api import Api
from tests.integration.sending import SESSION, event
from tests.integration.service import PROJECT, Service
from web.pages.links import id_to_key, judge_url, score_configs_url, session_url, trace_url
from web.viewer.app import create_app

OURS = {"Sec-Fetch-Site": "same-origin"}
HTMX = {"HX-Request": "true"}
TRACE = event(1)["body"]["id"]
PAGE = session_url(PROJECT, id_to_key(SESSION))
TURN = {"turn": id_to_key(TRACE), "number": 1}
STEP = TURN | {"observation": id_to_key("step")}
TARGETS: dict[str, Any] = {"session": {}, "turn": TURN, "observation": STEP}


@pytest.fixture
def browser(service: Service) -> TestClient:
    """Return a reader of a project with one session."""
    service.send([event(1)])
    service.settle()
    return TestClient(create_app(), follow_redirects=False, headers=OURS)


def _url(what: str, target: dict[str, Any]) -> str:
    return judge_url(PAGE, what=what, **target)


def _make_config(browser: TestClient, **said: str) -> str:
    answer = browser.post(score_configs_url(PROJECT), data=said)
    assert answer.status_code == 303, answer.text
    page = browser.get(_url("judge", {})).text
    return str(re.findall(r'name="config" value="(\w+)"', page)[-1])


def _pressed(page: str) -> list[str]:
    return re.findall(r'value="([^"]*)" aria-pressed="true"', page)


def test_the_form_of_a_new_config_is_sent_to_where_one_is_made(browser: TestClient) -> None:
    configs, panel = (
        browser.get(each).text for each in (score_configs_url(PROJECT), _url("judge", {}))
    )

    url = score_configs_url(PROJECT)
    assert f'<form class="config" method="post" action="{url}">' in configs
    url = _url("score-configs", {})
    assert f'<form class="config" method="post" action="{url}" hx-post="{url}"' in panel


@pytest.mark.parametrize("kind", TARGETS)
def test_a_score_given_twice_is_one_score_that_has_changed(
    browser: TestClient, service: Service, api: Api, kind: str
) -> None:
    target = TARGETS[kind]
    config = _make_config(browser, name="tone", data_type="CATEGORICAL", categories="cold\nwarm=7")

    for value in ("cold", "warm"):
        said = {"config": config, "value": value, "reason": f"it is {value}"}
        answer = browser.post(_url("scores", target), data=said, headers=HTMX)
        assert _pressed(answer.text) == [value]
        service.settle()

    (score,) = api.get("/v2/scores")["data"]
    assert (score["stringValue"], score["value"]) == ("warm", 7)
    assert (score["source"], score["configId"]) == ("ANNOTATION", config)
    assert (score["comment"], score["authorUserId"]) == ("it is warm", "you")
    assert [score[each] for each in ("sessionId", "traceId", "observationId")] == [
        SESSION if kind == "session" else None,
        None if kind == "session" else TRACE,
        "step" if kind == "observation" else None,
    ]
    assert _pressed(browser.get(_url("judge", target)).text) == ["warm"]


@pytest.mark.parametrize("settled", [True, False])
def test_a_score_is_taken_back_and_given_again(
    browser: TestClient, service: Service, api: Api, *, settled: bool
) -> None:
    url = _url("scores", TURN)
    free = {"name": "funny", "data_type": "NUMERIC"}

    for step in ({"value": "3"}, {"withdraw": "yes"}):
        answer = browser.post(url, data=free | step, headers=HTMX)
        if settled:
            service.settle()
    service.settle()
    assert "funny" not in answer.text
    assert api.get("/v2/scores")["data"] == []

    browser.post(url, data=free | {"value": "4.5"})
    service.settle()
    assert [each["value"] for each in api.get("/v2/scores")["data"]] == [4.5]


def test_a_reason_that_is_left_out_is_gone(browser: TestClient, service: Service, api: Api) -> None:
    free = {"name": "funny", "data_type": "BOOLEAN"}
    for step in ({"value": "yes", "reason": "a pun"}, {"value": "0"}):
        browser.post(_url("scores", {}), data=free | step)
        service.settle()

    (score,) = api.get("/v2/scores")["data"]
    assert (score["value"], score["comment"]) == (0, None)


def test_a_turn_and_its_session_show_a_score_as_soon_as_it_is_folded(
    browser: TestClient, service: Service, table: SessionTable
) -> None:
    said = {"name": "funny", "data_type": "NUMERIC", "value": "3"}
    answer = browser.post(_url("scores", TURN), data=said, headers=HTMX)
    service.settle()

    assert answer.headers["HX-Trigger"] == "judged"
    assert 'hx-target="#t1 .judge"' in answer.text
    assert ">funny 3</a>" in answer.text
    assert ">funny 3</a>" in browser.get(_url("scores", {})).text
    assert browser.get(PAGE).text.count(">funny 3</a>") == 2
    assert table.list_sessions(PROJECT).items[0].scores[0].name == "funny"


@pytest.mark.parametrize(
    "said",
    [
        {"name": "n", "data_type": "NUMERIC", "value": "many"},
        {"name": "n", "data_type": "NUMERIC", "value": "nan"},
        {"name": "n", "data_type": "BOOLEAN", "value": "2"},
        {"name": "n", "data_type": "TEXT", "value": ""},
        {"name": "n", "data_type": "CATEGORICAL", "value": ""},
        {"name": "n", "data_type": "CORRECTION", "value": "x"},
        {"name": " ", "data_type": "TEXT", "value": "x"},
        {"name": "n" * 101, "data_type": "TEXT", "value": "x"},
        {},
    ],
)
def test_what_is_no_score_is_refused(
    browser: TestClient, service: Service, api: Api, said: dict[str, str]
) -> None:
    assert browser.post(_url("scores", TURN), data=said).status_code == 400

    service.settle()
    assert api.get("/v2/scores")["data"] == []


def test_a_score_is_held_to_its_config(browser: TestClient) -> None:
    config = _make_config(browser, name="stars", data_type="NUMERIC", least="1", most="5")
    statuses = [
        browser.post(_url("scores", {}), data={"config": config, "value": value}).status_code
        for value in ("0", "1", "5", "5.1", "")
    ]

    assert statuses == [400, 303, 303, 400, 400]


def test_nobody_judges_by_an_archived_config_but_everybody_keeps_what_was_given(
    browser: TestClient, service: Service
) -> None:
    config = _make_config(browser, name="stars", data_type="NUMERIC", least="1", most="5")
    browser.post(_url("scores", {}), data={"config": config, "value": "2"})
    service.settle()
    url = f"{score_configs_url(PROJECT)}/{id_to_key(config)}"

    browser.post(url, data={"archived": "yes"})

    assert (
        browser.post(_url("scores", {}), data={"config": config, "value": "3"}).status_code == 400
    )
    assert config in browser.get(_url("judge", {})).text
    assert config not in browser.get(_url("judge", TURN)).text
    browser.post(url, data={"archived": "no"})
    assert config in browser.get(_url("judge", TURN)).text


@pytest.mark.parametrize(
    "said",
    [
        {"name": "", "data_type": "NUMERIC"},
        {"name": "é", "data_type": "NUMERIC"},
        {"name": "n", "data_type": "CORRECTION"},
        {"name": "n", "data_type": "CATEGORICAL"},
        {"name": "n", "data_type": "CATEGORICAL", "categories": "a\na"},
        {"name": "n", "data_type": "NUMERIC", "least": "2", "most": "1"},
        {"name": "n", "data_type": "NUMERIC", "least": "many"},
    ],
)
def test_what_is_no_config_is_refused(browser: TestClient, said: dict[str, str]) -> None:
    assert browser.post(score_configs_url(PROJECT), data=said).status_code == 400
    assert browser.post(_url("score-configs", {}), data=said).status_code == 400


@pytest.mark.parametrize("kind", TARGETS)
def test_a_comment_is_read_where_it_was_written_and_by_the_api(
    browser: TestClient, api: Api, kind: str
) -> None:
    words = "Why <b>this</b>?\nSecond line"
    answer = browser.post(_url("comments", TARGETS[kind]), data={"content": words}, headers=HTMX)

    assert "Why &lt;b&gt;this&lt;/b&gt;?\nSecond line" in answer.text
    for other, target in TARGETS.items():
        assert ("Why &lt;b" in browser.get(_url("judge", target)).text) == (other == kind)
    (comment,) = api.get("/comments")["data"]
    assert (comment["content"], comment["authorUserId"]) == (words, "you")
    assert comment["objectType"] == {"turn": "TRACE"}.get(kind, kind.upper())
    assert comment["objectId"] == {"session": SESSION, "turn": TRACE}.get(kind, "step")


def test_only_its_author_deletes_a_comment(browser: TestClient, api: Api) -> None:
    mine = {"content": "mine"}
    theirs = {
        "projectId": PROJECT,
        "objectType": "TRACE",
        "objectId": TRACE,
        "content": "theirs",
        "authorUserId": "ada",
    }
    other = api.send("POST", "/comments", theirs)["id"]
    browser.post(_url("comments", TURN), data=mine)
    page = browser.get(_url("judge", TURN)).text
    (delete,) = re.findall(r'formaction="([^"]*)"', page)

    refused = browser.post(_url(f"comments/{other}/delete", TURN))
    browser.post(delete.replace("&amp;", "&"))

    assert refused.status_code == 404
    assert [each["content"] for each in api.get("/comments")["data"]] == ["theirs"]
    assert api.status(f"/comments/{other}") == 200


@pytest.mark.parametrize("what", ["judge", "scores", "comments", "comments/x/delete"])
def test_what_is_not_there_cannot_be_judged(browser: TestClient, what: str) -> None:
    said = {"name": "n", "data_type": "TEXT", "value": "x", "content": "x"}
    page = session_url(PROJECT, id_to_key("nobody"))
    for url in (
        judge_url(page, what=what),
        judge_url(PAGE, what=what, turn=id_to_key("nothing")),
        judge_url(trace_url(PROJECT, id_to_key("nothing")), what=what),
    ):
        answer = browser.get(url) if what == "judge" else browser.post(url, data=said)
        assert answer.status_code == 404, url


def test_a_trace_is_judged_on_its_own_page_too(
    browser: TestClient, service: Service, api: Api
) -> None:
    page = trace_url(PROJECT, id_to_key(TRACE))
    said = {"name": "n", "data_type": "TEXT", "value": "fine"}

    for observation in ("", id_to_key("step")):
        url = judge_url(page, what="scores", observation=observation)
        assert browser.post(url, data=said).status_code == 303
    service.settle()

    found = {each["observationId"] for each in api.get(f"/v2/scores?traceId={TRACE}")["data"]}
    assert found == {None, "step"}


def test_another_site_judges_nothing(browser: TestClient) -> None:
    said = {"name": "n", "data_type": "TEXT", "value": "x"}
    foreign = {"Sec-Fetch-Site": "cross-site"}

    assert browser.post(_url("scores", {}), data=said, headers=foreign).status_code == 403

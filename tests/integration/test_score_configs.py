"""What the scores of a project may be: the configs, and scores held to them."""

import json
from typing import Any

import pytest

from tests.integration.api import Api
from tests.integration.sending import JSON, SCORES, event
from tests.integration.service import PROJECT, Service, forget_clients

GRADES = [{"label": "good", "value": 2}, {"label": "bad", "value": -1}]


def _config(api: Api, **said: Any) -> str:
    created = api.send("POST", "/score-configs", {"name": "n", "dataType": "NUMERIC"} | said)
    return str(created["id"])


def _refusal(service: Service, **body: Any) -> str | None:
    """Return why the second of three scores is refused; its neighbours never are."""
    scores = [
        event(number, "score-create", id=f"s-{number}", sessionId=None, traceId="t", name="n")
        for number in (1, 2, 3)
    ]
    for score in scores:
        score["body"] |= {"value": 1}
    scores[1]["body"] |= body
    answer = service.send(scores)
    assert {"e-1", "e-3"} <= {each["id"] for each in answer["successes"]}
    reasons = [each["error"] for each in answer["errors"]]
    return reasons[0] if reasons else None


def _scores(api: Api, service: Service) -> dict[str, Any]:
    service.send([event(1, id="t")])
    service.settle()
    return {each["id"]: each for each in api.get("/traces/t")["scores"]}


def test_a_config_is_read_as_it_was_made(api: Api) -> None:
    made = api.send(
        "POST",
        "/score-configs",
        {"name": "how good (1-5)", "dataType": "NUMERIC", "minValue": 1, "maxValue": 5.5,
         "description": "By hand."},
    )  # fmt: skip

    assert made | {"id": "", "createdAt": "", "updatedAt": ""} == {
        "id": "",
        "name": "how good (1-5)",
        "dataType": "NUMERIC",
        "isArchived": False,
        "description": "By hand.",
        "minValue": 1,
        "maxValue": 5.5,
        "categories": None,
        "createdAt": "",
        "updatedAt": "",
        "projectId": PROJECT,
    }
    assert made["createdAt"] == made["updatedAt"]
    assert api.get(f"/score-configs/{made['id']}") == made
    assert api.get("/score-configs")["data"] == [made]


def test_the_categories_of_a_boolean_are_given(api: Api) -> None:
    made = api.send("POST", "/score-configs", {"name": "n", "dataType": "BOOLEAN"})

    assert made["categories"] == [{"label": "True", "value": 1}, {"label": "False", "value": 0}]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "x" * 36}, ["name"]),
        ({"name": "a/b"}, ["name"]),
        ({"name": "a\n"}, ["name"]),
        ({"name": None}, ["name"]),
        ({"dataType": "CORRECTION"}, ["dataType"]),
        ({"dataType": None}, ["dataType"]),
        ({"minValue": 2, "maxValue": 2}, ["maxValue"]),
        ({"minValue": 3, "maxValue": 2}, ["maxValue"]),
        ({"minValue": "low"}, ["minValue"]),
        ({"categories": GRADES}, ["categories"]),
        ({"dataType": "BOOLEAN", "categories": GRADES}, ["categories"]),
        ({"dataType": "TEXT", "categories": []}, ["categories"]),
        ({"dataType": "TEXT", "minValue": 1}, ["minValue"]),
        ({"dataType": "CATEGORICAL"}, ["categories"]),
        ({"dataType": "CATEGORICAL", "categories": []}, ["categories"]),
        ({"dataType": "CATEGORICAL", "categories": [*GRADES, GRADES[0] | {"value": 7}]},
         ["categories"]),
        ({"dataType": "CATEGORICAL", "categories": [*GRADES, GRADES[0] | {"label": "x"}]},
         ["categories"]),
        ({"dataType": "CATEGORICAL", "categories": [{"label": "", "value": 1}]},
         ["categories", 0, "label"]),
        ({"dataType": "CATEGORICAL", "categories": GRADES, "maxValue": 1}, ["maxValue"]),
        ({"description": "x" * 5_001}, ["description"]),
    ],
)  # fmt: skip
def test_a_config_that_breaks_a_rule_is_refused_by_the_name_of_the_field(
    api: Api, body: Any, path: list[Any]
) -> None:
    said = {"name": "n", "dataType": "NUMERIC"} | body

    assert api.refused("POST", "/score-configs", said) == [path]
    assert api.get("/score-configs")["meta"]["totalItems"] == 0


def test_a_change_leaves_what_it_does_not_name(api: Api) -> None:
    config = _config(api, minValue=1, maxValue=5, description="old")

    changed = api.send("PATCH", f"/score-configs/{config}", {"maxValue": 6, "description": None})

    assert (changed["minValue"], changed["maxValue"], changed["description"]) == (1, 6, None)
    assert changed["updatedAt"] > changed["createdAt"]
    assert api.get(f"/score-configs/{config}") == changed


@pytest.mark.parametrize(
    ("stands", "body", "path"),
    [
        ({"minValue": 1, "maxValue": 5}, {"maxValue": 1}, ["maxValue"]),
        ({"minValue": 1, "maxValue": 5}, {"minValue": 5}, ["maxValue"]),
        ({}, {"name": "a/b"}, ["name"]),
        ({}, {"categories": GRADES}, ["categories"]),
        ({"dataType": "BOOLEAN"}, {"categories": GRADES}, ["categories"]),
        ({"dataType": "CATEGORICAL", "categories": GRADES}, {"categories": []}, ["categories"]),
        ({"dataType": "CATEGORICAL", "categories": GRADES}, {"categories": [7]},
         ["categories", 0]),
    ],
)  # fmt: skip
def test_a_change_is_held_to_the_rules_of_the_whole(
    api: Api, stands: Any, body: Any, path: list[Any]
) -> None:
    config = _config(api, **stands)
    before = api.get(f"/score-configs/{config}")

    assert api.refused("PATCH", f"/score-configs/{config}", body) == [path]
    assert api.get(f"/score-configs/{config}") == before


def test_a_boolean_config_is_archived_and_restored(api: Api) -> None:
    config = _config(api, dataType="BOOLEAN")

    archived = api.send("PATCH", f"/score-configs/{config}", {"isArchived": True})
    restored = api.send("PATCH", f"/score-configs/{config}", {"isArchived": False})

    assert (archived["isArchived"], restored["isArchived"]) == (True, False)
    assert restored["categories"] == archived["categories"] != None  # noqa: E711


def test_configs_come_newest_first_page_by_page(api: Api) -> None:
    made = [_config(api, name=f"n{number}") for number in range(5)]
    stamps = [each["createdAt"] for each in api.get("/score-configs")["data"]]

    pages = [api.get("/score-configs", limit=2, page=page) for page in (1, 2, 3, 4)]

    found = [each["id"] for page in pages for each in page["data"]]
    assert sorted(found) == sorted(made)
    assert stamps == sorted(stamps, reverse=True)
    assert [len(page["data"]) for page in pages] == [2, 2, 1, 0]
    assert pages[0]["meta"] == {"page": 1, "limit": 2, "totalItems": 5, "totalPages": 3}


def test_a_config_that_nobody_made_is_not_there(api: Api) -> None:
    assert api.status("/score-configs/nope") == 404
    assert api.send("PATCH", "/score-configs/nope", {"name": "n"}, expected=404)["error"] == (
        "LangfuseNotFoundError"
    )


@pytest.mark.parametrize(
    ("config", "body", "reason"),
    [
        ({}, {"name": "other"}, "name"),
        ({}, {"dataType": "BOOLEAN"}, "dataType"),
        ({}, {"value": "text"}, "value"),
        ({"minValue": 2}, {}, "value"),
        ({"maxValue": 0.5}, {}, "value"),
        ({"minValue": 1, "maxValue": 2}, {}, None),
        ({"dataType": "BOOLEAN"}, {"value": 2}, "value"),
        ({"dataType": "BOOLEAN"}, {"value": "True"}, "value"),
        ({"dataType": "BOOLEAN"}, {"value": 0}, None),
        ({"dataType": "CATEGORICAL", "categories": GRADES}, {"value": "worse"}, "value"),
        ({"dataType": "CATEGORICAL", "categories": GRADES}, {"value": 2}, "value"),
        ({"dataType": "CATEGORICAL", "categories": GRADES}, {"value": "good"}, None),
        ({"dataType": "TEXT"}, {"value": "x" * 501}, "value"),
        ({"dataType": "TEXT"}, {"value": 3}, "value"),
        ({"dataType": "TEXT"}, {"value": "words"}, None),
        ({}, {"dataType": "CORRECTION", "value": "x"}, "configId"),
    ],
)
def test_a_score_is_held_to_its_config_alone(
    api: Api, service: Service, config: Any, body: Any, reason: str | None
) -> None:
    refusal = _refusal(service, configId=_config(api, **config), **body)

    assert refusal == reason or (refusal or "").startswith(f"{reason}:")
    assert ("s-2" in _scores(api, service)) == (reason is None)


def test_a_score_of_a_config_that_is_archived_or_unknown_is_refused(
    api: Api, service: Service
) -> None:
    config = _config(api)
    api.send("PATCH", f"/score-configs/{config}", {"isArchived": True})

    assert _refusal(service, configId=config) == "configId: the config is archived"
    assert _refusal(service, configId="nope") == "configId: no such score config"


def test_a_config_holds_a_minute_longer_for_a_warm_function(api: Api, service: Service) -> None:
    config = _config(api)
    assert _refusal(service, configId=config) is None
    api.send("PATCH", f"/score-configs/{config}", {"isArchived": True})

    warm = _refusal(service, configId=config)
    forget_clients()

    assert (warm, _refusal(service, configId=config)) == (None, "configId: the config is archived")


@pytest.mark.parametrize(
    ("config", "value", "shown"),
    [
        ({"dataType": "CATEGORICAL", "categories": GRADES}, "bad", ("CATEGORICAL", -1, "bad")),
        ({"dataType": "BOOLEAN"}, 1, ("BOOLEAN", 1, "True")),
        ({"dataType": "TEXT"}, "fine", ("TEXT", None, "fine")),
        ({"dataType": "NUMERIC"}, 3, ("NUMERIC", 3, None)),
    ],
)
def test_a_score_takes_its_type_and_number_from_its_config(
    api: Api, service: Service, config: Any, value: Any, shown: Any
) -> None:
    assert _refusal(service, configId=_config(api, **config), value=value) is None

    score = _scores(api, service)["s-2"]

    assert (score["dataType"], score["value"], score["stringValue"]) == shown


def test_nobody_but_a_config_says_what_a_category_counts(api: Api, service: Service) -> None:
    score = event(1, "score-create", id="s", sessionId=None, traceId="t", name="n", value="good")
    said = {"scoreConfig": {"dataType": "CATEGORICAL", "value": 1000}}
    assert service.send([score | said])["errors"] == []

    assert _scores(api, service)["s"]["value"] == 0


def test_a_person_scores_by_a_config(api: Api, service: Service) -> None:
    assert (_refusal(service, source="ANNOTATION") or "").startswith("configId:")
    assert _refusal(service, source="ANNOTATION", configId=_config(api)) is None
    assert _refusal(service, source="ANNOTATION", dataType="CORRECTION", value="x") is None


def test_scores_sent_to_their_own_path_are_held_to_configs_too(api: Api, service: Service) -> None:
    config = _config(api, maxValue=1)
    score = {"id": "s", "traceId": "t", "name": "n", "value": 2, "configId": config}

    answer = service.post(SCORES, json.dumps([score, score | {"value": 1}]).encode(), JSON)

    assert answer["statusCode"] == 207
    assert json.loads(answer["body"])["errors"] == [
        {"message": "value: above the maximum of its config"}
    ]
    alone = service.post(SCORES, json.dumps(score).encode(), JSON)
    assert (alone["statusCode"], json.loads(alone["body"])["message"]) == (
        400,
        "value: above the maximum of its config",
    )


def test_one_request_names_only_so_many_configs(service: Service) -> None:
    scores = [
        event(0, "score-create", id=f"s-{number}", sessionId=None, traceId="t", name="n", value=1)
        for number in range(102)
    ]
    for number, score in enumerate(scores):
        score["body"]["configId"] = f"c-{number}"

    errors = [each["error"] for each in service.send(scores)["errors"]]

    assert errors[:100] == ["configId: no such score config"] * 100
    assert errors[100:] == ["configId: over 100 different ones in one request"] * 2

"""Langfuse's batch and scores: every event type, and a status for each event."""

import json
from typing import Any

import pytest

from functions.ingest.event import BODIES
from functions.model.observation import ObservationType
from functions.store.table import session_table
from tests.integration.sending import BATCH, JSON, SCORES, SESSION, batch, event, names
from tests.integration.service import PROJECT, Service

OBSERVATIONS = sorted(set(BODIES) - {"trace-create", "score-create"})
KINDS = {
    **{f"{kind.lower()}-create": kind for kind in ObservationType},
    "observation-create": ObservationType.GENERATION,
    "observation-update": ObservationType.GENERATION,
    "span-update": ObservationType.SPAN,
    "generation-update": ObservationType.GENERATION,
}


def _observation(kind: str, **body: Any) -> dict[str, Any]:
    return event(1, kind, id="o-1", traceId="t-1", type="GENERATION", **body)


def test_the_protocols_types_are_all_known() -> None:
    assert set(BODIES) == {
        "trace-create", "score-create", "span-create", "span-update", "generation-create",
        "generation-update", "event-create", "agent-create", "tool-create", "chain-create",
        "retriever-create", "evaluator-create", "embedding-create", "guardrail-create",
        "observation-create", "observation-update",
    }  # fmt: skip


@pytest.mark.parametrize("kind", OBSERVATIONS)
def test_every_type_of_observation_reaches_its_turn(service: Service, kind: str) -> None:
    answer = service.send([event(1), _observation(kind) | {"id": "e-9"}])

    assert answer["statusCode"] == 207
    assert answer["errors"] == []
    assert answer["successes"] == [{"id": "e-1", "status": 201}, {"id": "e-9", "status": 201}]
    assert names(service) == ["turn 1"]
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert turn.observation_count == 1
    assert turn.generation_count == (KINDS[kind] is ObservationType.GENERATION)


def test_an_empty_batch_is_answered_with_two_empty_lists(service: Service) -> None:
    answer = service.post(BATCH, b'{"batch": [], "metadata": {"sdk": 1}}', JSON)

    assert answer["statusCode"] == 207
    assert json.loads(answer["body"]) == {"successes": [], "errors": []}


def test_a_log_of_the_sdk_is_in_neither_list_and_kept_nowhere(service: Service) -> None:
    answer = service.send([event(1, "sdk-log", log={"a": 1})])

    assert (answer["successes"], answer["errors"]) == ([], [])
    assert service.read_stream() == []


def test_an_event_is_stored_as_it_was_sent(service: Service) -> None:
    """What this version does not know may mean something to a later one."""
    sent = event(1, futureField={"a": [1, None, "🙂"]}) | {"metadata": {"sdk": "x"}, "new": 1}

    service.send([sent])

    (chunk,) = session_table().read_chunks(PROJECT, "t-1")
    assert json.loads(chunk.data) == [sent]


def test_null_is_absent_in_every_field(service: Service) -> None:
    trace, span = event(1), event(2, "span-create")
    trace["body"] |= dict.fromkeys(("name", "userId", "timestamp", "public", "tags", "release"))
    span["body"] |= dict.fromkeys(("name", "startTime", "level", "model", "promptVersion"))

    answer = service.send([event(1), trace, span])

    assert answer["errors"] == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "x" * 1001}, "name"),
        ({"name": 7}, "name"),
        ({"public": "perhaps"}, "public"),
        ({"tags": "a"}, "tags"),
        ({"tags": [None]}, "tags.0"),
        ({"timestamp": "yesterday"}, "timestamp"),
        ({"timestamp": 1790000000}, "timestamp"),
        ({"timestamp": "1790000000"}, "timestamp"),
        ({"sessionId": 7}, "sessionId"),
    ],
)
def test_a_trace_that_breaks_a_rule_is_refused_and_its_field_is_named(
    service: Service, changes: dict[str, Any], field: str
) -> None:
    _refused_alone(service, event(2, **changes), field)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"level": "LOUD"}, "level"),
        ({"startTime": "x"}, "startTime"),
        ({"endTime": 7}, "endTime"),
        ({"completionStartTime": "2026-09-21"}, "completionStartTime"),
        ({"promptVersion": "x"}, "promptVersion"),
        ({"traceId": 7}, "traceId"),
        ({"parentObservationId": []}, "parentObservationId"),
    ],
)
def test_an_observation_that_breaks_a_rule_is_refused_and_its_field_is_named(
    service: Service, changes: dict[str, Any], field: str
) -> None:
    _refused_alone(service, event(2, "generation-create", **changes), field)


@pytest.mark.parametrize("kind", ["TOOL", "", None, 7])
def test_the_old_form_of_an_observation_needs_its_type(service: Service, kind: Any) -> None:
    _refused_alone(service, event(2, "observation-create", type=kind), "type")


def _score(**changes: Any) -> dict[str, Any]:
    return {"id": "sc", "traceId": "t-1", "name": "good", "value": 1} | changes


BAD_SCORES = [
    ({"traceId": None}, "exactly one of traceId and sessionId"),
    ({"sessionId": "s"}, "exactly one of traceId and sessionId"),
    ({"traceId": None, "sessionId": "s", "observationId": "o"}, "observationId needs traceId"),
    ({"name": ""}, "name"),
    ({"name": None}, "name"),
    ({"value": None}, "value"),
    ({"value": "x", "dataType": "NUMERIC"}, "value"),
    ({"value": 2, "dataType": "BOOLEAN"}, "value"),
    ({"value": 1, "dataType": "CATEGORICAL"}, "value"),
    ({"value": "", "dataType": "TEXT"}, "value"),
    ({"value": "x" * 501, "dataType": "TEXT"}, "value"),
    ({"dataType": "STARS"}, "dataType"),
    ({"source": "MAGIC"}, "source"),
    ({"timestamp": "x"}, "timestamp"),
]


@pytest.mark.parametrize(("changes", "field"), BAD_SCORES)
def test_a_score_that_breaks_a_rule_is_refused_alone(
    service: Service, changes: dict[str, Any], field: str
) -> None:
    bad = event(2, "score-create") | {"body": _score(**changes)}

    _refused_alone(service, bad, field)


def _refused_alone(service: Service, bad: dict[str, Any], field: str) -> None:
    answer = service.send([event(1), bad, event(3)])

    (error,) = answer["errors"]
    assert error["id"] == "e-2"
    assert (error["status"], error["message"]) == (400, "Invalid request data")
    assert error["error"].startswith(field)
    assert [each["id"] for each in answer["successes"]] == ["e-1", "e-3"]
    assert names(service) == ["turn 1", "turn 3"]


GOOD_SCORES = [
    ({"value": 0.5}, 0.5, None),
    ({"value": 1, "dataType": "BOOLEAN"}, 1.0, None),
    ({"value": "fine", "dataType": "CATEGORICAL"}, None, "fine"),
    ({"value": "fine"}, None, "fine"),
    ({"value": "x" * 500, "dataType": "TEXT"}, None, "x" * 100),
]


@pytest.mark.parametrize(("changes", "value", "text"), GOOD_SCORES)
def test_a_score_reaches_the_turn_that_it_judges(
    service: Service, changes: dict[str, Any], value: float | None, text: str | None
) -> None:
    score = event(2, "score-create") | {"body": _score(**changes)}

    assert service.send([event(1), score])["errors"] == []

    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    (line,) = turn.scores
    assert line.name == "good"
    assert value is None or line.value == value
    assert str(line.text).startswith(str(text))


def test_a_score_of_a_session_reaches_the_session(service: Service) -> None:
    score = event(2, "score-create") | {"body": _score(traceId=None, sessionId=SESSION)}

    assert service.send([event(1), score])["errors"] == []

    service.settle()
    record = session_table().read_session(PROJECT, SESSION)
    assert [(each.name, each.value) for each in record.scores] == [("good", 1.0)]


def _post(service: Service, body: Any) -> tuple[int, Any]:
    answer = service.post(SCORES, json.dumps(body).encode(), JSON)
    return answer["statusCode"], json.loads(answer["body"])


def test_one_score_is_answered_with_its_id(service: Service) -> None:
    service.send([event(1)])

    assert _post(service, _score()) == (200, {"id": "sc"})
    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert [each.score_id for each in turn.scores] == ["sc"]


def test_a_score_without_an_id_is_given_one(service: Service) -> None:
    service.send([event(1)])

    status, said = _post(service, _score(id=None))

    assert (status, list(said)) == (200, ["id"])
    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert [each.score_id for each in turn.scores] == [said["id"]]


@pytest.mark.parametrize(("changes", "field"), BAD_SCORES)
def test_one_bad_score_is_refused(service: Service, changes: dict[str, Any], field: str) -> None:
    status, said = _post(service, _score(**changes))

    assert status == 400
    assert said["message"].startswith(field)
    assert service.read_stream() == []


@pytest.mark.parametrize("body", [[], [_score()], [_score(), _score(id="other")]])
def test_a_list_of_scores_is_accepted(service: Service, body: Any) -> None:
    service.send([event(1)])

    assert _post(service, body) == (202, {"message": "Accepted"})
    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert turn.score_count == len(body)


def test_a_list_with_a_bad_score_keeps_the_good_ones(service: Service) -> None:
    service.send([event(1)])

    status, said = _post(service, [_score(), 7, _score(id="b", value=None), _score(id="c")])

    assert status == 207
    assert (said["accepted"], said["rejected"]) == (2, 2)
    assert [each["message"].partition(":")[0] for each in said["errors"]] == ["body", "value"]
    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert sorted(each.score_id for each in turn.scores) == ["c", "sc"]


def test_a_list_with_nothing_but_bad_scores_stores_nothing(service: Service) -> None:
    status, said = _post(service, [7])

    assert (status, said["accepted"], said["rejected"]) == (207, 0, 1)
    assert service.read_stream() == []


def test_a_score_that_arrives_before_its_trace_is_not_lost(service: Service) -> None:
    _post(service, _score())
    service.settle()

    service.post(BATCH, batch(event(1)), JSON)

    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert [each.name for each in turn.scores] == ["good"]


def test_a_thing_without_an_id_is_kept_under_the_name_of_its_event(service: Service) -> None:
    answer = service.send([event(1), event(2, "span-create", id=None, traceId="t-1")])

    assert answer["errors"] == []
    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert turn.observation_count == 1


@pytest.mark.parametrize("kind", ["span-update", "generation-update", "observation-update"])
def test_an_update_must_say_of_what(service: Service, kind: str) -> None:
    answer = service.send([event(1, kind, id=None, traceId="t-1", type="SPAN")])

    assert answer["successes"] == []
    assert "id" in answer["errors"][0]["error"]


@pytest.mark.parametrize("newest_first", [False, True])
def test_one_event_that_comes_in_two_versions_counts_once_whichever_came_first(
    service: Service, *, newest_first: bool
) -> None:
    old, new = event(1, version="1"), event(1, name="renamed")
    new["timestamp"] = "2026-09-21T15:00:00Z"
    versions = (new, old) if newest_first else (old, new)

    for each in versions:
        assert service.send([each])["errors"] == []
        if each is versions[0]:
            assert names(service) == [each["body"]["name"]]

    assert names(service) == ["renamed"]
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert turn.version is None


def test_a_score_sent_twice_in_the_same_words_is_one_and_in_others_is_changed(
    service: Service,
) -> None:
    service.send([event(1)])
    for score in (_score(comment="fine"), _score(comment="fine"), _score(value=0)):
        assert _post(service, score) == (200, {"id": "sc"})

    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert [(each.value, each.comment) for each in turn.scores] == [(0.0, "fine")]


@pytest.mark.parametrize(("timestamp", "count"), [("2026-09-21T15:00:00Z", 1), (None, 2)])
def test_a_score_without_an_id_is_known_again_by_its_time(
    service: Service, timestamp: str | None, count: int
) -> None:
    service.send([event(1)])

    ids = {_post(service, _score(id=None, timestamp=timestamp))[1]["id"] for _ in range(2)}

    service.settle()
    (turn,) = session_table().read_session(PROJECT, SESSION).turns
    assert len(ids) == turn.score_count == count

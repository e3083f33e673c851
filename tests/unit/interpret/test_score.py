"""Scores and their deletion."""

from typing import Any

import pytest

from functions.interpret.event import Event
from functions.interpret.score import read_score
from functions.model.score import DataType, Score

TIME_NS = 1_700_000_000_000_000_000


def read(kind: str = "score-create", **body: Any) -> Score | None:
    return read_score(Event(id="e-1", type=kind, timestamp_ns=TIME_NS, body=body))


def a_score(**body: Any) -> Score:
    score = read(**{"id": "s", "name": "n", "traceId": "t"} | body)
    assert score is not None
    return score


@pytest.mark.parametrize(
    ("body", "data_type", "value", "text"),
    [
        ({"value": 0.5}, DataType.NUMERIC, 0.5, None),
        ({"value": 1, "dataType": "NUMERIC"}, DataType.NUMERIC, 1.0, None),
        ({"value": "none"}, DataType.CATEGORICAL, None, "none"),
        ({"value": 1.0, "dataType": "BOOLEAN"}, DataType.BOOLEAN, 1.0, None),
        ({"value": 0, "dataType": "BOOLEAN"}, DataType.BOOLEAN, 0.0, None),
        ({"value": True, "dataType": "BOOLEAN"}, DataType.BOOLEAN, 1.0, None),
        ({"value": False}, DataType.BOOLEAN, 0.0, None),
        ({"value": "True", "dataType": "BOOLEAN"}, DataType.BOOLEAN, 1.0, None),
        ({"value": 7, "dataType": "BOOLEAN"}, DataType.BOOLEAN, None, None),
        ({"value": "x", "dataType": "CATEGORICAL"}, DataType.CATEGORICAL, None, "x"),
        ({"value": "words", "dataType": "TEXT"}, DataType.TEXT, None, "words"),
        ({"value": "x", "dataType": "NUMERIC"}, DataType.NUMERIC, None, None),
        ({"value": 1, "dataType": "UNKNOWN"}, DataType.NUMERIC, 1.0, None),
        ({"value": 1, "dataType": ["NUMERIC"]}, DataType.NUMERIC, 1.0, None),
        ({"value": None}, None, None, None),
        ({"value": {"a": 1}}, None, None, None),
    ],
)
def test_a_value_is_kept_by_its_type(
    body: Any, data_type: DataType | None, value: float | None, text: str | None
) -> None:
    score = a_score(**body)

    assert (score.data_type, score.value, score.text) == (data_type, value, text)


def test_a_correction_is_named_output() -> None:
    score = a_score(value="better", dataType="CORRECTION", name="other")

    assert (score.name, score.text) == ("output", "better")


def test_a_score_says_what_its_body_says() -> None:
    score = a_score(
        observationId="o",
        value=1,
        comment="👍",
        metadata={"survey": "s-1"},
        source="EVAL",
        environment="Staging",
        configId="c",
        queueId="q",
        authorUserId="a",
        timestamp="2023-11-14T22:13:20.5Z",
    )

    assert score == Score(
        score_id="s",
        name="n",
        trace_id="t",
        observation_id="o",
        data_type=DataType.NUMERIC,
        value=1.0,
        comment="👍",
        metadata={"survey": "s-1"},
        source="EVAL",
        environment="staging",
        config_id="c",
        queue_id="q",
        author="a",
        timestamp_ns=TIME_NS + 500_000_000,
        updated_ns=TIME_NS,
    )


def test_a_score_comes_from_the_api_and_from_now_unless_it_says_otherwise() -> None:
    score = a_score(value=1)

    assert (score.source, score.timestamp_ns, score.updated_ns) == ("API", TIME_NS, TIME_NS)


def test_a_score_of_a_session_has_no_trace() -> None:
    score = read(id="s", sessionId="chat", observationId="stray", name="csat", value=4)

    assert score is not None
    assert (score.session_id, score.trace_id, score.observation_id) == ("chat", None, None)


def test_a_trace_wins_over_a_session_beside_it() -> None:
    score = a_score(sessionId="chat", value=1)

    assert (score.session_id, score.trace_id) == (None, "t")


def test_a_score_without_an_id_is_named_like_its_event() -> None:
    score = read(traceId="t", name="n", value=1)

    assert score is not None
    assert score.score_id == "e-1"


def test_a_score_that_nothing_names_is_left_out() -> None:
    assert read_score(Event(id="", type="score-create", timestamp_ns=None, body={})) is None


def test_a_deletion_says_only_that() -> None:
    assert read("score-delete", id="s") == Score(score_id="s", updated_ns=TIME_NS, deleted=True)

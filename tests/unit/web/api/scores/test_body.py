"""Scores on the wire."""

from typing import Any

import pytest

from functions.model.score import DataType, Score
from web.api.scores.body import ScoreBody, score_bodies, score_body


def body(**changes: Any) -> ScoreBody | None:
    return score_body(
        "acme", Score(**{"score_id": "s", "name": "quality", "trace_id": "t"} | changes)
    )


@pytest.mark.parametrize(
    ("said", "kind", "value", "words"),
    [
        ({"data_type": DataType.NUMERIC, "value": 0.5}, "NUMERIC", 0.5, None),
        ({"data_type": DataType.BOOLEAN, "value": 1.0}, "BOOLEAN", 1.0, "True"),
        ({"data_type": DataType.BOOLEAN, "value": 0.0}, "BOOLEAN", 0.0, "False"),
        ({"data_type": DataType.CATEGORICAL, "text": "good"}, "CATEGORICAL", 0.0, "good"),
        ({"data_type": DataType.TEXT, "text": "well said"}, "TEXT", None, "well said"),
        (
            {"data_type": DataType.CATEGORICAL, "text": "good", "value": 2.0},
            "CATEGORICAL",
            2.0,
            "good",
        ),
        ({"data_type": DataType.CORRECTION, "text": "better"}, "CORRECTION", 0.0, "better"),
        ({"value": 3.0}, "NUMERIC", 3.0, None),
        ({"text": "good"}, "CATEGORICAL", 0.0, "good"),
    ],
)
def test_a_score_has_the_value_that_its_type_asks_for(
    said: dict[str, Any], kind: str, value: float | None, words: str | None
) -> None:
    found = body(**said)

    assert found is not None
    assert (found.data_type, found.value, found.string_value) == (kind, value, words)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"data_type": DataType.NUMERIC},
        {"data_type": DataType.NUMERIC, "text": "no number"},
        {"data_type": DataType.BOOLEAN, "text": "no number"},
    ],
    ids=["nothing", "no value", "words for a number", "words for yes or no"],
)
def test_what_no_client_could_parse_is_left_out(said: dict[str, Any]) -> None:
    assert body(**said) is None


def test_a_trace_shows_no_correction_for_v1_knows_none() -> None:
    kinds = (DataType.TEXT, DataType.CORRECTION)
    scores = (Score(score_id=kind, trace_id="t", data_type=kind, text="x") for kind in kinds)

    assert [each.id for each in score_bodies("acme", tuple(scores))] == ["TEXT"]


def test_a_source_that_no_client_knows_is_the_api() -> None:
    found = body(value=1.0, source="SOMEWHERE")

    assert found is not None
    assert found.source == "API"

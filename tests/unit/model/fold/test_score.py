"""Scores: who may change one, what deletes one, whose it is."""

from typing import Any

import pytest

from functions.model.chunk import Credential
from functions.model.fragment import ScoreFragment
from functions.model.score import Score
from tests.unit.model.fold.said import folded, of_score


def _the(*fragments: ScoreFragment) -> Score:
    (found,) = folded(*fragments).scores
    return found


def test_the_latest_value_of_a_score_stands() -> None:
    assert _the(of_score(2, value=0.9), of_score(1, value=0.1)).value == 0.9


def test_an_update_keeps_when_and_where_the_score_was_first_given() -> None:
    score = _the(
        of_score(1, observation_id="first", environment="live"),
        of_score(2, observation_id="second", environment="test"),
    )

    assert (score.observation_id, score.environment, score.timestamp_ns) == ("first", "live", 1)


def test_the_first_target_wins_even_where_it_names_no_observation() -> None:
    score = _the(of_score(1, observation_id=None), of_score(2, observation_id="late"))

    assert score.observation_id is None


@pytest.mark.parametrize("time", [1, 3], ids=["before", "after"])
@pytest.mark.parametrize("said", [{"value": 0.0}, {"deleted": True}], ids=["value", "deletion"])
def test_the_public_key_never_changes_a_score_of_the_secret_key(
    time: int, said: dict[str, Any]
) -> None:
    public = of_score(time, credential=Credential.PUBLIC, **said)

    score = _the(of_score(2, value=0.7), public)

    assert (score.value, score.anonymous) == (0.7, None)


def test_the_public_key_alone_makes_a_score_that_says_so() -> None:
    score = _the(of_score(1, credential=Credential.PUBLIC, value=1.0))

    assert (score.value, score.anonymous) == (1.0, True)


def test_a_deletion_takes_a_score_away() -> None:
    assert folded(of_score(1), of_score(2, name=None, deleted=True)).scores == ()


def test_a_score_given_again_after_its_deletion_stands_anew() -> None:
    score = _the(
        of_score(1, value=0.1, comment="old"),
        of_score(2, name=None, deleted=True),
        of_score(3, value=0.3),
    )

    assert (score.value, score.comment, score.timestamp_ns) == (0.3, None, 3)


def test_scores_stand_by_time_then_id() -> None:
    found = folded(of_score(2, "a"), of_score(1, "c"), of_score(1, "b")).scores

    assert [each.score_id for each in found] == ["b", "c", "a"]

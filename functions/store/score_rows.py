"""Rows of folded scores, beside what they judge."""

from functions.model.score import Score
from functions.store.keys import POINTER, index_pk, key_id, minute, pointer_pk, score_sk
from functions.store.rows import Item, encode


def score_item(project: str, pk: str, score: Score) -> Item:
    """Return the row of a score in the partition of its target, without its expiry."""
    return {
        "PK": {"S": pk},
        "SK": {"S": score_sk(score.score_id)},
        "data": {"B": encode(score)},
        "GSI1PK": {"S": index_pk(project, "SCORES")},
        "GSI1SK": {"S": f"{minute(score.timestamp_ns)}#{key_id(score.score_id)}"},
    }


def score_pointer(project: str, score_id: str) -> tuple[str, str]:
    """Return the place of the row that says whose a score is."""
    return pointer_pk(project, "SCORE", score_id), POINTER

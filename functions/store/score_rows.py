"""Rows of folded scores beside what they judge, and the pointers that say whose they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from functions.model.score import Score
from functions.store.item import Item, Place, key
from functions.store.keys import POINTER, index_pk, key_id, minute, pointer_pk, score_sk
from functions.store.rows import encode


@dataclass(frozen=True, slots=True, order=True)
class ScoreClaim:
    """A partition's claim to a score: the smallest wins, whichever came first."""

    anonymous: bool
    """Made with the public key alone: anybody else's claim is better."""

    since_ns: int
    owner: str
    """The partition."""


def score_item(project: str, pk: str, score: Score) -> Item:
    """Return the row of a score in the partition of its target, without its expiry."""
    return {
        **key(pk, score_sk(score.score_id)),
        "data": {"B": encode(score)},
        "GSI1PK": {"S": index_pk(project, "SCORES")},
        "GSI1SK": {"S": f"{minute(score.timestamp_ns)}#{key_id(score.score_id)}"},
    }


def score_pointer(project: str, score_id: str) -> Place:
    """Return the place of the row that says whose a score is."""
    return pointer_pk(project, "SCORE", score_id), POINTER


def claim_item(pointer: Place, claim: ScoreClaim, generation: int) -> Item:
    """Return the row that says whose a score is, without its expiry."""
    return {
        **key(*pointer),
        "anonymous": {"BOOL": claim.anonymous},
        "since": {"N": str(claim.since_ns)},
        "owner": {"S": claim.owner},
        "generation": {"N": str(generation)},
    }


def item_to_claim(item: Mapping[str, Any]) -> ScoreClaim:
    """Return who holds a score."""
    return ScoreClaim(item["anonymous"]["BOOL"], int(item["since"]["N"]), item["owner"]["S"])

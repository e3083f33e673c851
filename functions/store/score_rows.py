"""Rows of folded scores beside what they judge, and the pointers that say whose they are.

Most scores are a few hundred bytes: the index carries them whole, in `head`, and the row holds
nothing else. A larger one has its texts cut there, and stands in `data`, at most 16 kB of it; what
does not fit is in the chunks of its target.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import msgspec

from functions.model.fold.limits import cut_or_none
from functions.model.score import DataType, Score
from functions.model.turn import Turn
from functions.store.codec import unpack
from functions.store.item import Item, Place, key, number
from functions.store.keys import POINTER, index_pk, key_id, millisecond, pointer_pk, score_sk
from functions.store.rows import LARGEST_HEAD, encode

LARGEST_SCORE = 16_000
"""Bytes, packed."""

_HEAD_TEXTS = (160, 64, 24, 8)
_ROW_TEXTS = (4096, 1024)
_IDS = ("score_id", "trace_id", "observation_id", "session_id", "config_id", "queue_id", "author")
_TEXTS = ("name", "text", "comment", "source")
_SCORE_FIELDS = frozenset(each.name for each in fields(Score))


@dataclass(frozen=True, slots=True, order=True)
class ScoreClaim:
    """A partition's claim to a score: the smallest wins, whichever came first."""

    anonymous: bool
    """Made with the public key alone: anybody else's claim is better."""

    since_ns: int
    owner: str
    """The partition."""

    deleted_ns: int = field(default=0, compare=False)
    """When it was deleted before anybody knew of it; what was said up to then is void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredScore:
    """A score as far as its row, or the index, has room for it."""

    score: Score
    whole: bool = True
    """False where texts are cut, ids have the form of keys, and metadata is left out."""

    turn: Turn | None = None
    """That of its trace, where somebody asked for it and there is one."""


def score_item(project: str, pk: str, score: Score) -> Item:
    """Return the row of a score in the partition of its target, without its expiry."""
    data = _packed(score, LARGEST_SCORE, _ROW_TEXTS)
    head = data if len(data) <= LARGEST_HEAD else _packed(score, LARGEST_HEAD, _HEAD_TEXTS)
    item: Item = {
        **key(pk, score_sk(score.score_id)),
        "head": {"B": head},
        "GSI1PK": {"S": index_pk(project, "SCORES")},
        "GSI1SK": {"S": f"{millisecond(score.timestamp_ns)}#{key_id(score.score_id)}"},
    }
    return item if head is data else item | {"data": {"B": data}}


def item_to_stored_score(item: Mapping[str, Any]) -> StoredScore:
    """Return the score of a row, or as much of it as an index carries.

    msgspec knows no type for metadata, which is JSON of any depth.
    """
    said = msgspec.json.decode(unpack((item.get("data") or item["head"])["B"]))
    known = {name: value for name, value in said.items() if name in _SCORE_FIELDS}
    kind = known.pop("data_type", None)
    score = Score(**known, data_type=DataType(kind) if kind else None)
    return StoredScore(score=score, whole=not said.get("cut"))


def item_to_score(item: Mapping[str, Any]) -> Score:
    """Return the score of a row."""
    return item_to_stored_score(item).score


def _packed(score: Score, most: int, sizes: tuple[int, ...]) -> bytes:
    """Return a score in so many bytes: whole, else with its texts cut at the first size that does.

    Whatever the ids are, the last size fits into twice the bytes of a head.
    """
    data = encode(score)
    for size in sizes:
        if len(data) <= most:
            break
        data = encode(msgspec.to_builtins(_cut(score, size)) | {"cut": True})
    return data


def _cut(score: Score, size: int) -> Score:
    ids: dict[str, Any] = {name: _shorter_id(getattr(score, name), size) for name in _IDS}
    texts: dict[str, Any] = {name: cut_or_none(getattr(score, name), size) for name in _TEXTS}
    return replace(score, metadata={}, **ids, **texts)


def _shorter_id(text: str | None, size: int) -> str | None:
    return key_id(text) if text and len(text.encode()) > size else text


def score_pointer(project: str, score_id: str) -> Place:
    """Return the place of the row that says whose a score is."""
    return pointer_pk(project, "SCORE", score_id), POINTER


def claim_item(pointer: Place, claim: ScoreClaim, generation: int) -> Item:
    """Return the row that says whose a score is, without its expiry."""
    item: Item = {
        **key(*pointer),
        "anonymous": {"BOOL": claim.anonymous},
        "since": {"N": str(claim.since_ns)},
        "owner": {"S": claim.owner},
        "generation": {"N": str(generation)},
    }
    return item | {"deleted": {"N": str(claim.deleted_ns)}} if claim.deleted_ns else item


def unclaimed_item(pointer: Place, deleted_ns: int, generation: int) -> Item:
    """Return the pointer of a score that was deleted before anybody claimed it."""
    said = {"deleted": {"N": str(deleted_ns)}, "generation": {"N": str(generation)}}
    return {**key(*pointer), **said}


def item_to_claim(item: Mapping[str, Any]) -> ScoreClaim | None:
    """Return who holds a score, or None where nobody does."""
    if "owner" not in item:
        return None
    return ScoreClaim(
        item["anonymous"]["BOOL"],
        int(item["since"]["N"]),
        item["owner"]["S"],
        number(item, "deleted"),
    )

"""Fragments of scores → scores."""

from collections import defaultdict
from collections.abc import Iterable

from functions.model.chunk import Credential
from functions.model.fold.order import in_order
from functions.model.fold.rules import Rule, first, fold_fields, merged
from functions.model.fragment import ScoreFragment
from functions.model.score import Score

_RULES: dict[str, Rule] = {
    "timestamp_ns": first,
    "environment": first,
    "metadata": merged,
}
_TARGET = ("trace_id", "observation_id", "session_id")


def fold_scores(fragments: Iterable[ScoreFragment]) -> tuple[Score, ...]:
    """Return the scores that stand, by time and id: each as its latest fragments say.

    What came with the public key alone counts only while nobody else said anything of that score;
    to delete it is not to say anything.
    """
    by_id: dict[str, list[ScoreFragment]] = defaultdict(list)
    for fragment in fragments:
        by_id[fragment.said.score_id].append(fragment)
    scores = [_fold(in_order(_trusted(each))) for each in by_id.values()]
    standing = [each for each in scores if each is not None]
    return tuple(sorted(standing, key=lambda each: (each.timestamp_ns or 0, each.score_id)))


def _trusted(fragments: list[ScoreFragment]) -> list[ScoreFragment]:
    trusted = [each for each in fragments if not _is_anonymous(each)]
    return fragments if all(each.said.deleted for each in trusted) else trusted


def _is_anonymous(fragment: ScoreFragment) -> bool:
    return fragment.credential is Credential.PUBLIC


def _fold(fragments: list[ScoreFragment]) -> Score | None:
    gone = [index for index, each in enumerate(fragments) if each.said.deleted]
    standing = fragments[gone[-1] + 1 if gone else 0 :]
    said = [each.said for each in standing]
    if not said or all(each.name is None for each in said):
        return None
    folded = fold_fields(said, _RULES) | {name: getattr(said[0], name) for name in _TARGET}
    return Score(**folded | {"anonymous": _is_anonymous(standing[0]) or None})

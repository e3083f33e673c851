"""Turns, scores and marks of a session → the session."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from functions.model.fold.limits import cut
from functions.model.json import Scalar
from functions.model.score import DataType, Score
from functions.model.session import Marks, Sample, ScoreSummary, Session
from functions.model.turn import Excerpt, ScoreLine, Turn
from functions.model.usage import add_up, joint_source, plain_kinds_first


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLimits:
    """Bounds of one session row; sizes in bytes of UTF-8."""

    values: int
    """Of each set."""

    word: int
    line: int
    """Of the first and last words of the conversation, and of its name."""

    pair: int
    """Of a key or a value of metadata; a longer one is left out."""


SESSION_TIERS = (
    SessionLimits(values=20, word=120, line=240, pair=48),
    SessionLimits(values=20, word=48, line=160, pair=48),
    SessionLimits(values=5, word=32, line=96, pair=32),
    SessionLimits(values=2, word=24, line=32, pair=24),
)
"""From roomy to tight: a session uses the first that fits its row; the last always does."""

NO_LIMITS = SessionLimits(values=sys.maxsize, word=sys.maxsize, line=sys.maxsize, pair=sys.maxsize)
"""For whoever has to know more of a session than its row may hold."""

_KINDS = 8


def reading_order(turn: Turn) -> tuple[bool, int, str]:
    """Return the key that puts turns in the order in which they happened."""
    return (turn.began_ns is None, turn.began_ns or 0, turn.trace_id)


def fold_session(
    session_id: str,
    turns: Iterable[Turn],
    *,
    scores: Iterable[Score] = (),
    marks: Marks | None = None,
    publications: int = 0,
    limits: SessionLimits = SESSION_TIERS[0],
) -> Session:
    """Return the session that its turns, its own scores and the readers' marks make."""
    ordered = sorted(turns, key=reading_order)
    marks = marks or Marks()
    own = sorted(scores, key=lambda each: (each.timestamp_ns or 0, each.score_id))
    costs = [each.cost_usd for each in ordered if each.cost_usd is not None]
    starts = [each.began_ns for each in ordered if each.began_ns is not None]
    ends = [edge for each in ordered if (edge := each.end_ns or each.start_ns) is not None]
    failed = [number for number, each in enumerate(ordered, 1) if each.error_count]
    usage = add_up(each.usage for each in ordered)
    metadata = list(dict.fromkeys(pair for each in ordered for pair in each.metadata.items()))
    return Session(
        session_id=cut(session_id, 256),
        name=cut(marks.name, limits.line) if marks.name else None,
        starred=marks.starred,
        turn_count=len(ordered),
        error_count=sum(each.error_count for each in ordered),
        error_turn=failed[0] if failed else None,
        warning_count=sum(each.warning_count for each in ordered),
        tool_count=sum(each.tool_count for each in ordered),
        observation_count=sum(each.observation_count for each in ordered),
        start_ns=min(starts) if starts else None,
        end_ns=max(ends) if ends else None,
        active_ns=_active(ordered),
        first_user=_first_words((each.user for each in ordered), limits),
        last_user=_first_words((each.user for each in reversed(ordered)), limits),
        last_answer=_first_words((each.answer for each in reversed(ordered)), limits),
        users=_sample((each.user_id for each in ordered), limits),
        tags=_sample((tag for each in ordered for tag in each.tags), limits),
        environments=_sample((each.environment for each in ordered), limits),
        models=_sample((model for each in ordered for model in each.models), limits),
        names=_sample((each.name for each in ordered), limits),
        releases=_sample((each.release for each in ordered), limits),
        metadata=_plain_metadata(metadata, limits),
        metadata_count=len(metadata),
        usage={cut(kind, limits.word): usage[kind] for kind in _kinds(usage)},
        cost_usd=round(sum(costs), 12) if costs else None,
        cost_source=joint_source(each.cost_source for each in ordered if each.cost_usd is not None),
        scores=_summaries(own, ordered, limits),
        score_count=len(own) + sum(each.score_count for each in ordered),
        publication_count=publications,
    )


def _plain_metadata(
    pairs: Iterable[tuple[str, Scalar]], limits: SessionLimits
) -> dict[str, tuple[Scalar, ...]]:
    """Return the first values of metadata that take little room, by their key."""
    found: dict[str, tuple[Scalar, ...]] = {}
    plain = (pair for pair in pairs if _is_short(pair[0], limits) and _is_short(pair[1], limits))
    for key, value in islice(plain, limits.values):
        found[key] = (*found.get(key, ()), value)
    return found


def _is_short(value: Scalar, limits: SessionLimits) -> bool:
    return not isinstance(value, str) or len(value.encode()) <= limits.pair


def _kinds(usage: Mapping[str, int]) -> list[str]:
    return [kind for kind, _ in sorted(usage.items(), key=plain_kinds_first)[:_KINDS]]


def _active(turns: Sequence[Turn]) -> int:
    """Return the time in which at least one turn was running."""
    total = 0
    until = None
    for turn in turns:
        if turn.began_ns is None or turn.end_ns is None:
            continue
        begin = turn.began_ns if until is None else max(turn.began_ns, until)
        total += max(0, turn.end_ns - begin)
        until = turn.end_ns if until is None else max(until, turn.end_ns)
    return total


def _first_words(texts: Iterable[Excerpt | None], limits: SessionLimits) -> str:
    found = next((each.text for each in texts if each is not None and each.text.strip()), "")
    return cut(" ".join(found.split()), limits.line)


def _sample(values: Iterable[str | None], limits: SessionLimits) -> Sample:
    found = list(dict.fromkeys(each for each in values if each))
    kept = tuple(cut(each, limits.word) for each in found[: limits.values])
    return Sample(values=kept, count=len(found))


def _summaries(
    own: Sequence[Score], turns: Sequence[Turn], limits: SessionLimits
) -> tuple[ScoreSummary, ...]:
    by_name: dict[str, list[Score | ScoreLine]] = defaultdict(list)
    for line in (each for turn in turns for each in turn.scores):
        by_name[line.name].append(line)
    for score in own:
        by_name[score.name or ""].append(score)
    names = sorted(by_name)[: limits.values]
    return tuple(_summary(name, by_name[name], limits.word) for name in names)


def _summary(name: str, scores: Sequence[Score | ScoreLine], word: int) -> ScoreSummary:
    numbers = [
        each.value
        for each in scores
        if each.value is not None and each.data_type is not DataType.CATEGORICAL
    ]
    texts = [each.text for each in scores if each.text]
    return ScoreSummary(
        name=cut(name, word),
        data_type=scores[-1].data_type,
        count=len(scores),
        mean=round(sum(numbers) / len(numbers), 6) if numbers else None,
        text=cut(texts[-1], word) if texts else None,
    )

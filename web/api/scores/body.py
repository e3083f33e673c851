"""Scores as clients read them: of a trace in v1, of anything in v2."""

from typing import Any

from functions.model.score import DataType, Score
from functions.model.turn import ScoreLine
from web.api.wire import Timestamp, Wire, wire_object, wire_time

SOURCES = ("API", "EVAL", "ANNOTATION")
_NUMBERS = (DataType.NUMERIC, DataType.BOOLEAN)


class ScoreBody(Wire):
    """A score of a trace or of one of its observations."""

    id: str
    trace_id: str | None
    observation_id: str | None
    session_id: str | None
    dataset_run_id: None = None
    name: str
    source: str
    timestamp: Timestamp
    created_at: Timestamp
    updated_at: Timestamp
    author_user_id: str | None
    comment: str | None
    metadata: dict[str, Any]
    config_id: str | None
    queue_id: str | None
    environment: str
    data_type: str
    value: float | None
    string_value: str | None
    project_id: str


def score_body(project: str, score: Score) -> ScoreBody | None:
    """Return a score in the form of v2; None for one without a value.

    A category without a config has no number, and clients want one: 0, as Langfuse gives it.
    """
    kind = kind_of(score)
    if kind is None:
        return None
    return ScoreBody(
        id=score.score_id,
        trace_id=score.trace_id,
        observation_id=score.observation_id,
        session_id=score.session_id,
        name=score.name or "",
        source=source_of(score),
        timestamp=wire_time(score.timestamp_ns),
        created_at=wire_time(score.timestamp_ns),
        updated_at=wire_time(score.updated_ns or score.timestamp_ns),
        author_user_id=score.author,
        comment=score.comment,
        metadata=wire_object(score.metadata),
        config_id=score.config_id,
        queue_id=score.queue_id,
        environment=environment_of(score),
        data_type=kind,
        value=number_of(score),
        string_value=words_of(score),
        project_id=project,
    )


def score_bodies(project: str, scores: tuple[Score, ...]) -> list[ScoreBody]:
    """Return the scores that have a form in v1, which knows no correction."""
    bodies = (score_body(project, each) for each in scores)
    return [each for each in bodies if each and each.data_type != DataType.CORRECTION]


def has_form(score: Score | ScoreLine) -> bool:
    """Tell whether v1 has a form for a score."""
    return kind_of(score) not in (None, DataType.CORRECTION)


def kind_of(score: Score | ScoreLine) -> DataType | None:
    """Return the type of a score's value, or None where the value that it needs is not there."""
    kind = score.data_type
    if kind is None:
        kind = DataType.NUMERIC if score.value is not None else DataType.CATEGORICAL
    needed = score.value if kind in _NUMBERS else score.text
    return None if needed is None else kind


def number_of(score: Score) -> float | None:
    """Return a score's number; None for words."""
    if kind_of(score) in (DataType.CATEGORICAL, DataType.CORRECTION):
        return score.value or 0.0
    return score.value


def words_of(score: Score) -> str | None:
    """Return a score's words; None for a number."""
    kind = kind_of(score)
    if kind is DataType.BOOLEAN:
        return "True" if score.value else "False"
    return None if kind is DataType.NUMERIC else score.text


def source_of(score: Score) -> str:
    """Return who gave a score."""
    return score.source if score.source in SOURCES else "API"


def environment_of(score: Score) -> str:
    """Return where a score was given."""
    return score.environment or "default"

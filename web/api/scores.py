"""Scores as clients read them beside a trace."""

from typing import Any

from functions.model.score import DataType, Score
from web.api.wire import Timestamp, Wire, wire_object, wire_time

_SOURCES = ("API", "EVAL", "ANNOTATION")
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
    """Return a score; None for one without a value, and for a correction, which v1 has no form for.

    A category without a config has no number, and clients want one: 0, as Langfuse gives it.
    """
    kind = _kind(score)
    if kind is None or kind is DataType.CORRECTION:
        return None
    return ScoreBody(
        id=score.score_id,
        trace_id=score.trace_id,
        observation_id=score.observation_id,
        session_id=score.session_id,
        name=score.name or "",
        source=score.source if score.source in _SOURCES else "API",
        timestamp=wire_time(score.timestamp_ns),
        created_at=wire_time(score.timestamp_ns),
        updated_at=wire_time(score.updated_ns or score.timestamp_ns),
        author_user_id=score.author,
        comment=score.comment,
        metadata=wire_object(score.metadata),
        config_id=score.config_id,
        queue_id=score.queue_id,
        environment=score.environment or "default",
        data_type=kind,
        value=(score.value or 0.0) if kind is DataType.CATEGORICAL else score.value,
        string_value=_words(kind, score),
        project_id=project,
    )


def score_bodies(project: str, scores: tuple[Score, ...]) -> list[ScoreBody]:
    """Return the scores that have a form here."""
    return [body for each in scores if (body := score_body(project, each)) is not None]


def _kind(score: Score) -> DataType | None:
    """Return the type of a score's value, or None where the value that it needs is not there."""
    kind = score.data_type
    if kind is None:
        kind = DataType.NUMERIC if score.value is not None else DataType.CATEGORICAL
    needed = score.value if kind in _NUMBERS else score.text
    return None if needed is None else kind


def _words(kind: DataType, score: Score) -> str | None:
    if kind is DataType.BOOLEAN:
        return "True" if score.value else "False"
    return None if kind is DataType.NUMERIC else score.text

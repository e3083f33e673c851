"""Scores as `score-create` carries them, and `score-delete`, an event of our own."""

from datetime import UTC, datetime

from functions.interpret.environment import read_environment
from functions.interpret.event import Event
from functions.interpret.jsontext import encode
from functions.model.chunk import Chunk, Format
from functions.model.json import Json
from functions.model.score import DataType, Score

_TEXTS = (DataType.CATEGORICAL, DataType.TEXT, DataType.CORRECTION)
_SECOND = 1_000_000_000
_LAST_NS = 253_402_300_800 * _SECOND - 1
"""Of the year 9999; a sender's clock may say anything."""

_BOOLEANS = {"true": 1.0, "1": 1.0, "1.0": 1.0, "false": 0.0, "0": 0.0, "0.0": 0.0}


def read_score(event: Event) -> Score | None:
    """Return the score of an event, or None if it names none."""
    score_id = event.named("id")
    if not score_id:
        return None
    trace_id = event.text("traceId")
    if event.type == "score-delete":
        return Score(score_id=score_id, updated_ns=event.timestamp_ns, deleted=True)
    data_type = _data_type(event)
    return Score(
        score_id=score_id,
        name="output" if data_type is DataType.CORRECTION else event.text("name"),
        trace_id=trace_id,
        observation_id=event.text("observationId") if trace_id else None,
        session_id=None if trace_id else event.text("sessionId"),
        data_type=data_type,
        value=_value(data_type, event),
        text=event.text("value") if data_type in _TEXTS else None,
        comment=event.text("comment"),
        metadata=event.metadata(),
        source=event.text("source") or "API",
        environment=read_environment(event.body.get("environment")),
        config_id=event.text("configId"),
        queue_id=event.text("queueId"),
        author=event.text("authorUserId"),
        timestamp_ns=event.time("timestamp") or event.timestamp_ns,
        updated_ns=event.timestamp_ns,
    )


def deletion(score_id: str, at_ns: int, arrived_ms: int) -> Chunk:
    """Return the event that deletes a score, as `read_score` reads it."""
    at_ns = min(at_ns, _LAST_NS)
    second, fraction = divmod(at_ns, _SECOND)
    stamp = f"{datetime.fromtimestamp(second, UTC):%Y-%m-%dT%H:%M:%S}.{fraction:09}Z"
    event: Json = {
        "id": f"{score_id}~{at_ns}",
        "type": "score-delete",
        "timestamp": stamp,
        "body": {"id": score_id},
    }
    return Chunk(format=Format.LANGFUSE, data=encode([event]).encode(), arrived_ms=arrived_ms)


def _data_type(event: Event) -> DataType | None:
    """Return what the sender calls it, else its config, else what its value looks like."""
    for named in (event.body.get("dataType"), event.score_config.get("dataType")):
        if str(named) in DataType.__members__:
            return DataType(str(named))
    value = event.body.get("value")
    if isinstance(value, bool):
        return DataType.BOOLEAN
    if isinstance(value, int | float):
        return DataType.NUMERIC
    return DataType.CATEGORICAL if isinstance(value, str) else None


def _value(data_type: DataType | None, event: Event) -> float | None:
    """Return a score's number; that of a category is what its config called it at ingest."""
    value = event.body.get("value")
    if data_type is DataType.BOOLEAN:
        return _BOOLEANS.get(str(value).lower())
    if data_type is DataType.NUMERIC:
        return _number(value)
    if data_type is DataType.CATEGORICAL:
        return _number(event.score_config.get("value"))
    return None


def _number(value: Json) -> float | None:
    return float(value) if isinstance(value, int | float) else None

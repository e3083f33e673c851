"""Scores as `score-create` carries them and people give them; `score-delete` is our own event."""

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
    return _chunk([_event("score-delete", {"id": score_id}, at_ns)], arrived_ms)


def judgement(score: Score, at_ns: int, arrived_ms: int) -> Chunk:
    """Return the events that make a score this one, as `read_score` reads them.

    What was said of it before is deleted with them: a comment that is left out is gone.
    """
    body: dict[str, Json] = {
        "id": score.score_id,
        "name": score.name,
        "traceId": score.trace_id,
        "observationId": score.observation_id,
        "sessionId": score.session_id,
        "dataType": score.data_type,
        "value": score.text if score.data_type in _TEXTS else score.value,
        "comment": score.comment,
        "source": score.source,
        "configId": score.config_id,
        "authorUserId": score.author,
        "timestamp": _stamp(at_ns if score.timestamp_ns is None else score.timestamp_ns),
    }
    said: dict[str, Json] = {name: value for name, value in body.items() if value is not None}
    given = _event("score-create", said, at_ns + 1)
    if score.config_id:
        given["scoreConfig"] = {"dataType": score.data_type, "value": score.value}
    return _chunk([_event("score-delete", {"id": score.score_id}, at_ns), given], arrived_ms)


def _event(kind: str, body: dict[str, Json], at_ns: int) -> dict[str, Json]:
    identifier = f"{body['id']}~{at_ns}"
    return {"id": identifier, "type": kind, "timestamp": _stamp(at_ns), "body": body}


def _stamp(at_ns: int) -> str:
    second, fraction = divmod(min(at_ns, _LAST_NS), _SECOND)
    return f"{datetime.fromtimestamp(second, UTC):%Y-%m-%dT%H:%M:%S}.{fraction:09}Z"


def _chunk(events: list[Json], arrived_ms: int) -> Chunk:
    return Chunk(format=Format.LANGFUSE, data=encode(events).encode(), arrived_ms=arrived_ms)


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

"""A Langfuse batch → chunks: the events of each trace, as sent, and which were refused."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pydantic import BaseModel, ValidationError

from functions.ingest.event import (
    BODIES,
    LOG,
    Envelope,
    ObservationBody,
    ScoreBody,
    TraceBody,
)
from functions.ingest.limits import EVENT_ID, EVENTS
from functions.ingest.text import dump_json, whole
from functions.model.chunk import Chunk, Credential, Format
from functions.model.errors import MalformedError, TooLargeError
from functions.model.json import Json
from functions.model.score_config import ScoreConfig

_FAULTS = 3
"""How many a refusal names: the answer to 10,000 bad events must fit into a Lambda's 6 MB."""

_CONFIG = "scoreConfig"
"""What ingest adds to a score's envelope: its type and number, as its config has them now."""

type Target = tuple[str, str]
"""`TRACE` or `SESSION`, and its id."""

type FindConfig = Callable[[str], ScoreConfig | str]
"""The config of an id, or why there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An event that is not stored, and why; the reason names fields and never repeats data."""

    event_id: str
    status: int
    message: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """The events of one request by what they are about."""

    events: dict[Target, list[Json]] = field(default_factory=lambda: defaultdict(list))
    accepted: list[str] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    def chunks(self, credential: Credential, arrived_ms: int) -> Iterable[tuple[Target, Chunk]]:
        """Yield one chunk for each trace and each session that the events are about."""
        for target, events in self.events.items():
            yield (
                target,
                Chunk(
                    format=Format.LANGFUSE,
                    data=dump_json(events),
                    credential=credential,
                    arrived_ms=arrived_ms,
                ),
            )


def read_batch(events: Json, credential: Credential, find_config: FindConfig) -> Batch:
    """Sort the events of a batch; one bad event is refused on its own.

    Raises:
        MalformedError: there is no list at all.
        TooLargeError: it is too long.

    """
    if not isinstance(events, list):
        raise MalformedError("batch: a list of events")
    if len(events) > EVENTS:
        raise TooLargeError(f"batch: over {EVENTS} events")
    batch = Batch()
    for event in events:
        try:
            _sort(event, credential, batch, find_config)
        except ValidationError as error:
            batch.refused.append(_refused(event, 400, "Invalid request data", reason_of(error)))
        except _UnknownTypeError:
            batch.refused.append(
                _refused(event, 400, "Invalid request data", "type: not an event type")
            )
        except _AgainstConfigError as error:
            batch.refused.append(_refused(event, 400, "Invalid request data", str(error)))
        except _NotAllowedError:
            batch.refused.append(
                _refused(event, 401, "Access Scope Denied", "the public key may only send scores")
            )
    return batch


class _UnknownTypeError(Exception):
    """The event names a type that does not exist."""


class _AgainstConfigError(Exception):
    """The score is not what its config says; `str()` of it is shown to the sender."""


class _NotAllowedError(Exception):
    """The credential does not allow this event."""


def _sort(event: Json, credential: Credential, batch: Batch, find_config: FindConfig) -> None:
    envelope = _checked(Envelope, event)
    if envelope.type == LOG:
        return
    if envelope.type not in BODIES:
        raise _UnknownTypeError
    if credential is Credential.PUBLIC and envelope.type != "score-create":
        raise _NotAllowedError
    body = _checked(BODIES[envelope.type], envelope.body)
    if isinstance(body, ScoreBody):
        event = _by_config(event, body, find_config)
    batch.events[target_of(body, envelope.id)].append(event)
    batch.accepted.append(envelope.id)


def _checked[Model: BaseModel](model: type[Model], fields: Json) -> Model:
    """Check what was sent; an emoji that its sender cut in two is no reason to lose an event."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        if not any(each["type"] == "string_unicode" for each in error.errors()):
            raise
    return model.model_validate(whole(fields))


def _by_config(event: Json, body: ScoreBody, find_config: FindConfig) -> Json:
    """Return the event of a score with what its config says of it; nobody else may say it."""
    sent = event if isinstance(event, dict) else {}
    sent = {name: value for name, value in sent.items() if name != _CONFIG}
    if not body.config_id:
        return sent
    config = find_config(body.config_id)
    refusal = (
        config if isinstance(config, str) else config.refusal(body.name, body.data_type, body.value)
    )
    if isinstance(config, str) or refusal:
        raise _AgainstConfigError(refusal)
    said: Json = {"dataType": config.data_type, "value": config.number_of(body.value)}
    return sent | {_CONFIG: said}


def target_of(body: TraceBody | ObservationBody | ScoreBody, event_id: str) -> Target:
    """Return what an event is about; a thing without an id is named like its event."""
    if isinstance(body, TraceBody):
        return "TRACE", body.id or event_id
    if isinstance(body, ScoreBody) and body.session_id:
        return "SESSION", body.session_id
    return "TRACE", body.trace_id or body.id or event_id


def reason_of(error: ValidationError) -> str:
    """Say which fields are wrong and how, without the sender's data, which may be private."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(_fault(each["loc"], each["msg"]) for each in faults[:_FAULTS])


def _fault(place: tuple[int | str, ...], message: str) -> str:
    where = ".".join(str(part)[:100] for part in place)
    said = message.removeprefix("Value error, ")
    return f"{where}: {said}" if where else said


def _refused(event: Json, status: int, message: str, reason: str) -> Refused:
    event_id = event.get("id") if isinstance(event, dict) else None
    known = event_id if isinstance(event_id, str) and 0 < len(event_id) <= EVENT_ID else "unknown"
    return Refused(event_id=known, status=status, message=message, reason=reason)

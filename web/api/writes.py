"""The routes that ingest answers, as the API's document describes them.

They belong to another function (`functions/ingest/handler.py`), which is too lean to describe
itself; a test holds this list to what the template leads there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from pydantic import ConfigDict, Field

from web.api.wire import Timestamp, Wire

type EventType = Literal[
    "trace-create",
    "score-create",
    "span-create",
    "span-update",
    "generation-create",
    "generation-update",
    "event-create",
    "agent-create",
    "tool-create",
    "chain-create",
    "retriever-create",
    "evaluator-create",
    "embedding-create",
    "guardrail-create",
    "observation-create",
    "observation-update",
    "sdk-log",
]


class IngestionEvent(Wire):
    """One statement about a trace, an observation or a score; `body` is of its type."""

    id: str = Field(min_length=1, max_length=800)
    timestamp: Timestamp
    type: EventType
    body: dict[str, Any]


class EntityUpdate(Wire):
    """What is added to an observation; the other fields are those of its event in a batch."""

    model_config = ConfigDict(extra="allow")

    id: str = Field(min_length=1)


class IngestionBatch(Wire):
    """Up to 10,000 events; `metadata` of the SDK is ignored."""

    batch: list[IngestionEvent] = Field(max_length=10_000)
    metadata: Any = None


class StoredEvent(Wire):
    """An event that is stored."""

    id: str
    status: int


class RefusedEvent(StoredEvent):
    """An event that is not, and the fields of it that are wrong."""

    message: str
    error: str


class IngestionAnswer(Wire):
    """What became of each event of a batch."""

    successes: list[StoredEvent]
    errors: list[RefusedEvent]


class NewScore(Wire):
    """A judgement of a trace, of one of its observations, or of a session."""

    name: str = Field(min_length=1)
    value: float | str
    id: str | None = None
    trace_id: str | None = None
    observation_id: str | None = None
    session_id: str | None = None
    data_type: Literal["NUMERIC", "BOOLEAN", "CATEGORICAL", "TEXT", "CORRECTION"] | None = None
    comment: str | None = None
    metadata: Any = None
    environment: str | None = None
    config_id: str | None = None
    queue_id: str | None = None
    timestamp: Timestamp | None = None


class StoredId(Wire):
    """The id of what is stored: its own, or the one that it was given."""

    id: str


class Accepted(Wire):
    """Every score of a list is stored."""

    message: Literal["Accepted"]


class PartlyAccepted(Wire):
    """Some scores of a list are stored."""

    class Reason(Wire):
        """Which fields of a score are wrong."""

        message: str

    accepted: int
    rejected: int
    errors: list[Reason]


class ExportAnswer(Wire):
    """An `ExportTraceServiceResponse` in JSON; empty where every span is stored."""

    class PartialSuccess(Wire):
        """How many spans were refused, and why."""

        rejected_spans: str
        error_message: str

    partial_success: PartialSuccess | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A route of ingest; bodies are types, None where a protocol of its own says what it is."""

    method: Literal["post", "patch"] = "post"
    path: str
    """Under `/api/public`, unless `at_root`."""

    name: str
    summary: str
    tag: str
    accepts: Mapping[str, Any]
    """By media type."""

    answers: Mapping[HTTPStatus, Any]
    at_root: bool = False
    needs_key: bool = True
    public_key: bool = False
    """Whether the public key alone, as a Bearer token, may send scores."""


_OTLP: Mapping[str, Any] = {"application/x-protobuf": None, "application/json": None}
_JSON = "application/json"
_EXPORT = (
    "Takes an OTLP `ExportTraceServiceRequest`, as it is or packed with gzip or deflate. Spans "
    "that are refused are counted in `partialSuccess`; the others are stored."
)
_DROPPED = "Answers, and keeps nothing: SDKs send metrics along with their traces."


def _entity(method: Literal["post", "patch"], kind: str, path: str) -> Write:
    """Return one of the routes from before there were batches."""
    verb = "Creates" if method == "post" else "Adds to"
    return Write(
        method=method,
        path=path,
        name=f"{method}_{kind}",
        tag="ingestion",
        summary=f"{verb} one {kind}: the body is that of an event in a batch.",
        accepts={_JSON: dict[str, Any] if method == "post" else EntityUpdate},
        answers={HTTPStatus.OK: StoredId},
    )


WRITES = (
    Write(
        path="/ingestion",
        name="post_batch",
        tag="ingestion",
        summary="Takes a batch of events, each accepted or refused on its own.",
        accepts={_JSON: IngestionBatch},
        answers={HTTPStatus.MULTI_STATUS: IngestionAnswer},
        public_key=True,
    ),
    Write(
        path="/scores",
        name="post_scores",
        tag="scores",
        summary="Takes one score, or a list of them.",
        accepts={_JSON: NewScore | list[NewScore]},
        answers={
            HTTPStatus.OK: StoredId,
            HTTPStatus.ACCEPTED: Accepted,
            HTTPStatus.MULTI_STATUS: PartlyAccepted,
        },
        public_key=True,
    ),
    Write(
        path="/otel/v1/traces",
        name="post_traces",
        tag="opentelemetry",
        summary=_EXPORT,
        accepts=_OTLP,
        answers={HTTPStatus.OK: ExportAnswer},
    ),
    Write(
        path="/v1/traces",
        name="post_traces_at_root",
        tag="opentelemetry",
        summary=f"The same at the root of the host. {_EXPORT}",
        accepts=_OTLP,
        answers={HTTPStatus.OK: ExportAnswer},
        at_root=True,
    ),
    Write(
        path="/otel/v1/metrics",
        name="post_metrics",
        tag="opentelemetry",
        summary=_DROPPED,
        accepts=_OTLP,
        answers={HTTPStatus.OK: ExportAnswer},
        needs_key=False,
    ),
    Write(
        path="/v1/metrics",
        name="post_metrics_at_root",
        tag="opentelemetry",
        summary=_DROPPED,
        accepts=_OTLP,
        answers={HTTPStatus.OK: ExportAnswer},
        needs_key=False,
        at_root=True,
    ),
    _entity("post", "trace", "/traces"),
    _entity("post", "span", "/spans"),
    _entity("patch", "span", "/spans"),
    _entity("post", "generation", "/generations"),
    _entity("patch", "generation", "/generations"),
    _entity("post", "event", "/events"),
)

"""A judgement of a session, a trace or an observation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from functions.model.json import Json


class DataType(StrEnum):
    """What kind of value a score has; the values are Langfuse's."""

    NUMERIC = "NUMERIC"
    BOOLEAN = "BOOLEAN"
    CATEGORICAL = "CATEGORICAL"
    TEXT = "TEXT"
    CORRECTION = "CORRECTION"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A named value, given by a program, a model or a person.

    Exactly one of `trace_id` and `session_id` is set; `observation_id` only beside `trace_id`.
    """

    score_id: str
    name: str | None = None
    trace_id: str | None = None
    observation_id: str | None = None
    session_id: str | None = None
    data_type: DataType | None = None
    value: float | None = None
    """The number of a NUMERIC score, 1 or 0 of a BOOLEAN one, that which its config gives to the
    label of a CATEGORICAL one, else None."""

    text: str | None = None
    """The label of a CATEGORICAL score, the words of a TEXT or CORRECTION."""

    comment: str | None = None
    metadata: Mapping[str, Json] = field(default_factory=dict)
    source: str | None = None
    environment: str | None = None
    config_id: str | None = None
    queue_id: str | None = None
    author: str | None = None
    timestamp_ns: int | None = None
    """When it was first given."""

    updated_ns: int | None = None
    anonymous: bool | None = None
    """True while all that is known of it came with the public key alone."""

    deleted: bool | None = None

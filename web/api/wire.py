"""How values look on the wire: camelCase names, ISO times in milliseconds, JSON values."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from functions.interpret.jsontext import typed
from functions.model.json import Json

type Timestamp = Annotated[str, Field(json_schema_extra={"format": "date-time"})]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = datetime.min.replace(tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)
_SECOND = 1_000_000_000


class Wire(BaseModel):
    """Base of every answer."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, frozen=True, protected_namespaces=()
    )


def wire_time(ns: int | None) -> str:
    """Return a time as clients read it.

    Where the contract demands one and none is known, it is the epoch: early enough that nobody
    takes it for true.
    """
    return _moment(ns or 0).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def wire_time_or_none(ns: int | None) -> str | None:
    """Return a time as clients read it, or None where none is known."""
    return None if ns is None else wire_time(ns)


def seconds(ns: int | None) -> float | None:
    """Return a length of time in seconds."""
    return None if ns is None else ns / _SECOND


def wire_value(value: Json) -> Any:
    """Return what a text stands for, where it is JSON; else the value as it is."""
    return typed(value)


def wire_object(value: Mapping[str, Json]) -> dict[str, Any]:
    """Return an object, each of its values as `wire_value` has it."""
    return {key: typed(each) for key, each in value.items()}


def _moment(ns: int) -> datetime:
    try:
        return _EPOCH + timedelta(microseconds=ns // 1000)
    except OverflowError:
        return _FIRST if ns < 0 else _LAST

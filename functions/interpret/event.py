"""A Langfuse ingestion event as it was sent: an envelope, and a body that may hold anything."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from functions.interpret.jsontext import read_json, text
from functions.interpret.timestamp import read_timestamp
from functions.model.fragment import Order
from functions.model.json import Json
from functions.model.jsonvalue import structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of a batch. Null and absent are the same everywhere in it."""

    id: str
    type: str
    timestamp_ns: int | None
    body: dict[str, Json]
    score_config: Mapping[str, Json] = field(default_factory=dict)
    """What ingest added to a score: `dataType` and `value` (a number or null) by its config."""

    @property
    def order(self) -> Order:
        """Where it stands: its envelope's time, creates before updates; an id names one event."""
        update = self.type.endswith("-update")
        return Order.at(self.timestamp_ns, self.id, update=update, once=bool(self.id))

    def text(self, key: str) -> str | None:
        """Return a field as text; None where it says nothing."""
        return text(self.body.get(key))

    def named(self, key: str) -> str:
        """Return an id from the body; a thing that has none is named like its event."""
        return self.text(key) or self.id

    def time(self, key: str) -> int | None:
        """Return a date as Unix nanoseconds."""
        return read_timestamp(self.body.get(key))

    def payload(self, key: str) -> Json:
        """Return an input or output; a text that holds a list or an object is parsed."""
        return structure(self.body.get(key))

    def mapping(self, key: str) -> dict[str, Json]:
        """Return an object, or an empty one."""
        value = structure(self.body.get(key))
        return value if isinstance(value, dict) else {}

    def metadata(self) -> dict[str, Json]:
        """Return the metadata; what is no object stands under `metadata`, as text."""
        value = self.body.get("metadata")
        if isinstance(value, dict):
            return value
        said = text(value)
        return {"metadata": said} if said else {}


def parse_events(data: bytes) -> Iterator[Event]:
    """Return the events of a list; what is no event is left out."""
    entries = read_json(data)
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and isinstance(body := entry.get("body"), dict):
            config = entry.get("scoreConfig")
            yield Event(
                id=text(entry.get("id")) or "",
                type=str(entry.get("type")),
                timestamp_ns=read_timestamp(entry.get("timestamp")),
                body=body,
                score_config=config if isinstance(config, dict) else {},
            )

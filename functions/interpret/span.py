"""A span as its exporter sent it, and which of its attributes have been given a meaning."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from functions.model.json import Json, JsonObject, is_absent
from functions.model.jsonvalue import structure

STATUS_ERROR = 2
"""`STATUS_CODE_ERROR` of OTLP's `Status`."""

MOST_EVENTS = 10_000
"""Of one span that are read, 78 times what an SDK keeps: 4 kB, packed, may hold two million."""


def first_word(name: str) -> str:
    """Return what a key, an event's name or a scope begins with: `gen_ai`, `genkit`, `ai`."""
    word = name.partition(".")[0]
    return word.partition(":")[0] if ":" in word else word


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanEvent:
    """Something that happened within a span, such as an exception or a message."""

    name: str
    attributes: Mapping[str, Json]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Which process and which instrumentation made a span; shared by all of their spans."""

    resource: Mapping[str, Json] = field(default_factory=dict)
    scope_name: str = ""
    scope_version: str = ""
    scope_attributes: Mapping[str, Json] = field(default_factory=dict)

    @cached_property
    def words(self) -> frozenset[str]:
        """The first words of the resource's keys."""
        return frozenset(map(first_word, self.resource))

    @cached_property
    def description(self) -> JsonObject:
        """The resource's attributes, and under `scope` who instrumented."""
        scope: dict[str, Json] = {
            "name": self.scope_name,
            "version": self.scope_version,
            "attributes": dict(self.scope_attributes),
        }
        known = {key: value for key, value in scope.items() if not is_absent(value)}
        return {**self.resource, "scope": known} if known else self.resource


@dataclass(frozen=True, kw_only=True)
class Span:
    """One span. Ids are lower-case hexadecimal, times Unix nanoseconds."""

    trace_id: str
    span_id: str
    parent_id: str | None = None
    name: str = ""
    start_ns: int | None = None
    end_ns: int | None = None
    status_code: int = 0
    status_message: str = ""
    attributes: Mapping[str, Json] = field(default_factory=dict)
    events: tuple[SpanEvent, ...] = ()
    origin: Origin = field(default_factory=Origin)
    used: set[str] = field(default_factory=set)
    """Keys of the attributes that some convention has understood."""

    @cached_property
    def words(self) -> frozenset[str]:
        """The first words of its keys, of its events' names and of its scope's."""
        names = (*self.attributes, *(each.name for each in self.events), self.origin.scope_name)
        return frozenset(map(first_word, names))

    @cached_property
    def _structures(self) -> dict[str, Json]:
        return {}

    def structured(self, key: str) -> Json:
        """Return an attribute, or the list or object that its text holds, read once."""
        known = self._structures
        if key not in known:
            known[key] = structure(self.attributes.get(key))
        return known[key]

    def has(self, key: str) -> bool:
        """Tell whether an attribute says something."""
        return key in self.attributes and not is_absent(self.attributes[key])

    def has_any(self, keys: Iterable[str]) -> bool:
        """Tell whether one of these attributes says something."""
        return any(self.has(key) for key in keys)

    def take(self, key: str) -> Json:
        """Return an attribute and count it as understood; None if it says nothing."""
        value = self.attributes.get(key)
        if value is None or is_absent(value):
            return None
        self.used.add(key)
        return value

    def first(self, keys: Iterable[str]) -> Json:
        """Take the first of these attributes that says something."""
        for key in keys:
            value = self.take(key)
            if value is not None:
                return value
        return None

    def take_object(self, key: str) -> dict[str, Json] | None:
        """Take an attribute that holds a JSON object; one that does not stays where it is."""
        if key not in self.attributes:
            return None
        value = self.structured(key)
        if not isinstance(value, dict) or not value:
            return None
        self.used.add(key)
        return value

    def take_meaning[Meaning](self, key: str, meanings: Mapping[str, Meaning]) -> Meaning | None:
        """Return what one of the known values of an attribute means."""
        value = self.attributes.get(key)
        meaning = meanings.get(value) if isinstance(value, str) else None
        if meaning is not None:
            self.used.add(key)
        return meaning

    def events_named(self, *names: str) -> list[SpanEvent]:
        """Return the events of these names."""
        return [event for event in self.events if event.name in names] if self.events else []

    def carrying(self, attributes: Mapping[str, Json]) -> "Span":
        """Return a span whose attributes are an event's, to be read by the same rules."""
        return replace(self, attributes=attributes, events=(), used=set())

    def with_prefix(self, prefix: str) -> dict[str, Json]:
        """Take every attribute whose key goes on after `prefix`, by the rest of its key."""
        if first_word(prefix) not in self.words:
            return {}
        cut = len(prefix)
        found = {
            key[cut:]: value
            for key, value in self.attributes.items()
            if key.startswith(prefix) and len(key) > cut and not is_absent(value)
        }
        if found:
            self.used.update(prefix + key for key in found)
        return found

    @property
    def is_root(self) -> bool:
        """Tell whether it has no parent, or its sender calls it a root all the same."""
        return self.parent_id is None or self.attributes.get("langfuse.internal.as_root") in (
            True,
            "true",
        )

    @property
    def rest(self) -> dict[str, Json]:
        """Return the attributes that no convention has understood."""
        return {key: value for key, value in self.attributes.items() if key not in self.used}

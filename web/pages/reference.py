"""What the reference of the API is made of: pieces whose every text is ready to be printed."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A parameter of a request or a field of an object."""

    name: str
    kind: Markup
    """Its type and bounds, with links to the objects that it names."""

    required: bool
    place: str
    """`query` or `path`; nothing for a field of an object."""

    words: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyView:
    """A body that is sent or answered: when, as which media type, and of which type."""

    name: str
    media_type: str
    kind: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationView:
    """One method of one path."""

    anchor: str
    method: str
    path: str
    words: Markup
    keys: str
    """What it asks of who calls it."""

    parameters: tuple[FieldView, ...]
    bodies: tuple[BodyView, ...]
    answers: tuple[BodyView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationGroup:
    """The operations about one thing."""

    name: str
    operations: tuple[OperationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectView:
    """An object that bodies are made of."""

    anchor: str
    name: str
    words: Markup
    fields: tuple[FieldView, ...]

"""The parts that a chat message is made of."""

from dataclasses import dataclass

from functions.model.json import Json
from functions.model.media import MediaToken


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words for the reader."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoning:
    """What a model thought before it answered."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """A model's wish that a tool be run."""

    name: str
    call_id: str = ""
    arguments: Json = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """What a tool answered, given back to a model."""

    call_id: str = ""
    name: str = ""
    result: Json = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """An image, a sound, a film or a file; its bytes are elsewhere.

    At most a token or an address says where; where neither does, the sender kept it to itself.
    """

    kind: str
    """`image`, `audio`, `video` or `file`."""

    content_type: str = ""
    token: MediaToken | None = None
    url: str = ""
    """`http` or `https`, of someone else."""

    name: str = ""
    """Of a file, or the id that a provider gave it."""


type Part = Text | Reasoning | ToolCall | ToolResult | Media

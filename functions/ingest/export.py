"""What an OTLP export comes to: a chunk for each trace, and what was refused."""

from dataclasses import dataclass

from functions.model.chunk import Chunk


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The chunks of one request by trace id, and why some spans are not among them."""

    chunks: tuple[tuple[str, Chunk], ...]
    span_count: int
    rejected: tuple[str, ...] = ()
    """One reason a span, naming the field and never the data."""

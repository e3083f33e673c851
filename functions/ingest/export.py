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

    @property
    def rejection(self) -> str:
        """The reasons in one line."""
        more = len(self.rejected) - 10
        return "; ".join(self.rejected[:10]) + (f"; and {more} more" if more > 0 else "")

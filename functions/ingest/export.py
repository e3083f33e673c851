"""What an OTLP export comes to: a chunk for each trace, and what was refused."""

from dataclasses import dataclass

from functions.ingest.limits import SPLIT_BYTES
from functions.model.chunk import Chunk
from functions.model.errors import TooLargeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The chunks of one request by trace id, and why some spans are not among them."""

    chunks: tuple[tuple[str, Chunk], ...]
    span_count: int
    rejected: tuple[str, ...] = ()
    """One reason a span, naming the field and never the data."""


@dataclass(slots=True)
class Size:
    """How large an export has become: resource and scope stand in the chunk of every trace."""

    total: int = 0

    def add(self, content: bytes) -> None:
        """Count some bytes.

        Raises:
            TooLargeError: a large resource, repeated for many traces, would fill the memory.

        """
        self.total += len(content)
        if self.total > SPLIT_BYTES:
            raise TooLargeError(f"resourceSpans: over {SPLIT_BYTES} bytes when split by trace")

"""What one request said about one trace (or one session), verbatim."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Format(StrEnum):
    """How the bytes of a chunk are to be read."""

    OTLP_PROTOBUF = "otlp-protobuf"
    """An `ExportTraceServiceRequest` that holds the spans of one trace."""

    OTLP_JSON = "otlp-json"
    """The same as OTLP/JSON."""

    LANGFUSE = "langfuse"
    """A JSON list of ingestion events as they were sent."""


class Credential(StrEnum):
    """What a sender proved to be; a weaker one never overrules a stronger one."""

    SECRET = "secret"  # noqa: S105 - a name, not a password
    """The project's secret key, or a signed-in person."""

    PUBLIC = "public"
    """The public key alone, which any visitor of a web page can read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A sender's own bytes, uncompressed.

    Two chunks of the same format, credential and bytes are one, whenever they arrived.
    """

    format: Format
    data: bytes
    credential: Credential = Credential.SECRET
    arrived_ms: int = 0
    """When ingest stored it, Unix milliseconds; decides only what a deletion covers."""

    @property
    def chunk_id(self) -> str:
        """Return 32 hexadecimal digits that follow from the content alone."""
        digest = sha256(f"{self.format}\n{self.credential}\n".encode())
        digest.update(self.data)
        return digest.hexdigest()[:32]

"""A request as API Gateway hands it over: its headers, and its body inflated under a limit."""

import zlib
from base64 import b64decode
from binascii import Error as Base64Error
from dataclasses import dataclass
from typing import Any

from functions.ingest.limits import DECOMPRESSED_BYTES, MEMBERS
from functions.model.errors import MalformedError, TooLargeError

_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_RAW = -zlib.MAX_WBITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """An HTTP API event (payload format 2.0), read lazily."""

    event: dict[str, Any]

    @property
    def path(self) -> str:
        """The path, decoded once by the front door."""
        return str(self.event.get("rawPath", ""))

    @property
    def method(self) -> str:
        """The HTTP method in capitals."""
        return str(self.event["requestContext"]["http"]["method"])

    def header(self, name: str) -> str:
        """Return a header by its lower-case name; SDKs also spell `x_langfuse_…`."""
        headers = self.event.get("headers") or {}
        return str(headers.get(name) or headers.get(name.replace("-", "_")) or "")

    @property
    def is_json(self) -> bool:
        """Tell whether the sender speaks JSON; answers are in the same tongue."""
        return "json" in self.header("content-type").lower()

    @property
    def is_protobuf(self) -> bool:
        """Tell whether the sender speaks protobuf."""
        return "protobuf" in self.header("content-type").lower()

    def body(self) -> bytes:
        """Return the body, decoded and inflated.

        Raises:
            MalformedError: it is not what its headers say.
            TooLargeError: it inflates beyond the limit; inflation stops there.

        """
        text = self.event.get("body") or ""
        if not self.event.get("isBase64Encoded"):
            raw = text.encode("utf-8", "surrogatepass")
        else:
            try:
                raw = b64decode(text)
            except (Base64Error, ValueError):
                raise MalformedError("body: not base64") from None
        return _inflate(raw, self.header("content-encoding").lower())


def _inflate(raw: bytes, encoding: str) -> bytes:
    if encoding in ("", "identity"):
        return raw
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise MalformedError("content-encoding: gzip, deflate or none")
    try:
        return _bounded(raw, _GZIP_OR_ZLIB)
    except zlib.error:
        if encoding != "deflate":
            raise MalformedError("body: damaged gzip") from None
    try:
        return _bounded(raw, _RAW)
    except zlib.error:
        raise MalformedError("body: damaged deflate") from None


def _bounded(raw: bytes, window: int) -> bytes:
    """Inflate every member of `raw`, counting on the way."""
    parts: list[bytes] = []
    left = DECOMPRESSED_BYTES
    while raw:
        if len(parts) == MEMBERS:
            raise MalformedError(f"body: over {MEMBERS} gzip members")
        stream = zlib.decompressobj(window)
        part = stream.decompress(raw, left + 1)
        left -= len(part)
        if left < 0:
            raise TooLargeError(f"body: over {DECOMPRESSED_BYTES} bytes when inflated")
        if not stream.eof:
            raise zlib.error("truncated")
        parts.append(part)
        raw = stream.unused_data.lstrip(b"\0")
    return b"".join(parts)

"""The tokens by which a payload names media that are kept beside it.

They are what Langfuse's SDKs write and read back:
`@@@langfuseMedia:type=image/png|id=<media id>|source=base64_data_uri@@@`.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN_MARK = "@@@langfuseMedia:"  # noqa: S105 - how every token begins

_TOKEN = re.compile(
    TOKEN_MARK + r"type=([^|@\s]{1,127})\|id=([A-Za-z0-9_-]{22})\|source=([A-Za-z0-9_]{1,32})@@@"
)
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_ID_LENGTH = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaToken:
    """The name of a piece of media in a payload; whoever wrote it may have lied about its type."""

    content_type: str
    media_id: str
    source: str = "base64_data_uri"

    def __str__(self) -> str:
        """Return it as it stands in a text."""
        return f"{TOKEN_MARK}type={self.content_type}|id={self.media_id}|source={self.source}@@@"


def media_id(digest: bytes) -> str:
    """Return the id of what has this SHA-256, as every client computes it too."""
    return urlsafe_b64encode(digest).decode()[:_ID_LENGTH]


def is_media_id(text: str) -> bool:
    """Tell whether media can have this id."""
    return _ID.fullmatch(text) is not None


def split_tokens(text: str) -> Iterator[str | MediaToken]:
    """Yield the texts between tokens, where there are any, and the tokens, in their order."""
    end = 0
    if TOKEN_MARK in text:
        for found in _TOKEN.finditer(text):
            if found.start() > end:
                yield text[end : found.start()]
            yield _token(found)
            end = found.end()
    if end < len(text):
        yield text[end:]


def read_token(text: object) -> MediaToken | None:
    """Return the token that a text consists of, or None if it is anything else."""
    if not isinstance(text, str) or not text.startswith(TOKEN_MARK):
        return None
    found = _TOKEN.fullmatch(text)
    return _token(found) if found else None


def _token(found: re.Match[str]) -> MediaToken:
    return MediaToken(content_type=found[1], media_id=found[2], source=found[3])


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineMedia:
    """A piece of media that came inside a payload."""

    content_type: str
    """One of `media_type.EXTENSIONS`."""

    data: bytes
    digest: bytes
    """SHA-256."""

    @property
    def media_id(self) -> str:
        """Return its id, which follows from the bytes alone."""
        return media_id(self.digest)

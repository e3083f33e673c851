"""Base64 in payloads: what is some, what it decodes to, and which file its beginning tells of."""

import re
from base64 import b64decode
from binascii import Error

LEAST = 80
"""Characters; what is shorter takes no more room than a token in its place."""

_OPAQUE_FROM = 100_000
"""Characters from which a text is bytes even if no file begins like it."""

_MANY = 48
"""Different characters that bytes in base64 soon show, and names, hashes and fillers do not."""

_SAMPLE = 4096
_STANDARD = str.maketrans("-_", "+/", "\r\n\t =")
_WHOLE = re.compile(r"[A-Za-z0-9+/\-_\r\n]++={0,2}[\r\n]*")
_ALPHABET = bytes(range(256)).translate(
    bytes(65 if re.match(rb"[A-Za-z0-9+/\-_\r\n\\=]", bytes([each])) else 0 for each in range(256))
)
_RUN = b"A" * LEAST

_BEGINNINGS = (
    ("iVBORw0KGg", "image/png"),
    ("/9j/", "image/jpeg"),
    ("R0lGOD", "image/gif"),
    ("JVBERi0", "application/pdf"),
    ("SUQz", "audio/mpeg"),
    ("T2dnUw", "audio/ogg"),
    ("ZkxhQ", "audio/flac"),
    ("GkXfo", "video/webm"),
    ("UEsDB", "application/zip"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
_FTYP = re.compile(r"AAAA.GZ0eX")
_BRANDS = {b"avif": "image/avif", b"heic": "image/heic", b"M4A ": "audio/mp4"}


def has_run(data: bytes) -> bool:
    """Tell, fast, whether bytes hold `LEAST` characters of base64 in a row (JSON may escape it)."""
    return _RUN in data.translate(_ALPHABET)


def is_base64(text: str) -> bool:
    """Tell whether a text is nothing else and long enough to be worth a look."""
    return len(text) >= LEAST and _WHOLE.fullmatch(text) is not None


def decode(text: str) -> bytes | None:
    """Return what base64 of either alphabet stands for, padded or not; None if it is none."""
    plain = text.translate(_STANDARD)
    try:
        return b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except Error:
        return None


def file_type(text: str) -> str | None:
    """Return the content type that the beginning of base64 tells of, or None."""
    for beginning, content_type in _BEGINNINGS:
        if text.startswith(beginning):
            return content_type
    if text.startswith("UklGR"):
        return _RIFF.get((decode(text[:16]) or b"")[8:12])
    if _FTYP.match(text):
        return _BRANDS.get((decode(text[:16]) or b"")[8:12], "video/mp4")
    return None


def is_opaque(text: str) -> bool:
    """Tell whether base64 is so long and so varied that nobody would read it as a text."""
    return len(text) >= _OPAQUE_FROM and len(set(text[:_SAMPLE])) >= _MANY

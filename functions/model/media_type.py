"""Content types of media: Langfuse's list, and which of them a page may show."""

from enum import StrEnum
from types import MappingProxyType

ANY_BYTES = "application/octet-stream"

_OOXML = "application/vnd.openxmlformats-officedocument"

EXTENSIONS = MappingProxyType(
    {
        "image/png": "png", "image/jpeg": "jpg", "image/jpg": "jpg", "image/webp": "webp",
        "image/gif": "gif", "image/svg+xml": "svg", "image/tiff": "tiff", "image/bmp": "bmp",
        "image/avif": "avif", "image/heic": "heic",
        "audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/wav": "wav", "audio/ogg": "ogg",
        "audio/oga": "oga", "audio/aac": "aac", "audio/mp4": "m4a", "audio/flac": "flac",
        "audio/opus": "opus", "audio/webm": "weba",
        "video/mp4": "mp4", "video/webm": "webm", "video/ogg": "ogv", "video/mpeg": "mpeg",
        "video/quicktime": "mov", "video/x-msvideo": "avi", "video/x-matroska": "mkv",
        "text/plain": "txt", "text/html": "html", "text/css": "css", "text/csv": "csv",
        "text/markdown": "md", "text/x-python": "py", "text/x-typescript": "ts",
        "application/javascript": "js", "application/x-yaml": "yaml", "application/pdf": "pdf",
        "application/msword": "doc", "application/rtf": "rtf", "application/json": "json",
        "application/xml": "xml", "application/zip": "zip", "application/gzip": "gz",
        "application/x-tar": "tar", "application/x-7z-compressed": "7z", ANY_BYTES: "bin",
        "application/x-ndjson": "ndjson", "application/vnd.apache.parquet": "parquet",
        "application/vnd.ms-excel": "xls",
        f"{_OOXML}.wordprocessingml.document": "docx",
        f"{_OOXML}.spreadsheetml.sheet": "xlsx",
        f"{_OOXML}.presentationml.presentation": "pptx",
    }
)  # fmt: skip
"""Every content type that is taken, with the ending of its files."""

_NO_RASTER = {"image/svg+xml", "image/tiff", "image/heic"}
"""A vector image can run scripts; the others no browser paints."""


class MediaKind(StrEnum):
    """How a page shows a piece of media."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    """Only as a download."""


def media_kind(content_type: str) -> MediaKind:
    """Return how a page may show what has this content type."""
    if content_type not in EXTENSIONS or content_type in _NO_RASTER:
        return MediaKind.FILE
    major = content_type.partition("/")[0]
    return MediaKind(major) if major in set(MediaKind) else MediaKind.FILE


def known_type(content_type: str) -> str:
    """Return a sender's content type without parameters, or that of any bytes for a strange one."""
    plain = content_type.partition(";")[0].strip().lower()
    return plain if plain in EXTENSIONS else ANY_BYTES

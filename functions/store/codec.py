"""How bytes are packed into an item: zstd, now and for as long as such items exist.

Contexts are made anew each time (13 µs): they are not thread safe, and `infra.local` runs the
handlers in threads.
"""

from zstandard import ZstdCompressor, ZstdDecompressor

_LEVEL = 3
_LARGEST = 64 * 1024 * 1024
"""Twice what ingest lets in: an item that claims more is damaged."""


def pack(data: bytes) -> bytes:
    """Compress; the same bytes always give the same result."""
    return ZstdCompressor(level=_LEVEL).compress(data)


def unpack(data: bytes) -> bytes:
    """Return what `pack` was given."""
    return ZstdDecompressor().decompress(data, max_output_size=_LARGEST)

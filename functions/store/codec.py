"""How bytes are packed into an item: zstd, with a dictionary that ships with the code.

Every frame names its dictionary, so a dictionary is never changed and never removed: whatever was
packed with it would be lost. A better one gets the next number. `tests/bench/dictionary.py` says
how they are made.

Contexts cost more to make than most rows to pack, and are not thread safe: each thread has its own.
What they share, the digested dictionary, is only read.
"""

from functools import cache
from pathlib import Path
from threading import local

from zstandard import (
    ZstdCompressionDict,
    ZstdCompressor,
    ZstdDecompressor,
    get_frame_parameters,
)

DICTIONARY = 1
"""The one that is packed with today."""

_FAST = 3
_THOROUGH = 6
_LARGEST = 64 * 1024 * 1024
"""Twice what ingest lets in: an item that claims more is damaged."""

_FOLDER = Path(__file__).parent / "dictionaries"


def pack(data: bytes) -> bytes:
    """Compress, fast; the same bytes always give the same result."""
    return _contexts().compressor(_FAST).compress(data)


def pack_thoroughly(data: bytes) -> bytes:
    """Compress what is small and written often: a tenth less to pay for."""
    return _contexts().compressor(_THOROUGH).compress(data)


def unpack(data: bytes) -> bytes:
    """Return what was packed, with whatever dictionary."""
    number = get_frame_parameters(data).dict_id
    return _contexts().decompressor(number).decompress(data, max_output_size=_LARGEST)


class _Contexts(local):
    """The contexts of one thread."""

    def __init__(self) -> None:
        self.compressor = cache(_compressor)
        self.decompressor = cache(_decompressor)


@cache
def _contexts() -> _Contexts:
    return _Contexts()


def _compressor(level: int) -> ZstdCompressor:
    return ZstdCompressor(dict_data=_digested(level), level=level)


def _decompressor(number: int) -> ZstdDecompressor:
    return ZstdDecompressor(dict_data=_dictionary(number) if number else None)


@cache
def _digested(level: int) -> ZstdCompressionDict:
    dictionary = ZstdCompressionDict((_FOLDER / str(DICTIONARY)).read_bytes())
    dictionary.precompute_compress(level=level)
    return dictionary


@cache
def _dictionary(number: int) -> ZstdCompressionDict:
    return ZstdCompressionDict((_FOLDER / str(number)).read_bytes())

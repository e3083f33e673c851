"""Pictures that a browser can paint, each one different."""

import random
import struct
import zlib


def a_png(seed: int) -> bytes:
    """Return a picture of eight by eight points that nobody has sent before."""
    rows = b"".join(b"\0" + random.Random(seed + row).randbytes(24) for row in range(8))
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)

"""Protobuf's wire format, as far as it takes to put whole submessages side by side."""

_VARINT = 0
_LENGTH_DELIMITED = 2


def message_field(number: int, content: bytes) -> bytes:
    """Return a field that holds a submessage, a string or bytes."""
    return _varint(number << 3 | _LENGTH_DELIMITED) + _varint(len(content)) + content


def varint_field(number: int, value: int) -> bytes:
    """Return a field that holds a non-negative number."""
    return _varint(number << 3 | _VARINT) + _varint(value)


def _varint(value: int) -> bytes:
    if value < 0x80:
        return bytes((value,))
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)

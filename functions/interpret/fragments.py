"""Fragments: what a chunk says, whatever its protocol.

Pure and total: the same chunk always gives the same fragments, and nothing that a sender can put
into one raises; what cannot be read is left out, one field, span or event at a time.
"""

from collections.abc import Iterator

from functions.interpret.langfuse import read_events
from functions.interpret.otlp import read_protobuf
from functions.interpret.otlp_json import read_otlp_json
from functions.interpret.span_fragments import span_fragments
from functions.model.chunk import Chunk, Format
from functions.model.fragment import Fragment


def read_fragments(chunk: Chunk) -> Iterator[Fragment]:
    """Return every statement in a chunk, in the order in which its sender wrote them."""
    match chunk.format:
        case Format.OTLP_PROTOBUF:
            for span in read_protobuf(chunk.data):
                yield from span_fragments(span)
        case Format.OTLP_JSON:
            for span in read_otlp_json(chunk.data):
                yield from span_fragments(span)
        case Format.LANGFUSE:
            yield from read_events(chunk.data, chunk.credential)

"""Fragments: what a chunk says, whatever its protocol.

Pure and total: the same chunk always gives the same fragments, and nothing that a sender can put
into one raises; what cannot be read is left out, one field, span or event at a time.

A protocol is imported with its first chunk: a viewer that shows sessions reads none.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from functions.model.chunk import Chunk, Format
from functions.model.fragment import Fragment

if TYPE_CHECKING:
    from functions.interpret.span import Span


def read_fragments(chunk: Chunk) -> Iterator[Fragment]:
    """Return every statement in a chunk, in the order in which its sender wrote them."""
    if chunk.format is Format.LANGFUSE:
        from functions.interpret.langfuse import read_events

        return read_events(chunk.data, chunk.credential)
    return _of_spans(chunk)


def _of_spans(chunk: Chunk) -> Iterator[Fragment]:
    from functions.interpret.span_fragments import span_fragments

    for span in _spans(chunk):
        yield from span_fragments(span)


def _spans(chunk: Chunk) -> "Iterable[Span]":
    if chunk.format is Format.OTLP_JSON:
        from functions.interpret.otlp_json import read_otlp_json

        return read_otlp_json(chunk.data)
    from functions.interpret.otlp import read_protobuf

    return read_protobuf(chunk.data)

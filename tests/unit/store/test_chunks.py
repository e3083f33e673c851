"""Chunks and their items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.model.chunk import Chunk, Credential, Format
from functions.store.chunks import chunk_to_item, item_to_chunk, payload_key
from functions.store.codec import pack
from functions.store.retention import chunk_expiry, expiry

CHUNKS = st.builds(
    Chunk,
    format=st.sampled_from(Format),
    data=st.binary(),
    credential=st.sampled_from(Credential),
    arrived_ms=st.integers(0, 2**41),
)


@given(CHUNKS)
def test_a_chunk_comes_back_as_it_was(chunk: Chunk) -> None:
    assert item_to_chunk(chunk_to_item("pk", chunk, pack(chunk.data))) == chunk


@given(CHUNKS)
def test_a_chunk_that_overflowed_comes_back_as_it_was(chunk: Chunk) -> None:
    item = chunk_to_item("pk", chunk, None, payload_key("p", "pk", chunk))

    assert "data" not in item
    assert item_to_chunk(item, pack(chunk.data)) == chunk


@given(CHUNKS, st.integers(0, 2**41))
def test_when_a_chunk_arrived_does_not_change_its_key(chunk: Chunk, later_ms: int) -> None:
    later = Chunk(
        format=chunk.format, data=chunk.data, credential=chunk.credential, arrived_ms=later_ms
    )

    assert chunk_to_item("pk", later, b"")["SK"] == chunk_to_item("pk", chunk, b"")["SK"]


def test_the_same_words_from_a_weaker_sender_are_another_chunk() -> None:
    """Otherwise a visitor with the public key could take a score's standing from it."""
    keys = {
        chunk_to_item("pk", Chunk(format=Format.LANGFUSE, data=b"[]", credential=each), b"")["SK"][
            "S"
        ]
        for each in Credential
    }

    assert len(keys) == len(Credential)


@pytest.mark.parametrize("project", ["p", "other"])
def test_a_payload_stands_under_its_project(project: str) -> None:
    chunk = Chunk(format=Format.OTLP_JSON, data=b"{}")

    assert payload_key(project, "pk", chunk).startswith(f"{project}/")


def test_a_chunk_outlives_what_is_derived_from_it() -> None:
    """A fold that missed an expired part would forget what it said."""
    assert chunk_expiry(0) - expiry(0) == 7 * 86_400

"""Packed bytes: the same for the same, small, and never more than they claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zstandard import ZstdError

from functions.store.codec import pack, unpack


@given(st.binary())
def test_bytes_come_back_as_they_were(data: bytes) -> None:
    assert unpack(pack(data)) == data


@given(st.binary())
def test_the_same_bytes_are_packed_alike(data: bytes) -> None:
    """The same request sent again must write the same item again."""
    assert pack(data) == pack(data)


def test_what_is_damaged_is_not_taken_for_something_else() -> None:
    with pytest.raises(ZstdError):
        unpack(pack(b"x" * 1000)[:-3])

"""Packed bytes: the same for the same, small, and never more than they claim."""

from concurrent.futures import ThreadPoolExecutor

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


def test_what_is_damaged_does_no_harm_to_what_is_unpacked_next() -> None:
    packed = pack(b"whole " * 100)

    with pytest.raises(ZstdError):
        unpack(packed[:-5])

    assert unpack(packed) == b"whole " * 100


def test_threads_do_not_get_in_each_others_way() -> None:
    texts = [str(number).encode() * 500 for number in range(500)]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: unpack(pack(text)), texts)) == texts

"""Derived rows: nothing said twice, nothing said of nothing, and readable for ever."""

from base64 import b64decode

import pytest

from functions.model.score import DataType
from functions.model.session import Session
from functions.model.turn import ScoreLine, Turn
from functions.store.codec import pack, pack_thoroughly, unpack
from functions.store.rows import decode, encode, plain
from tests.factories import a_session, a_turn

_PACKED_ONCE = {
    "without a dictionary": (
        "KLUv/SBE/QEAdAMiZ2VuZXJhdGlvbl9jb3VudCI6MSwibW9kZWxzIjpbImdwdC00LjEtbWlua"
        "SJdLCJvYnNlcnYzAQA2DwUF"
    ),
    "with dictionary 1": "KLUv/SEBRI0AABAxMwT8NAXjm6k+qGmYYgYv",
}


def test_a_turn_comes_back_as_it_was() -> None:
    line = ScoreLine(score_id="1", name="quality", data_type=DataType.NUMERIC, value=1.0)
    turn = a_turn(tags=("a",), scores=(line,), fingerprints=b"\x00\xff")

    assert decode(encode(turn), Turn) == turn


def test_a_session_comes_back_as_it_was() -> None:
    assert decode(encode(a_session()), Session) == a_session()


def test_what_is_absent_is_not_stored_at_any_depth() -> None:
    stored = plain(a_turn(scores=(ScoreLine(score_id="1", name="quality"),)))

    assert b"null" not in stored
    assert b"[]" not in stored
    assert b"{}" not in stored


@pytest.mark.parametrize("packed", _PACKED_ONCE.values(), ids=_PACKED_ONCE)
def test_what_was_packed_once_is_read_for_ever(packed: str) -> None:
    """A dictionary that changes or goes takes every row with it that was packed with it."""
    said = b'"generation_count":1,"models":["gpt-4.1-mini"],"observation_count":3'

    assert unpack(b64decode(packed)) == said


def test_a_row_is_packed_smaller_than_a_chunk_would_be() -> None:
    data = plain(a_turn())

    assert len(pack_thoroughly(data)) <= len(pack(data)) < 0.8 * len(data)
    assert unpack(pack(data)) == unpack(pack_thoroughly(data)) == data

"""Derived rows: nothing said twice, nothing said of nothing, and readable for ever."""

from base64 import b64decode

import pytest

from functions.model.score import DataType
from functions.model.session import Session
from functions.model.turn import ScoreLine, Turn
from functions.store.codec import DICTIONARY, pack, pack_thoroughly, unpack
from functions.store.rows import decode, encode, plain
from tests.factories import a_session, a_turn

_OF_DICTIONARY_1 = "KLUv/SEBRI0AABAxMwT8NAXjm6k+qGmYYgYv"
_OF_NO_DICTIONARY = "KLUv/SBE/QEAdAMiZ2VuZXJhdGlvbl9jb3VudCI6MSwibW9kZWxzIjpbImdwdC00LjEtbWluaSJdLCJvYnNlcnYzAQA2DwUF"


def test_a_dictionary_makes_small_rows_a_quarter_smaller() -> None:
    data = plain(a_turn())

    assert len(pack_thoroughly(data)) < 0.75 * len(data)
    assert unpack(pack(data)) == unpack(pack_thoroughly(data)) == data
    assert DICTIONARY == 1

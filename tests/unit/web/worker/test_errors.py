"""Errors in the log."""

import pytest

from web.worker.errors import describe


def test_an_error_is_described_by_its_kind_and_its_place_alone() -> None:
    with pytest.raises(ValueError, match="private") as raised:
        int("private words")

    description = describe(raised.value)
    assert description.startswith("ValueError at test_errors.py:")
    assert "private" not in description

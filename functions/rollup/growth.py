"""How often something large is folded again: the larger, the more seldom."""

_EVERY_TIME = 256
"""Rows below it up to which a row is folded at every wake."""

_ROWS_A_SECOND = 100


def is_too_soon(rows: int, written_ms: int, now_ms: int) -> bool:
    """Tell whether a fold of `rows` rows, last written at `written_ms`, should wait.

    Above 256 rows at most one fold in rows/100 seconds.
    """
    return rows > _EVERY_TIME and now_ms - written_ms < rows * 1000 / _ROWS_A_SECOND

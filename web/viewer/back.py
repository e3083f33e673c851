"""Where a form leads back to: only ever to pages of its own project."""

from re import compile as pattern

_ADDRESS = pattern(r"[\x21-\x5b\x5d-\x7e]{1,8000}")


def back_to(project: str, asked: str, otherwise: str) -> str:
    """Return the address that a form asks for, if it is one of ours."""
    ours = asked.startswith(f"/p/{project}/") and _ADDRESS.fullmatch(asked)
    return asked if ours else otherwise

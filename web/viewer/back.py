"""Where a form leads back to: only ever to pages of ours."""

from re import compile as pattern

_PATH = pattern(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,8000}")


def own_path(asked: str, otherwise: str = "/") -> str:
    """Return an address if it is a path of this installation, else `otherwise`."""
    return asked if _PATH.fullmatch(asked) else otherwise


def back_to(project: str, asked: str, otherwise: str) -> str:
    """Return an address if it is a path of this project, else `otherwise`."""
    return own_path(asked, otherwise) if asked.startswith(f"/p/{project}/") else otherwise

"""Addresses that belong to the list."""

from urllib.parse import quote, urlencode


def look_url(project: str, query: str, mark: str) -> str:
    """Return where a page of the list looks for changes; `mark` is of what it shows."""
    said = "&".join(each for each in (query, f"mark={mark}" if mark else "") if each)
    return f"/p/{quote(project, safe='')}/session-list" + (f"?{said}" if said else "")


def select_url(project: str) -> str:
    """Return where it is sent what to do with sessions that are ticked."""
    return f"/p/{quote(project, safe='')}/session-list/selection"


def views_url(project: str) -> str:
    """Return where a view is saved."""
    return f"/p/{quote(project, safe='')}/session-list/views"


def view_url(project: str, view_id: str) -> str:
    """Return where a view is changed."""
    return f"{views_url(project)}/{quote(view_id, safe='')}"


def review_url(project: str, query: str) -> str:
    """Return where the sessions of a list begin to be judged one after the other."""
    said = f"?{urlencode({'list': query})}" if query else ""
    return f"/p/{quote(project, safe='')}/review{said}"


def deletion_url(project: str) -> str:
    """Return where sessions are deleted."""
    return f"/p/{quote(project, safe='')}/session-list/deletion"

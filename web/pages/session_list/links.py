"""Addresses that belong to the list."""

from web.pages.links import project_url, with_query


def look_url(project: str, query: str, mark: str) -> str:
    """Return where a page of the list looks for changes; `mark` is of what it shows."""
    return with_query(f"{project_url(project)}/session-list", query, mark=mark)


def select_url(project: str) -> str:
    """Return where it is sent what to do with sessions that are ticked."""
    return f"{project_url(project)}/session-list/selection"


def views_url(project: str) -> str:
    """Return where a view is saved."""
    return f"{project_url(project)}/session-list/views"


def review_url(project: str, query: str) -> str:
    """Return where the sessions of a list begin to be judged one after the other."""
    return with_query(f"{project_url(project)}/review", list=query)


def deletion_url(project: str) -> str:
    """Return where sessions are deleted."""
    return f"{project_url(project)}/session-list/deletion"

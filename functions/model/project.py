"""Whose traces these are: the unit that keys, quotas and readers belong to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project; no row of one can be read with another's key."""

    project_id: str
    """`[A-Za-z0-9_-]{1,64}`."""

    name: str

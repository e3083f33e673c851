"""`fields`: which groups of an answer are wanted, as a comma list."""

from collections.abc import Callable, Collection
from typing import Annotated

from fastapi import Query

from web.api.errors import InvalidParameterError

type Fields = frozenset[str]


def asked_fields(*groups: str, plain: Collection[str] = ()) -> Callable[[str | None], Fields]:
    """Return a dependency that reads `fields`; without one it gives `plain`, else all groups.

    The first group is always there.
    """

    def read(fields: Annotated[str | None, Query()] = None) -> Fields:
        if fields is None:
            return frozenset(plain or groups)
        asked = [each.strip() for each in fields.split(",") if each.strip()]
        if not set(asked) <= set(groups):
            raise InvalidParameterError("fields", f"a comma list of {', '.join(groups)}")
        return frozenset({*groups[:1], *asked})

    return read

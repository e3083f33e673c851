"""Ids of any characters in paths: Starlette's `{…:path}` ends at a line break, ours does not.

Imported before any route is made, because a route keeps the pattern that it was made with.
"""

from starlette.convertors import PathConvertor, register_url_convertor


class AnyPath(PathConvertor):
    """The rest of a path, whatever is in it."""

    regex = "(?s:.*)"


register_url_convertor("path", AnyPath())

"""Which function answers a request: the routes of template.yaml, as an HTTP API chooses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from infra.resources import Route

_VARIABLE = re.compile(r"\{(\w+)(\+?)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The route that a request takes."""

    function: str
    route_key: str
    parameters: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    route: Route
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, route: Route) -> Self:
        if route.path == "$default":
            return cls(route=route, pattern=re.compile(".*", re.DOTALL))
        parts = _VARIABLE.split(route.path)
        pattern = re.escape(parts[0])
        for name, greedy, literal in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
            pattern += f"(?P<{name}>{'.+' if greedy else '[^/]+'})" + re.escape(literal)
        return cls(route=route, pattern=re.compile(pattern, re.DOTALL))

    @property
    def rank(self) -> tuple[bool, bool, bool, int]:
        """Full matches first, then greedy ones, `$default` last; a method goes before `ANY`."""
        path = self.route.path
        return (path == "$default", "+}" in path, self.route.method == "ANY", -len(path))

    @property
    def key(self) -> str:
        route = self.route
        return route.path if route.path == "$default" else f"{route.method} {route.path}"


class Router:
    """All routes, the most special first."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._candidates = sorted(map(_Candidate.of, routes), key=lambda each: each.rank)

    def match(self, method: str, path: str) -> Match | None:
        """Return the route for a request, None if there is none."""
        for each in self._candidates:
            found = each.pattern.fullmatch(path)
            if found and each.route.method in {"ANY", method}:
                return Match(
                    function=each.route.function,
                    route_key=each.key,
                    parameters=found.groupdict(),
                )
        return None

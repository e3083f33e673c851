"""Which of our languages a browser asks for: the Accept-Language header (RFC 9110, 12.5.4)."""

from collections.abc import Collection, Iterator
from re import compile as pattern

_LONGEST = 1_000
"""Characters that are looked at; browsers send less than a hundred."""

_RANGE = pattern(
    r"\s*(?P<tag>[A-Za-z0-9*-]+)\s*(?:;\s*[Qq]=(?P<weight>0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?"
)


def preferred_language(header: str, languages: Collection[str]) -> str | None:
    """Return the language with the greatest weight; of equals the first; None for none of ours.

    `pt-BR;q=0.9` asks for `pt` too; a weight of 0 refuses; `*` leaves it to us.
    """
    best, chosen = 0.0, None
    for tag, weight in _ranges(header[:_LONGEST]):
        language = tag.partition("-")[0].lower()
        if weight > best and language in languages:
            best, chosen = weight, language
    return chosen


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    """Yield each language range with its weight from 0 to 1; what is no such thing is left out."""
    for part in header.split(","):
        if found := _RANGE.fullmatch(part):
            yield found["tag"], float(found["weight"] or 1)

"""The lines of the tables that can say anything of a span; of an ordinary span most cannot.

What a convention is recognised by stands in its `MARKS`: first words of keys, of events' names
and of scopes. A function whose module has none is always asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from sys import modules
from typing import Any

from functions.interpret.conventions import precedence
from functions.interpret.conventions.exchange import Exchange, Reader
from functions.interpret.span import Span, first_word
from functions.model.json import JsonObject
from functions.model.observation import Level, ObservationType

_REMEMBERED = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The tables of `precedence`, without the lines that cannot match."""

    sessions: tuple[tuple[int, str], ...]
    users: tuple[str, ...]
    tags: tuple[str, ...]
    models: tuple[str | Reader[str], ...]
    names: tuple[str | Reader[str], ...]
    types: tuple[Reader[ObservationType], ...]
    levels: tuple[Reader[Level], ...]
    exchanges: tuple[Reader[Exchange], ...]
    model_parameters: tuple[Reader[JsonObject], ...]
    usages: tuple[Reader[dict[str, int]], ...]
    costs: tuple[Reader[dict[str, float]], ...]
    prompts: tuple[Reader[tuple[str | None, int | None]], ...]
    completion_starts: tuple[Reader[int], ...]
    metadata: tuple[Reader[JsonObject], ...]


def tables_for(span: Span) -> Tables:
    """Return what is to be asked about a span."""
    return tables_of(known_words().intersection(span.words))


@lru_cache(maxsize=_REMEMBERED)
def tables_of(words: frozenset[str]) -> Tables:
    """Return the lines that these first words can match."""

    def asked[Entry](entries: Iterable[Entry]) -> tuple[Entry, ...]:
        return tuple(each for each in entries if _can_say(each, words))

    return Tables(
        sessions=tuple(each for each in precedence.SESSIONS if _can_say(each[1], words)),
        users=asked(precedence.USERS),
        tags=asked(precedence.TAGS),
        models=asked(precedence.MODELS),
        names=asked(precedence.NAMES),
        types=asked(precedence.TYPES),
        levels=asked(precedence.LEVELS),
        exchanges=asked(precedence.EXCHANGES),
        model_parameters=asked(precedence.MODEL_PARAMETERS),
        usages=asked(precedence.USAGES),
        costs=asked(precedence.COSTS),
        prompts=asked(precedence.PROMPTS),
        completion_starts=asked(precedence.COMPLETION_STARTS),
        metadata=asked(precedence.METADATA),
    )


def _can_say(entry: object, words: frozenset[str]) -> bool:
    marks = _marks(entry)
    return marks is None or not words.isdisjoint(marks)


def _marks(entry: Any) -> frozenset[str] | None:
    if isinstance(entry, str):
        return frozenset({first_word(entry)})
    return getattr(modules[entry.__module__], "MARKS", None)


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Return every word that some line is recognised by; a sender's other words are his own."""
    tables: tuple[Iterable[object], ...] = (
        (key for _, key in precedence.SESSIONS),
        precedence.USERS,
        precedence.TAGS,
        precedence.MODELS,
        precedence.NAMES,
        precedence.TYPES,
        precedence.LEVELS,
        precedence.EXCHANGES,
        precedence.MODEL_PARAMETERS,
        precedence.USAGES,
        precedence.COSTS,
        precedence.PROMPTS,
        precedence.COMPLETION_STARTS,
        precedence.METADATA,
    )
    return frozenset().union(*(_marks(entry) or () for table in tables for entry in table))

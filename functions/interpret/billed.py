"""Usage as providers bill it, where every sum holds its parts.

Ours has no unit in two kinds (`functions.interpret.usage`); a bill counts cached tokens among the
input and reasoning among the output, and asks for the parts that have a price of their own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_PLAIN = ("input", "input_tokens", "prompt_tokens", "output", "output_tokens", "completion_tokens")
_WITHOUT_PARTS = frozenset({"input", "output", "total"})
_MODALITIES = ("audio", "image", "video")
_SEPARATE = ("cache_creation_input_tokens", "cache_read_input_tokens")
"""Anthropic's own names: what they count is never in `input_tokens` as well."""


@dataclass(frozen=True, slots=True)
class _Side:
    """What was read, or what was written."""

    kinds: Mapping[str, int]

    @property
    def plain(self) -> int:
        return self.of(_PLAIN)

    @property
    def details(self) -> int:
        return sum(self.kinds.values()) - self.plain

    def of(self, names: Iterable[str]) -> int:
        return sum(self.kinds.get(name, 0) for name in names)

    def named(self, *words: str) -> int:
        """Return the units of every kind whose name holds all of the words."""
        return sum(n for kind, n in self.kinds.items() if all(word in kind for word in words))


def billed_units(usage: Mapping[str, int]) -> dict[str, int]:
    """Return units by the price library's names; nothing where no kind is one of tokens."""
    if _WITHOUT_PARTS.issuperset(usage):  # of most calls, and the only ones that cost nothing here
        return _plain_units(usage)
    read = _Side({kind: n for kind, n in usage.items() if _is_input(kind)})
    made = _Side(
        {kind: n for kind, n in usage.items() if kind.startswith(("output", "completion"))}
    )
    if not read.kinds and not made.kinds:
        return {}
    of_input = _cache(read) | _modalities(read, "input")
    of_output = _modalities(made, "output")
    read_twice, made_twice = _counted_twice(usage, read, made)
    tokens_read = sum(read.kinds.values()) - read_twice
    tokens_made = sum(made.kinds.values()) - made_twice
    return {
        "input_tokens": max(tokens_read, _exclusive(of_input)),
        "output_tokens": max(tokens_made, _exclusive(of_output)),
        **{name: n for name, n in (of_input | of_output).items() if n},
    }


def _plain_units(usage: Mapping[str, int]) -> dict[str, int]:
    if "input" not in usage and "output" not in usage:
        return {}
    return {
        "input_tokens": max(usage.get("input", 0), 0),
        "output_tokens": max(usage.get("output", 0), 0),
    }


def _is_input(kind: str) -> bool:
    return kind.startswith(("input", "prompt", "cache_"))


def _cache(read: _Side) -> dict[str, int]:
    short, long = read.named("cache", "5m"), read.named("cache", "1h")
    return {
        "cache_read_tokens": read.named("cache") - _undated_writes(read) - short - long,
        "cache_write_tokens": max(_undated_writes(read), short + long),
        "cache_write_5m_tokens": short,
        "cache_write_1h_tokens": long,
    }


def _modalities(side: _Side, direction: str) -> dict[str, int]:
    return {
        f"{direction}_{each}_tokens": side.named(each) - side.named(each, "cache")
        for each in _MODALITIES
    }


def _exclusive(parts: Mapping[str, int]) -> int:
    """Return what the parts come to, which a sum can never be below."""
    return sum(n for name, n in parts.items() if not name.endswith(("5m_tokens", "1h_tokens")))


def _counted_twice(usage: Mapping[str, int], read: _Side, made: _Side) -> tuple[int, int]:
    """Return how many units of each side are in more than one kind.

    Senders who leave cached tokens in `input` give themselves away by their total.
    """
    total = usage.get("total", usage.get("total_tokens"))
    again = min(_undated_writes(read), read.named("cache", "5m") + read.named("cache", "1h"))
    if total is None or any(name in usage for name in _SEPARATE):
        return again, 0
    if total == read.plain + made.plain:
        return _inside(read) or again, _inside(made)
    units = sum(read.kinds.values()) + sum(made.kinds.values()) - again
    of_input = min(max(0, units - total), read.details)
    return again + of_input, min(max(0, units - total - of_input), made.details)


def _undated_writes(read: _Side) -> int:
    """Return the writes that do not say how long they last; they may be all writes together."""
    writes = read.named("cache", "creation") + read.named("cache", "write")
    return writes - read.named("cache", "5m") - read.named("cache", "1h")


def _inside(side: _Side) -> int:
    return side.details if side.details <= side.plain else 0

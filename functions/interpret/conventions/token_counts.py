"""`gen_ai.usage.*` and OpenInference's `llm.token_count.*`, under all the names in use.

`cost` is no count, and what is nested below `experimental.` is none yet (Google ADK's limit).
"""

from collections.abc import Mapping

from functions.interpret.span import Span
from functions.interpret.usage import read_count, subtract

MARKS = frozenset({"gen_ai", "llm"})
_PREFIXES = ("llm.token_count.", "gen_ai.usage.")
_NO_COUNTS = ("gen_ai.usage.cost", "gen_ai.usage.experimental.")
_SOURCES: dict[str, tuple[str, ...]] = {
    "input": ("prompt_tokens", "input_tokens", "prompt"),
    "output": ("completion_tokens", "output_tokens", "completion"),
    "total": ("total_tokens", "total"),
    "input_cached_tokens": (
        "cache_read.input_tokens",
        "cache_read_input_tokens",
        "cache_read_tokens",
        "details.cache_read_tokens",
        "details.cache_read_input_tokens",
        "prompt_details.cache_read",
        "input_cached_tokens",
    ),
    "input_cache_creation": (
        "cache_creation.input_tokens",
        "cache_creation_input_tokens",
        "cache_write.input_tokens",
        "cache_write_tokens",
        "details.cache_write_tokens",
        "details.cache_creation_input_tokens",
        "prompt_details.cache_write",
        "input_cache_creation",
    ),
    "output_reasoning_tokens": (
        "reasoning.output_tokens",
        "completion_details.reasoning",
        "reasoning_tokens",
        "details.reasoning_tokens",
    ),
    "output_audio_tokens": ("completion_details.audio",),
}
_KINDS = {source: kind for kind, sources in _SOURCES.items() for source in sources}
_PARTS = {
    "input": ["input_cached_tokens", "input_cache_creation"],
    "output": ["output_reasoning_tokens", "output_audio_tokens"],
}


def usage(span: Span) -> dict[str, int] | None:
    """Read token counts; cached and reasoning tokens are not counted as input and output too."""
    return kinds(_given(span))


def kinds(given: Mapping[str, int]) -> dict[str, int] | None:
    """Return counts by Langfuse's kinds, from the names that conventions give them."""
    if not given:
        return None
    counts: dict[str, int] = {}
    for kind, sources in _SOURCES.items():
        source = next((each for each in sources if each in given), None)
        if source is not None:
            counts[kind] = given[source]
    for kind, parts in _PARTS.items():
        subtract(counts, kind, parts)
    named = [counts[kind] for kind in counts if kind != "total"]
    if named:
        counts.setdefault("total", sum(named))
    others = {key.removeprefix("details."): n for key, n in given.items() if key not in _KINDS}
    return {**others, **counts}


def _given(span: Span) -> dict[str, int]:
    """Return the counts by the rest of their key; `gen_ai.usage` wins where both are there."""
    found: dict[str, int] = {}
    for prefix in _PREFIXES:
        for key in span.attributes:
            if key.startswith(prefix) and not key.startswith(_NO_COUNTS):
                count = _count(span, key)
                if count is not None:
                    found[key.removeprefix(prefix)] = count
    return found


def _count(span: Span, key: str) -> int | None:
    value = span.attributes[key]
    count = None if isinstance(value, str) else read_count(value)
    if count is not None:
        span.used.add(key)
    return count

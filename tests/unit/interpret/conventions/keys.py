"""Every key that the conventions read, as their source spells it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from re import compile as pattern

from functions.interpret import span_fragments
from functions.interpret.conventions import precedence
from functions.interpret.conventions.relevant import known_words
from functions.interpret.span import first_word

_FOLDER = Path(precedence.__file__).parent
_SOURCES = (*sorted(_FOLDER.glob("*.py")), Path(span_fragments.__file__))
KEY = pattern(r"[a-z_]+([.:][A-Za-z0-9_]+)+\.?")
PLAIN = frozenset(
    {
        *("all_messages_events", "events", "final_result", "input", "metadata", "model"),
        *("model_config", "output", "prompt", "request_data", "response_data", "text"),
        *("text_output", "tool_arguments", "tool_response", "transcript"),
    }
)
SCOPES = (
    *("", "@flue/opentelemetry", "ai", "gcp.vertex.agent", "genkit-tracer", "langfuse-sdk"),
    *("livekit-agents", "llamaindex.opentelemetry.tracer", "pipecat.turn", "pydantic-ai"),
)


def literals() -> frozenset[str]:
    """Return keys, prefixes of keys, events and scopes, without the dot or star at their end."""
    found = {text for path in _SOURCES for text in _texts(path)}
    words = known_words() | {"deployment"}
    keys = {text for text in found if KEY.fullmatch(text) and first_word(text) in words}
    return frozenset(key.removesuffix(".") for key in keys)


def _texts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


KEYS = sorted(
    {
        *literals(),
        *PLAIN,
        *(f"{key}.a" for key in literals()),
        *(f"{key}.0.message.content" for key in literals()),
        "gen_ai.prompt.99999.__proto__",
        "metadata",
    }
)

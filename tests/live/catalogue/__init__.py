"""Every client that is run, pinned, by family: what it is set up with and what it cannot say."""

from collections.abc import Mapping

from tests.live.catalogue import (
    js_frameworks,
    langfuse_js,
    langfuse_python,
    opentelemetry,
    python_frameworks,
)
from tests.live.feature import Feature

SDKS = (*langfuse_python.SDKS, *langfuse_js.SDKS, *opentelemetry.SDKS)
"""Those that `make test` runs."""

CLIENTS = (
    *SDKS,
    *langfuse_python.INTEGRATIONS,
    *langfuse_js.INTEGRATIONS,
    *opentelemetry.INSTRUMENTATIONS,
    *python_frameworks.CLIENTS,
    *js_frameworks.CLIENTS,
)
"""Those that `make compat` runs."""

_UNSENT = opentelemetry.NO_SCORE | opentelemetry.NOT_RUN
_NO_TOOLS = "it tells of tools in the words for its model alone"

SYNTHETIC: Mapping[str, Mapping[Feature, str]] = {
    "mlflow": _UNSENT | {Feature.TAGS: "its tags are pairs, which are kept as metadata"},
    "flue": _UNSENT | dict.fromkeys((Feature.USER, Feature.TAGS), "it names no user and no tags"),
    "pipecat": _UNSENT | dict.fromkeys((Feature.TOOL, Feature.ERROR), _NO_TOOLS),
}
"""Conventions whose client is not run here, with what they have no words for.

`tests/unit/interpret/conventions/synthetic` tells the same conversation in their spans.
"""

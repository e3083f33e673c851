"""Every client that is run, pinned, by family: what it is set up with and what it cannot say."""

from tests.live.catalogue import (
    js_frameworks,
    langfuse_js,
    langfuse_python,
    opentelemetry,
    python_frameworks,
)

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

SYNTHETIC = {
    "mlflow": opentelemetry.NO_SCORE | opentelemetry.NOT_RUN,
    "flue": opentelemetry.NO_SCORE | opentelemetry.NOT_RUN,
    "pipecat": opentelemetry.NO_SCORE | opentelemetry.NOT_RUN,
    "smolagents": opentelemetry.NO_SCORE | opentelemetry.NOT_RUN,
}
"""Conventions whose client cannot be run here, with what they have no words for."""

"""A span for each trouble, through OpenTelemetry alone."""

import json
import logging
import os
import sys

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")


def main() -> None:
    """Send each by itself."""
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    tracer = provider.get_tracer("live")
    for name in json.loads(os.environ["TROUBLES"]):
        print(f"== {name}", file=sys.stderr, flush=True)
        attributes = {
            "gen_ai.operation.name": "chat",
            "gen_ai.conversation.id": os.environ["SESSION"],
            "gen_ai.request.model": "gpt-4o",
        }
        tracer.start_span(f"trouble:{name}", attributes=attributes).end()
        provider.force_flush()
    provider.shutdown()


if __name__ == "__main__":
    main()

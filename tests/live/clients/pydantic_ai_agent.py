"""The conversation through Pydantic AI, whose own instrumentation tells it over OpenTelemetry."""

from typing import Any

import said
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from pydantic_ai import Agent, ModelRetry
from pydantic_ai.models.instrumented import InstrumentationSettings
from pydantic_ai.models.openai import OpenAIChatModel
from said import MODEL, SAID, SESSION, TAGS, USER, pause, track_parcel


def cancel_order(order: str) -> dict[str, str]:
    """Cancel an order; the model is told what went wrong."""
    try:
        return said.cancel_order(order)
    except RuntimeError as error:
        raise ModelRetry(str(error)) from error


def main() -> None:
    """Have the conversation, flush, end."""
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    tracer = provider.get_tracer("live")
    Agent.instrument_all(InstrumentationSettings(tracer_provider=provider))
    agent = Agent(
        OpenAIChatModel(MODEL),
        name="live",
        tools=[track_parcel, cancel_order],
    )
    about = {"user.id": USER, "langfuse.trace.tags": TAGS}
    history: list[Any] = []
    for turn in SAID["turns"]:
        with tracer.start_as_current_span("live", attributes=about):
            result = agent.run_sync(turn["user"], message_history=history, conversation_id=SESSION)
        history = result.all_messages()
        pause()
    provider.shutdown()


if __name__ == "__main__":
    main()

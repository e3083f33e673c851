"""The conversation through Google's ADK, whose own spans are exported over OpenTelemetry."""

import asyncio
import os

from google.adk.agents import LlmAgent
from google.adk.models.lite_llm import LiteLlm
from google.adk.runners import InMemoryRunner
from google.genai import types
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from said import MODEL, SAID, SESSION, TAGS, USER, cancel_order, pause, track_parcel


async def main() -> None:
    """Have the conversation, flush, end."""
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    model = LiteLlm(model=f"openai/{MODEL}", api_base=os.environ["OPENAI_BASE_URL"])
    agent = LlmAgent(
        name="live",
        model=model,
        tools=[track_parcel, cancel_order],
        on_tool_error_callback=lambda tool, args, tool_context, error: {"error": str(error)},
    )
    runner = InMemoryRunner(agent=agent, app_name="live")
    await runner.session_service.create_session(app_name="live", user_id=USER, session_id=SESSION)
    about = {"user.id": USER, "langfuse.trace.tags": TAGS}
    for turn in SAID["turns"]:
        message = types.Content(role="user", parts=[types.Part(text=turn["user"])])
        with provider.get_tracer("live").start_as_current_span("live", attributes=about):
            async for _event in runner.run_async(
                user_id=USER, session_id=SESSION, new_message=message
            ):
                pass
        pause()
    provider.shutdown()


if __name__ == "__main__":
    asyncio.run(main())

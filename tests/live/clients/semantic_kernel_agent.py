"""The conversation through Semantic Kernel, whose own spans are exported over OpenTelemetry."""

import asyncio
from typing import Annotated

from openai import AsyncOpenAI
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from said import MODEL, SAID, SESSION, TAGS, TOOLS, USER, pause, run_tool
from semantic_kernel.agents import ChatCompletionAgent
from semantic_kernel.connectors.ai.open_ai import OpenAIChatCompletion
from semantic_kernel.functions import KernelPlugin, kernel_function


@kernel_function(name="track_parcel", description="Say where a parcel is.")
def track_parcel(order: Annotated[str, "its number"]) -> dict[str, str]:
    """Say where a parcel is."""
    result: dict[str, str] = run_tool(TOOLS["track_parcel"])
    return result


@kernel_function(name="cancel_order", description="Cancel an order.")
def cancel_order(order: Annotated[str, "its number"]) -> dict[str, str]:
    """Cancel an order."""
    result: dict[str, str] = run_tool(TOOLS["cancel_order"])
    return result


async def main() -> None:
    """Have the conversation, flush, end."""
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    functions = {"track_parcel": track_parcel, "cancel_order": cancel_order}
    agent = ChatCompletionAgent(
        name="live",
        service=OpenAIChatCompletion(ai_model_id=MODEL, async_client=AsyncOpenAI()),
        plugins=[KernelPlugin.from_object("shop", functions)],
    )
    about = {"session.id": SESSION, "user.id": USER, "langfuse.trace.tags": TAGS}
    thread = None
    for turn in SAID["turns"]:
        with provider.get_tracer("live").start_as_current_span("live", attributes=about):
            reply = await agent.get_response(messages=turn["user"], thread=thread)
        thread = reply.thread
        pause()
    provider.shutdown()


if __name__ == "__main__":
    asyncio.run(main())

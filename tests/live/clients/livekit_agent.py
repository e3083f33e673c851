"""The conversation through a LiveKit agent that reads and writes: no room, no voices."""

import asyncio
from typing import Any

from livekit.agents import Agent, AgentSession, function_tool
from livekit.agents.telemetry import set_tracer_provider
from livekit.plugins import openai
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from said import MODEL, SAID, SESSION, TAGS, USER, cancel_order, pause, track_parcel


@function_tool(name="track_parcel")
async def track(order: str) -> dict[str, str]:
    """Say where a parcel is."""
    return track_parcel(order)


@function_tool(name="cancel_order")
async def cancel(order: str) -> dict[str, str]:
    """Cancel an order."""
    return cancel_order(order)


async def main() -> None:
    """Have the conversation, flush, end."""
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    about: dict[str, Any] = {"session.id": SESSION, "user.id": USER, "langfuse.trace.tags": TAGS}
    set_tracer_provider(provider)
    agent = Agent(instructions="Help.", tools=[track, cancel])
    for turn in SAID["turns"]:
        # The framework has one trace for a session: a web application would open one a request.
        with provider.get_tracer("live").start_as_current_span("live", attributes=about):
            async with AgentSession(llm=openai.LLM(model=MODEL)) as session:
                await session.start(agent)
                await session.run(user_input=turn["user"])
        pause()
    provider.shutdown()


if __name__ == "__main__":
    asyncio.run(main())

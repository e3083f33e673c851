"""The conversation of a smolagents agent, told by OpenInference."""

import os
from typing import Any

from openinference.instrumentation import using_attributes
from openinference.instrumentation.smolagents import SmolagentsInstrumentor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from said import MODEL, SAID, SESSION, TAGS, TOOLS, USER, pause, run_tool
from smolagents import OpenAIModel, Tool, ToolCallingAgent


class Shop(Tool):  # type: ignore[misc]
    """One of the conversation's tools."""

    output_type = "object"

    def __init__(self, name: str) -> None:
        self.name = name
        self.inputs = {"order": {"type": "string", "description": "The order's number"}}
        self.description = name.replace("_", " ")
        super().__init__()

    def forward(self, order: str) -> Any:
        """Have the call."""
        return run_tool(TOOLS[self.name])


def main() -> None:
    """Have the conversation, flush, end."""
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    SmolagentsInstrumentor().instrument(tracer_provider=provider)
    model = OpenAIModel(
        MODEL, api_base=os.environ["OPENAI_BASE_URL"], api_key=os.environ["OPENAI_API_KEY"]
    )
    shop = [Shop(name) for name in TOOLS]
    agent = ToolCallingAgent(tools=shop, model=model, name="live", verbosity_level=0)
    for turn in SAID["turns"]:
        with using_attributes(session_id=SESSION, user_id=USER, tags=TAGS):
            agent.run(turn["user"], reset=False)
        pause()
    provider.shutdown()


if __name__ == "__main__":
    main()

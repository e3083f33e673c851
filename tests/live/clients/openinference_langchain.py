"""The conversation through a LangChain agent, told by OpenInference's instrumentation."""

from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import wrap_tool_call
from langchain_core.messages import ToolMessage
from langchain_openai import ChatOpenAI
from openinference.instrumentation import using_attributes
from openinference.instrumentation.langchain import LangChainInstrumentor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from said import MODEL, SAID, SESSION, TAGS, USER, cancel_order, pause, track_parcel


@wrap_tool_call
def tell_the_model(request: Any, handler: Any) -> Any:
    """Let the agent go on when a tool has failed."""
    try:
        return handler(request)
    except RuntimeError as error:
        return ToolMessage(f"Error: {error}", tool_call_id=request.tool_call["id"], status="error")


def main() -> None:
    """Have the conversation, flush, end."""
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    LangChainInstrumentor().instrument(tracer_provider=provider)
    agent = create_agent(
        ChatOpenAI(model=MODEL),
        tools=[track_parcel, cancel_order],
        middleware=[tell_the_model],
        name="live",
    )
    messages: list[Any] = []
    for turn in SAID["turns"]:
        asked = {"messages": [*messages, {"role": "user", "content": turn["user"]}]}
        with using_attributes(session_id=SESSION, user_id=USER, tags=TAGS):
            messages = agent.invoke(asked)["messages"]
        pause()
    provider.shutdown()


if __name__ == "__main__":
    main()

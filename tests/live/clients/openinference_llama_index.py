"""The conversation through a LlamaIndex agent, told by OpenInference's instrumentation."""

import asyncio
import os

from llama_index.core.agent.workflow import FunctionAgent
from llama_index.core.memory import Memory
from llama_index.llms.openai_like import OpenAILike
from openinference.instrumentation import TracerProvider, using_attributes
from openinference.instrumentation.llama_index import LlamaIndexInstrumentor
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from said import MODEL, SAID, SESSION, TAGS, USER, cancel_order, pause, track_parcel


async def main() -> None:
    """Have the conversation, flush, end."""
    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    LlamaIndexInstrumentor().instrument(tracer_provider=provider)
    tracer = provider.get_tracer("live")
    model = OpenAILike(
        model=MODEL,
        api_base=os.environ["OPENAI_BASE_URL"],
        api_key="sk-fake",
        is_chat_model=True,
        is_function_calling_model=True,
        additional_kwargs={"stream_options": {"include_usage": True}},
    )
    agent = FunctionAgent(name="live", tools=[track_parcel, cancel_order], llm=model)
    memory = Memory.from_defaults(session_id=SESSION)
    for turn in SAID["turns"]:
        with (
            using_attributes(session_id=SESSION, user_id=USER, tags=TAGS),
            tracer.start_as_current_span("live", openinference_span_kind="agent") as span,
        ):
            span.set_input(turn["user"])
            reply = await agent.run(user_msg=turn["user"], memory=memory)
            span.set_output(str(reply))
        pause()
    provider.shutdown()


if __name__ == "__main__":
    asyncio.run(main())

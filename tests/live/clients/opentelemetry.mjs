// The conversation through OpenTelemetry alone, in its gen_ai conventions, as JSON or protobuf.
import { context, diag, DiagConsoleLogger, DiagLogLevel, SpanStatusCode, trace } from "@opentelemetry/api";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);

const { OTLPTraceExporter } = await import(process.env.EXPORTER);
const said = JSON.parse(process.env.CONVERSATION);
const exporter = new OTLPTraceExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] });
provider.register();
const tracer = provider.getTracer("live");
const message = (role, content) => JSON.stringify([{ role, parts: [{ type: "text", content }] }]);

const callTool = (tool) => {
  const span = tracer.startSpan(`execute_tool ${tool.name}`, {
    attributes: {
      "gen_ai.operation.name": "execute_tool",
      "gen_ai.tool.name": tool.name,
      "gen_ai.tool.call.arguments": JSON.stringify(tool.arguments),
    },
  });
  if (tool.error) {
    span.recordException(new Error(tool.error));
    span.setStatus({ code: SpanStatusCode.ERROR, message: tool.error });
  } else {
    span.setAttribute("gen_ai.tool.call.result", JSON.stringify(tool.result));
  }
  span.end();
};

for (const turn of said.turns) {
  const messages = {
    "gen_ai.input.messages": message("user", turn.user),
    "gen_ai.output.messages": message("assistant", turn.answer),
    "gen_ai.conversation.id": said.session,
  };
  const agent = tracer.startSpan("invoke_agent live", {
    attributes: {
      ...messages,
      "gen_ai.operation.name": "invoke_agent",
      "gen_ai.agent.name": "live",
      "user.id": said.user,
      "langfuse.trace.tags": said.tags,
    },
  });
  context.with(trace.setSpan(context.active(), agent), () => {
    if (turn.tool) callTool(turn.tool);
    const chat = {
      ...messages,
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": said.model,
      "gen_ai.usage.input_tokens": turn.input_tokens,
      "gen_ai.usage.output_tokens": turn.output_tokens,
    };
    tracer.startSpan(`chat ${said.model}`, { attributes: chat }).end();
  });
  agent.end();
  // Turns of people do not begin in one millisecond.
  await new Promise((resolve) => setTimeout(resolve, 20));
}
await provider.forceFlush();
await provider.shutdown();

// The conversation through Vercel's AI SDK 4 to 7, told by OpenTelemetry or by Langfuse's packages.
import { diag, DiagConsoleLogger, DiagLogLevel } from "@opentelemetry/api";
import { NodeTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-node";
import * as ai from "ai";
import { z } from "zod";
import { pause, runTool, said, tools } from "./said.mjs";

diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
const generation = Number(process.env.GENERATION);
const way = process.env.EXPORT;

const processor = async () => {
  if (way === "langfuse") return new (await import("@langfuse/otel")).LangfuseSpanProcessor();
  if (way === "langfuse-vercel") {
    return new BatchSpanProcessor(new (await import("langfuse-vercel")).LangfuseExporter());
  }
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-proto");
  return new BatchSpanProcessor(new OTLPTraceExporter());
};
const provider = new NodeTracerProvider({ spanProcessors: [await processor()] });
provider.register();
if (generation === 7) {
  // Since 7 the SDK tells nothing by itself.
  const telemetry =
    way === "langfuse"
      ? new (await import("@langfuse/vercel-ai-sdk")).LangfuseVercelAiSdkIntegration()
      : new (await import("@ai-sdk/otel")).OpenTelemetry();
  ai.registerTelemetry(telemetry);
}

const openModel = async () => {
  const baseURL = process.env.OPENAI_BASE_URL;
  if (generation === 4) {
    const { createOpenAI } = await import("@ai-sdk/openai");
    return createOpenAI({ baseURL, compatibility: "strict" })(said.model);
  }
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  return createOpenAICompatible({ name: "fake", baseURL, includeUsage: true })(said.model);
};
const model = await openModel();
const schema = z.object({ order: z.string() });
const made = Object.fromEntries(
  Object.values(tools).map((each) => [
    each.name,
    ai.tool({
      description: each.name,
      [generation === 4 ? "parameters" : "inputSchema"]: schema,
      execute: async () => runTool(each),
    }),
  ]),
);
const metadata = { sessionId: said.session, userId: said.user, tags: said.tags };
const telemetry = { isEnabled: true, functionId: "live", metadata };
const steps = generation === 4 ? { maxSteps: 3 } : { stopWhen: (ai.isStepCount ?? ai.stepCountIs)(3) };
const told =
  generation === 7
    ? { telemetry: { functionId: "live" }, runtimeContext: metadata }
    : { experimental_telemetry: telemetry };

let messages = [];
const haveTurn = async (turn) => {
  messages.push({ role: "user", content: turn.user });
  const asked = { model, messages, tools: made, maxRetries: 0, ...steps, ...told };
  let response;
  if (turn.tool) {
    ({ response } = await ai.generateText(asked));
  } else {
    const result = ai.streamText(asked);
    await result.consumeStream();
    response = await result.response;
  }
  messages = [...messages, ...response.messages];
};

// The seventh generation has no words for whose trace it is: they come from around it.
const within = async (run) => {
  if (generation !== 7) return run();
  if (way === "langfuse") {
    return (await import("@langfuse/tracing")).propagateAttributes(metadata, run);
  }
  const attributes = {
    "session.id": said.session,
    "user.id": said.user,
    "langfuse.trace.tags": said.tags,
  };
  return provider.getTracer("live").startActiveSpan("live", { attributes }, async (span) => {
    await run();
    span.end();
  });
};

for (const turn of said.turns) {
  try {
    await within(() => haveTurn(turn));
  } catch (error) {
    // In the fourth generation a failing tool ends the call.
    if (error.cause?.message !== turn.tool?.error) throw error;
    messages.push({ role: "assistant", content: turn.answer });
  }
  // As a web application would, after every request.
  await provider.forceFlush();
  await pause();
}
await provider.shutdown();

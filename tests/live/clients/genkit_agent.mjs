// The conversation through Genkit, whose own spans are exported over OpenTelemetry.
import { BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { openAICompatible } from "@genkit-ai/compat-oai";
import { trace } from "@opentelemetry/api";
import { genkit, z } from "genkit";
import { enableTelemetry } from "genkit/tracing";
import { pause, runTool, said, tools } from "./said.mjs";

const processor = new BatchSpanProcessor(new OTLPTraceExporter());
await enableTelemetry({ spanProcessors: [processor] });
const ai = genkit({
  plugins: [openAICompatible({ name: "openai", apiKey: "sk-fake", baseURL: process.env.OPENAI_BASE_URL })],
});
const made = Object.values(tools).map((each) =>
  ai.defineTool(
    { name: each.name, description: each.name, inputSchema: z.object({ order: z.string() }) },
    async () => runTool(each),
  ),
);
const about = { "session.id": said.session, "user.id": said.user, "langfuse.trace.tags": said.tags };
let messages = [];
const live = ai.defineFlow("live", async (question) => {
  // A flow is always the root of its trace: whose it is, its span is told.
  trace.getActiveSpan().setAttributes(about);
  const reply = await ai.generate({ model: `openai/${said.model}`, messages, prompt: question, tools: made });
  messages = reply.messages;
  return reply.text;
});

for (const turn of said.turns) {
  try {
    await live(turn.user);
  } catch (error) {
    // A failing tool ends Genkit's loop.
    if (!error.message.includes(turn.tool?.error)) throw error;
  }
  await pause();
}
await processor.forceFlush();
process.exit(0);

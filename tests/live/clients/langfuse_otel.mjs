// The conversation through Langfuse's JavaScript SDK 5.
import { diag, DiagConsoleLogger, DiagLogLevel } from "@opentelemetry/api";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { LangfuseClient } from "@langfuse/client";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { propagateAttributes, startActiveObservation, startObservation } from "@langfuse/tracing";

diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);

const said = JSON.parse(process.env.CONVERSATION);
const provider = new NodeTracerProvider({ spanProcessors: [new LangfuseSpanProcessor()] });
provider.register();
const langfuse = new LangfuseClient();

const runTool = (tool) => {
  if (tool.error) throw new Error(tool.error);
  return tool.result;
};

const callTool = (tool) => {
  const span = startObservation(tool.name, { input: tool.arguments }, { asType: "tool" });
  try {
    span.update({ output: runTool(tool) });
  } catch (error) {
    span.update({ level: "ERROR", statusMessage: error.message });
  }
  span.end();
};

const haveTurn = (turn) =>
  startActiveObservation(
    "live",
    async (agent) => {
      agent.update({ input: turn.user });
      if (turn.tool) callTool(turn.tool);
      const input = [{ role: "user", content: turn.user }];
      const generation = startObservation("chat", { model: said.model, input }, { asType: "generation" });
      generation.update({
        output: { role: "assistant", content: turn.answer },
        usageDetails: { input: turn.input_tokens, output: turn.output_tokens },
      });
      generation.end();
      agent.update({ output: turn.answer });
      return agent.traceId;
    },
    { asType: "agent" },
  );

let traceId;
const { session: sessionId, user: userId, tags } = said;
for (const turn of said.turns) {
  const about = { sessionId, userId, tags, metadata: { channel: "web" } };
  traceId = await propagateAttributes(about, () => haveTurn(turn));
  // Turns of people do not begin in one millisecond.
  await new Promise((resolve) => setTimeout(resolve, 20));
}
langfuse.score.create({ traceId, name: said.score, value: 1, comment: said.comment });
await langfuse.flush();
await provider.forceFlush();
await provider.shutdown();

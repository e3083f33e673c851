// The conversation through a LangChain agent, told by the handler of Langfuse's JavaScript SDKs 4 and 5.
import { diag, DiagConsoleLogger, DiagLogLevel } from "@opentelemetry/api";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { CallbackHandler } from "@langfuse/langchain";
import { ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import { createAgent, createMiddleware } from "langchain";
import { z } from "zod";
import { pause, runTool, said, tools } from "./said.mjs";

diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
const provider = new NodeTracerProvider({ spanProcessors: [new LangfuseSpanProcessor()] });
provider.register();

const tellTheModel = createMiddleware({
  name: "TellTheModel",
  wrapToolCall: async (request, handler) => {
    try {
      return await handler(request);
    } catch (error) {
      return new ToolMessage({ content: `Error: ${error.message}`, tool_call_id: request.toolCall.id });
    }
  },
});
const agent = createAgent({
  model: new ChatOpenAI({ model: said.model, configuration: { baseURL: process.env.OPENAI_BASE_URL } }),
  tools: Object.values(tools).map((each) =>
    tool(async () => JSON.stringify(runTool(each)), {
      name: each.name,
      description: each.name,
      schema: z.object({ order: z.string() }),
    }),
  ),
  middleware: [tellTheModel],
});

let messages = [];
for (const turn of said.turns) {
  const handler = new CallbackHandler({ sessionId: said.session, userId: said.user, tags: said.tags });
  const asked = { messages: [...messages, { role: "user", content: turn.user }] };
  ({ messages } = await agent.invoke(asked, { callbacks: [handler] }));
  await pause();
}
await provider.forceFlush();
await provider.shutdown();

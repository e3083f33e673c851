// The conversation through OpenAI's client, observed by Langfuse's JavaScript SDKs 4 and 5.
import { diag, DiagConsoleLogger, DiagLogLevel } from "@opentelemetry/api";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { observeOpenAI } from "@langfuse/openai";
import { propagateAttributes, startActiveObservation, startObservation } from "@langfuse/tracing";
import OpenAI from "openai";
import { pause, runTool, said, tools, toolSchemas } from "./said.mjs";

diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);
const provider = new NodeTracerProvider({ spanProcessors: [new LangfuseSpanProcessor()] });
provider.register();
const client = observeOpenAI(new OpenAI());
const messages = [];

const resultOf = (call) => {
  const input = JSON.parse(call.function.arguments);
  const span = startObservation(call.function.name, { input }, { asType: "tool" });
  try {
    const output = runTool(tools[call.function.name]);
    span.update({ output });
    return JSON.stringify(output);
  } catch (error) {
    span.update({ level: "ERROR", statusMessage: error.message });
    return `Error: ${error.message}`;
  } finally {
    span.end();
  }
};

const streamed = async () => {
  const chunks = await client.chat.completions.create({
    model: said.model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  let words = "";
  for await (const chunk of chunks) words += chunk.choices[0]?.delta?.content ?? "";
  return words;
};

const answer = async (question) => {
  messages.push({ role: "user", content: question });
  const reply = await client.chat.completions.create({ model: said.model, messages, tools: toolSchemas });
  const message = reply.choices[0].message;
  messages.push(message);
  if (!message.tool_calls) return message.content;
  for (const call of message.tool_calls) {
    messages.push({ role: "tool", tool_call_id: call.id, content: resultOf(call) });
  }
  const words = await streamed();
  messages.push({ role: "assistant", content: words });
  return words;
};

for (const turn of said.turns) {
  await propagateAttributes({ sessionId: said.session, userId: said.user, tags: said.tags }, () =>
    startActiveObservation("live", async (span) => {
      span.update({ input: turn.user });
      span.update({ output: await answer(turn.user) });
    }),
  );
  await pause();
}
await provider.forceFlush();
await provider.shutdown();

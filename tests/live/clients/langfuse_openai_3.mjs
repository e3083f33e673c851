// The conversation through OpenAI's client, observed by Langfuse's JavaScript SDK 3.
import { Langfuse, observeOpenAI } from "langfuse";
import OpenAI from "openai";
import { pause, runTool, said, tools, toolSchemas } from "./said.mjs";

const langfuse = new Langfuse();
langfuse.on("error", (error) => console.error("error", error));
langfuse.on("retry", (what) => console.error("retry", what));
const messages = [];

const resultOf = (trace, call) => {
  const input = JSON.parse(call.function.arguments);
  const span = trace.span({ name: call.function.name, input });
  try {
    const output = runTool(tools[call.function.name]);
    span.end({ output });
    return JSON.stringify(output);
  } catch (error) {
    span.end({ level: "ERROR", statusMessage: error.message });
    return `Error: ${error.message}`;
  }
};

for (const turn of said.turns) {
  const trace = langfuse.trace({
    name: "live",
    sessionId: said.session,
    userId: said.user,
    tags: said.tags,
    input: turn.user,
  });
  const client = observeOpenAI(new OpenAI(), { parent: trace });
  messages.push({ role: "user", content: turn.user });
  for (;;) {
    const reply = await client.chat.completions.create({ model: said.model, messages, tools: toolSchemas });
    const message = reply.choices[0].message;
    messages.push(message);
    if (!message.tool_calls) break;
    for (const call of message.tool_calls) {
      messages.push({ role: "tool", tool_call_id: call.id, content: resultOf(trace, call) });
    }
  }
  trace.update({ output: messages.at(-1).content });
  await client.flushAsync();
  await pause();
}
await langfuse.shutdownAsync();

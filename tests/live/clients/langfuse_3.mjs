// The conversation through Langfuse's JavaScript SDK 3.
import { Langfuse } from "langfuse";

const said = JSON.parse(process.env.CONVERSATION);
const langfuse = new Langfuse();
langfuse.on("error", (error) => console.error("error", error));
langfuse.on("retry", (what) => console.error("retry", what));

const runTool = (tool) => {
  if (tool.error) throw new Error(tool.error);
  return tool.result;
};

let trace;
for (const turn of said.turns) {
  trace = langfuse.trace({
    name: "live",
    sessionId: said.session,
    userId: said.user,
    tags: said.tags,
    metadata: { channel: "web" },
    input: turn.user,
  });
  if (turn.tool) {
    const span = trace.span({ name: turn.tool.name, input: turn.tool.arguments });
    try {
      span.end({ output: runTool(turn.tool) });
    } catch (error) {
      span.end({ level: "ERROR", statusMessage: error.message });
    }
  }
  const generation = trace.generation({
    name: "chat",
    model: said.model,
    input: [{ role: "user", content: turn.user }],
  });
  generation.end({
    output: { role: "assistant", content: turn.answer },
    usageDetails: { input: turn.input_tokens, output: turn.output_tokens },
  });
  trace.update({ output: turn.answer });
  // Turns of people do not begin in one millisecond.
  await new Promise((resolve) => setTimeout(resolve, 20));
}
trace.score({ name: said.score, value: 1, comment: said.comment });
await langfuse.shutdownAsync();

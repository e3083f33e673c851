// The conversation through LangChain, told by the callback handler of Langfuse's JavaScript SDK 3.
import { CallbackHandler } from "langfuse-langchain";
import { HumanMessage, ToolMessage } from "@langchain/core/messages";
import { RunnableLambda } from "@langchain/core/runnables";
import { tool } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import { z } from "zod";
import { pause, runTool, said, tools } from "./said.mjs";

const made = Object.fromEntries(
  Object.values(tools).map((each) => [
    each.name,
    tool(async () => JSON.stringify(runTool(each)), {
      name: each.name,
      description: each.name,
      schema: z.object({ order: z.string() }),
    }),
  ]),
);
const model = new ChatOpenAI({
  model: said.model,
  configuration: { baseURL: process.env.OPENAI_BASE_URL },
}).bindTools(Object.values(made));
const history = [];

const run = async (call, config) => {
  let content;
  try {
    content = await made[call.name].invoke(call.args, config);
  } catch (error) {
    content = `Error: ${error.message}`;
  }
  return new ToolMessage({ content, tool_call_id: call.id });
};

const chain = RunnableLambda.from(async (question, config) => {
  history.push(new HumanMessage(question));
  for (;;) {
    const message = await model.invoke(history, config);
    history.push(message);
    if (!message.tool_calls?.length) return message.content;
    for (const call of message.tool_calls) history.push(await run(call, config));
  }
}).withConfig({ runName: "live" });

for (const turn of said.turns) {
  const handler = new CallbackHandler({ sessionId: said.session, userId: said.user, tags: said.tags });
  await chain.invoke(turn.user, { callbacks: [handler] });
  await handler.shutdownAsync();
  await pause();
}

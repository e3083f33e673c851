// What the programs share: the conversation that they are to have, and its tools.
export const said = JSON.parse(process.env.CONVERSATION);

export const tools = Object.fromEntries(
  said.turns.filter((turn) => turn.tool).map((turn) => [turn.tool.name, turn.tool]),
);

// As OpenAI's API wants tools described.
export const toolSchemas = Object.values(tools).map((tool) => ({
  type: "function",
  function: {
    name: tool.name,
    description: tool.name.replace("_", " "),
    parameters: {
      type: "object",
      properties: Object.fromEntries(Object.keys(tool.arguments).map((key) => [key, { type: "string" }])),
      required: Object.keys(tool.arguments),
    },
  },
}));

export const runTool = (tool) => {
  if (tool.error) throw new Error(tool.error);
  return tool.result;
};

// Turns of people do not begin in one millisecond.
export const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

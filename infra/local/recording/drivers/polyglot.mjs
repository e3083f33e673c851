// Plays the travel group's script through Langfuse's JavaScript SDK 3, on a simulated clock.
import { readFileSync } from "node:fs";

const { turns, ...settings } = JSON.parse(readFileSync(process.argv[2], "utf8"));

const RealDate = Date;
let now = RealDate.parse(settings.start);
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length ? parts : [now]));
  }
  static now() {
    return now;
  }
};
const wait = async (seconds) => {
  // The SDK stamps an event a few promises after the call, as it would while a model is awaited.
  await new Promise((resolve) => setTimeout(resolve, 2));
  now += Math.round(seconds * 1000);
};

// The SDK takes its clock when it is loaded, so only now.
const { Langfuse } = await import("langfuse");

const langfuse = new Langfuse({ environment: settings.environment, release: settings.release });
langfuse.on("error", (error) => console.error(error));

const system = { role: "system", content: settings.system };
const messages = [];
const tokens = (value) => Math.max(1, Math.ceil(JSON.stringify(value).length / 3));
const cost = (kind, count) => Number(((count * settings.dollars_per_million[kind]) / 1e6).toFixed(9));

async function think(trace, step) {
  // A window over the conversation, as applications keep one to pay less.
  const asked = [system, ...messages.slice(-7)];
  const generation = trace.generation({
    name: "answer",
    model: settings.model,
    modelParameters: { temperature: 0.3, maxTokens: 1200 },
    input: asked,
  });
  await wait(step.takes_s);
  const said = step.answer
    ? { role: "assistant", content: step.answer }
    : {
        role: "assistant",
        content: "",
        tool_calls: step.calls.map(({ tool, arguments: given }) => ({ name: tool, arguments: given })),
      };
  const usage = { input: tokens(asked), output: tokens(said) };
  generation.end({
    output: said,
    usageDetails: { ...usage, total: usage.input + usage.output },
    costDetails: { input: cost("input", usage.input), output: cost("output", usage.output) },
  });
  messages.push(said);
}

async function act(trace, calls) {
  // They start a millisecond apart; the quickest ends first.
  const running = [];
  for (const call of calls) {
    running.push([call, trace.span({ name: call.tool, input: call.arguments })]);
    await wait(0.001);
  }
  let passed = 0.001 * calls.length;
  for (const [call, span] of running.toSorted(([a], [b]) => a.takes_s - b.takes_s)) {
    await wait(Math.max(0, call.takes_s - passed));
    passed = Math.max(passed, call.takes_s);
    span.end({ output: call.result });
  }
  messages.push(...calls.map(({ tool, result }) => ({ role: "tool", name: tool, content: result })));
}

for (const turn of turns) {
  await wait(turn.after_s);
  messages.push({ role: "user", content: turn.user });
  const trace = langfuse.trace({
    name: "concierge",
    sessionId: settings.session,
    userId: settings.user,
    tags: ["travel", turn.lang],
    metadata: { language: turn.lang },
    input: { message: turn.user },
  });
  for (const step of turn.steps) {
    await think(trace, step);
    await act(trace, step.calls ?? []);
  }
  trace.update({ output: turn.steps.at(-1).answer });
  for (const score of turn.scores) {
    await wait(score.after_s);
    const { name, value, type: dataType, comment } = score;
    trace.score({ name, value, dataType, ...(comment ? { comment } : {}) });
  }
  await langfuse.flushAsync();
}
await langfuse.shutdownAsync();

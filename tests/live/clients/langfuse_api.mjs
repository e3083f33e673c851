// Reading back and writing through the API clients of Langfuse's JavaScript SDKs 4 and 5.
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { LangfuseClient } from "@langfuse/client";
import { LangfuseMedia } from "@langfuse/core";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { startObservation } from "@langfuse/tracing";
import { eventually, hold, picture, same, traces } from "./api.mjs";
import { said } from "./said.mjs";

const provider = new NodeTracerProvider({ spanProcessors: [new LangfuseSpanProcessor()] });
provider.register();
const langfuse = new LangfuseClient();
const { api } = langfuse;
const [first] = said.turns;
const ids = (page) => page.data.map((each) => each.id);
const read = (call, use) => hold("read API", call, use);
const write = (call, use) => hold("write API", call, use);

const generated = (generation) => {
  same([generation.name, generation.model], ["chat", said.model]);
  same(generation.usageDetails.input, first.input_tokens);
  same(generation.output.content, first.answer);
};
const whole = (trace) => {
  same([trace.sessionId, trace.userId, [...trace.tags].sort()], [said.session, said.user, [...said.tags].sort()]);
  same(trace.output, first.answer);
  generated(trace.observations.find((each) => each.type === "GENERATION"));
};

await read("sessions.list", async () => same(ids(await api.sessions.list({ limit: 100 })).includes(said.session), true));
await read("sessions.get", async () => same((await api.sessions.get(said.session)).traces.length, traces.length));
const by = { sessionId: said.session, userId: said.user, tags: said.tags, orderBy: "timestamp.asc" };
await read("trace.list", async () => same(ids(await api.trace.list(by)), traces));
await read("trace.get", async () => whole(await api.trace.get(traces[0])));
await read("projects.get", async () => same((await api.projects.get()).data.length, 1));
await read("health.health", async () => same((await api.health.health()).status, "OK"));
await read("getTraceUrl", async () => same((await fetch(await langfuse.getTraceUrl(traces[0]))).status, 200));

const older = api.legacy ? api.legacy.observationsV1 : api.observations;
const newer = api.observationsV2 ?? api.observations;
const observations = await read("observations v1 getMany", () => older.getMany({ traceId: traces[0], type: "GENERATION" }));
await read("observations v1 get", async () => generated(await older.get(observations.data[0].id)));
await read("observations v2 getMany", async () => {
  const fields = "core,basic,io,model,usage,metrics";
  const { data } = await newer.getMany({ traceId: traces[0], type: "GENERATION", fields });
  same([data.length, data[0].name, data[0].providedModelName], [1, "chat", said.model]);
});
await read("observations v2 cursor", async () => {
  let found = 0;
  let cursor;
  do {
    const page = await newer.getMany({ traceId: traces[0], limit: 1, cursor });
    found += page.data.length;
    cursor = page.meta.cursor;
  } while (cursor);
  same(found >= 2, true);
});

const scorer = api.scoreV2 ?? api.scores;
const list = (asked) => (scorer.getMany ? scorer.getMany(asked) : scorer.get(asked));
const mine = async () => (await list({ name: said.score, traceId: traces.at(-1) })).data;
const scores = await read("scores list", mine);
await read("scores getById", async () => same((await scorer.getById(scores[0].id)).comment, said.comment));
if (api.scoresV3) {
  await read("scores v3", async () => {
    const method = Object.getOwnPropertyNames(Object.getPrototypeOf(api.scoresV3)).find((name) => /^getMany/.test(name));
    same((await api.scoresV3[method]({ traceId: traces.at(-1) })).data.length, 1);
  });
}

const config = await write("scoreConfigs.create", () =>
  api.scoreConfigs.create({ name: "politeness", dataType: "NUMERIC", minValue: 0, maxValue: 5 }),
);
await read("scoreConfigs.getById", async () => same((await api.scoreConfigs.getById(config.id)).name, "politeness"));
await write("scoreConfigs.update", async () =>
  same((await api.scoreConfigs.update(config.id, { description: "how polite" })).description, "how polite"),
);
await write("score with config", async () => {
  langfuse.score.create({ traceId: traces[0], name: "politeness", value: 4, configId: config.id });
  await langfuse.flush();
  await eventually(
    () => list({ configId: config.id }),
    (found) => found.data.length === 1,
  );
});
const about = { objectType: "TRACE", objectId: traces[0] };
const comment = await write("comments.create", async () => {
  const projectId = (await api.projects.get()).data[0].id;
  return api.comments.create({ projectId, ...about, content: "Well done!" });
});
await read("comments.get", async () => same(ids(await api.comments.get(about)), [comment.id]));

const media = new LangfuseMedia({ source: "bytes", contentBytes: picture, contentType: "image/png" });
const mediaId = await media.getId();
const pictured = await hold("media", "upload", async () => {
  const span = startObservation("picture", { input: { role: "user", content: media } });
  span.end();
  await provider.forceFlush();
  return span.traceId;
});
const kept = await hold("media", "media.get", () =>
  eventually(
    () => api.media.get(mediaId),
    (found) => found.contentType === "image/png",
  ),
);
await hold("media", "download", async () =>
  same(Buffer.from(await (await fetch(kept.url)).arrayBuffer()).toString("hex"), picture.toString("hex")),
);
await hold("media", "token in the trace", () =>
  eventually(
    async () => JSON.stringify((await api.trace.get(pictured)).input),
    (found) => found.includes(mediaId),
  ),
);
await hold("media", "resolveReferences", async () => {
  const obj = `@@@langfuseMedia:type=image/png|id=${mediaId}|source=bytes@@@`;
  const resolved = await langfuse.media.resolveReferences({ obj, resolveWith: "base64DataUri" });
  same(resolved, `data:image/png;base64,${picture.toString("base64")}`);
});

await hold("prompt fallback", "prompt.get", async () => {
  const prompt = await langfuse.prompt.get("helpdesk", { fallback: "Be kind." });
  same([prompt.isFallback, prompt.prompt], [true, "Be kind."]);
});

await hold("deletion", "score.delete", () => (api.legacy ? api.legacy.scoreV1 : api.score).delete(scores[0].id));
await hold("deletion", "score is gone", () => eventually(mine, (left) => left.length === 0));
await hold("deletion", "trace.delete", () => api.trace.delete(traces[0]));
await hold("deletion", "trace.deleteMultiple", () => api.trace.deleteMultiple({ traceIds: traces.slice(1) }));
await hold("deletion", "traces are gone", () =>
  eventually(
    async () => ids(await api.trace.list({ sessionId: said.session })),
    (left) => left.length === 0,
  ),
);
await provider.shutdown();
await langfuse.shutdown();

// Reading back and writing through the API client of Langfuse's JavaScript SDK 3.
import { Langfuse, LangfuseMedia } from "langfuse";
import { eventually, hold, picture, same, traces } from "./api.mjs";
import { said } from "./said.mjs";

const langfuse = new Langfuse();
const [first] = said.turns;
const api = langfuse.api;
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

await read("fetchSessions", async () => same(ids(await langfuse.fetchSessions({ limit: 100 })).includes(said.session), true));
await read("fetchTraces", async () =>
  same(ids(await langfuse.fetchTraces({ sessionId: said.session, orderBy: "timestamp.asc" })), traces),
);
await read("fetchTrace", async () => whole((await langfuse.fetchTrace(traces[0])).data));
const observations = await read("fetchObservations", () => langfuse.fetchObservations({ traceId: traces[0], name: "chat" }));
await read("fetchObservation", async () => generated((await langfuse.fetchObservation(observations.data[0].id)).data));
await read("api.sessionsGet", async () => same((await api.sessionsGet(said.session)).traces.length, traces.length));
await read("api.projectsGet", async () => same((await api.projectsGet()).data.length, 1));
await read("api.healthHealth", async () => same((await api.healthHealth()).status, "OK"));
const mine = async () =>
  (await api.scoreV2Get({ name: said.score, limit: 100 })).data.filter((each) => each.traceId === traces.at(-1));
const scores = await read("api.scoreV2Get", mine);
await read("api.scoreV2GetById", async () => same((await api.scoreV2GetById(scores[0].id)).comment, said.comment));

const config = await write("api.scoreConfigsCreate", () =>
  api.scoreConfigsCreate({ name: "politeness", dataType: "NUMERIC", minValue: 0, maxValue: 5 }),
);
await read("api.scoreConfigsGetById", async () => same((await api.scoreConfigsGetById(config.id)).name, "politeness"));
await write("score with config", async () => {
  langfuse.score({ traceId: traces[0], name: "politeness", value: 4, configId: config.id });
  await langfuse.flushAsync();
  await eventually(
    () => api.scoreV2Get({ configId: config.id }),
    (found) => found.data.length === 1,
  );
});
const about = { objectType: "TRACE", objectId: traces[0] };
const comment = await write("api.commentsCreate", async () => {
  const projectId = (await api.projectsGet()).data[0].id;
  return api.commentsCreate({ projectId, ...about, content: "Well done!" });
});
await read("api.commentsGet", async () => same(ids(await api.commentsGet(about)), [comment.id]));

const media = new LangfuseMedia({ contentBytes: picture, contentType: "image/png" });
const pictured = await hold("media", "upload", async () => {
  const trace = langfuse.trace({ name: "picture", input: { role: "user", content: media } });
  await langfuse.flushAsync();
  return trace.id;
});
const kept = await hold("media", "fetchMedia", () =>
  eventually(
    async () => (await langfuse.fetchMedia(media._mediaId)).data ?? (await langfuse.fetchMedia(media._mediaId)),
    (found) => found.contentType === "image/png",
  ),
);
await hold("media", "download", async () =>
  same(Buffer.from(await (await fetch(kept.url)).arrayBuffer()).toString("hex"), picture.toString("hex")),
);
await hold("media", "token in the trace", () =>
  eventually(
    async () => JSON.stringify((await langfuse.fetchTrace(pictured)).data.input),
    (found) => found.includes(media._mediaId),
  ),
);

await hold("prompt fallback", "getPrompt", async () => {
  const prompt = await langfuse.getPrompt("helpdesk", undefined, { fallback: "Be kind." });
  same([prompt.isFallback, prompt.prompt], [true, "Be kind."]);
});

await hold("deletion", "api.scoreDelete", () => api.scoreDelete(scores[0].id));
await hold("deletion", "score is gone", () => eventually(mine, (left) => left.length === 0));
await hold("deletion", "api.traceDelete", () => api.traceDelete(traces[0]));
await hold("deletion", "api.traceDeleteMultiple", () => api.traceDeleteMultiple({ traceIds: traces.slice(1) }));
await hold("deletion", "traces are gone", () =>
  eventually(
    async () => ids(await langfuse.fetchTraces({ sessionId: said.session })),
    (left) => left.length === 0,
  ),
);
await langfuse.shutdownAsync();

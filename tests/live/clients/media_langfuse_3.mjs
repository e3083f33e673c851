// Media through Langfuse's JavaScript SDK 3: sent, read back and resolved.
import { Langfuse, LangfuseMedia } from "langfuse";

const said = JSON.parse(process.env.MEDIA);
const langfuse = new Langfuse();
langfuse.on("error", (error) => console.error("error", error));

// It computes hashes with a module that it imports while this one runs.
await new Promise((resolve) => setTimeout(resolve, 50));

const bytes = (base64, contentType) =>
  new LangfuseMedia({ contentBytes: Buffer.from(base64, "base64"), contentType });

const trace = langfuse.trace({
  name: "media",
  sessionId: said.session,
  input: { picture: bytes(said.picture, "image/png") },
});
trace.generation({
  name: "describe",
  input: [{ role: "user", content: [{ type: "image_url", image_url: { url: said.uri } }] }],
  output: { sound: new LangfuseMedia({ base64DataUri: `data:audio/wav;base64,${said.sound}` }) },
  metadata: { scan: bytes(said.pdf, "application/pdf") },
});
await langfuse.flushAsync();

let found;
for (let attempt = 0; attempt < 100 && !found?.observations?.length; attempt += 1) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  found = await langfuse.fetchTrace(trace.id).then((answer) => answer.data, () => undefined);
}
const [step] = found.observations;
const obj = {
  trace: found.input,
  input: step.input,
  output: step.output,
  metadata: { scan: step.metadata.scan },
};
const resolved = await langfuse.resolveMediaReferences({ obj, resolveWith: "base64DataUri" });
console.log(JSON.stringify(resolved));
await langfuse.shutdownAsync();

// A trace with a generation and a score for each trouble, through Langfuse's JavaScript SDK 3.
import { Langfuse } from "langfuse";

const langfuse = new Langfuse();
langfuse.on("error", (error) => console.error("ERROR", String(error)));

for (const name of JSON.parse(process.env.TROUBLES)) {
  console.error(`== ${name}`);
  const trace = langfuse.trace({ name: `trouble:${name}`, sessionId: process.env.SESSION });
  trace.generation({ name: "call", model: "gpt-4o", output: name }).end();
  trace.score({ name: "kept", value: 1, comment: `trouble:${name}` });
  await langfuse.flushAsync();
}
await langfuse.shutdownAsync();

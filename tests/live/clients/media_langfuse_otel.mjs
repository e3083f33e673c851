// Media through Langfuse's JavaScript SDKs 4 and 5: sent, read back and resolved.
import { diag, DiagConsoleLogger, DiagLogLevel } from "@opentelemetry/api";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
import { LangfuseClient } from "@langfuse/client";
import { LangfuseMedia } from "@langfuse/core";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { propagateAttributes, startActiveObservation, startObservation } from "@langfuse/tracing";

diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.WARN);

const said = JSON.parse(process.env.MEDIA);
const provider = new NodeTracerProvider({ spanProcessors: [new LangfuseSpanProcessor()] });
provider.register();
const langfuse = new LangfuseClient();

const bytes = (base64, contentType) =>
  new LangfuseMedia({ source: "bytes", contentBytes: Buffer.from(base64, "base64"), contentType });

const traceId = await propagateAttributes({ sessionId: said.session }, () =>
  startActiveObservation("media", async (span) => {
    span.update({ input: { picture: bytes(said.picture, "image/png") } });
    const url = { url: said.uri };
    const generation = startObservation(
      "describe",
      { input: [{ role: "user", content: [{ type: "image_url", image_url: url }] }] },
      { asType: "generation" },
    );
    const sound = new LangfuseMedia({
      source: "base64_data_uri",
      base64DataUri: `data:audio/wav;base64,${said.sound}`,
    });
    generation.update({
      output: { sound },
      metadata: { scan: bytes(said.pdf, "application/pdf") },
    });
    generation.end();
    return span.traceId;
  }),
);
await provider.forceFlush();

let found;
for (let attempt = 0; attempt < 100 && found?.observations?.length !== 2; attempt += 1) {
  await new Promise((resolve) => setTimeout(resolve, 100));
  found = await langfuse.api.trace.get(traceId).catch(() => undefined);
}
const step = found.observations.find((each) => each.name === "describe");
const obj = {
  trace: found.input,
  input: step.input,
  output: step.output,
  metadata: { scan: step.metadata.scan },
};
const resolved = await langfuse.media.resolveReferences({ obj, resolveWith: "base64DataUri" });
console.log(JSON.stringify(resolved));
await provider.shutdown();

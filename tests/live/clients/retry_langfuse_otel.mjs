// A generation and a score for each trouble, through Langfuse's JavaScript SDKs 4 and 5.
import { LangfuseClient } from "@langfuse/client";
import { LangfuseSpanProcessor } from "@langfuse/otel";
import { propagateAttributes, startObservation } from "@langfuse/tracing";
import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

const processor = new LangfuseSpanProcessor();
const provider = new NodeTracerProvider({ spanProcessors: [processor] });
provider.register();
const langfuse = new LangfuseClient();

for (const name of JSON.parse(process.env.TROUBLES)) {
  console.error(`== ${name}`);
  const call = propagateAttributes({ sessionId: process.env.SESSION }, () =>
    startObservation(`trouble:${name}`, { model: "gpt-4o", output: name }, { asType: "generation" }),
  );
  call.end();
  await processor.forceFlush().catch((error) => console.error("ERROR", String(error)));
  if (name.startsWith("hang")) continue;
  langfuse.score.create({
    traceId: call.traceId,
    name: "kept",
    value: 1,
    comment: `trouble:${name}`,
  });
  await langfuse.score.flush();
}
await provider.shutdown();
await langfuse.shutdown();

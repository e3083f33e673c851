// A span for each trouble, through OpenTelemetry alone.
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

const { OTLPTraceExporter } = await import(process.env.EXPORTER);
const processor = new BatchSpanProcessor(new OTLPTraceExporter());
const provider = new NodeTracerProvider({ spanProcessors: [processor] });
const tracer = provider.getTracer("live");

for (const name of JSON.parse(process.env.TROUBLES)) {
  console.error(`== ${name}`);
  const attributes = {
    "gen_ai.operation.name": "chat",
    "gen_ai.conversation.id": process.env.SESSION,
    "gen_ai.request.model": "gpt-4o",
  };
  tracer.startSpan(`trouble:${name}`, { attributes }).end();
  await processor.forceFlush().catch((error) => console.error("ERROR", String(error)));
}
await provider.shutdown();

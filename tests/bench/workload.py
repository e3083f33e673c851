"""Deterministic traffic: chat sessions of 3 to 12 turns, traces of 4 to 15 spans, as OTLP.

About nine spans a trace and 3.3 kB of attributes a span; prompts grow with the conversation. A
session is the same however many others there are.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import ResourceSpans, ScopeSpans, Span, Status

from tests.bench.vocabulary import Writer

SECOND = 1_000_000_000
_START_NS = 1_790_000_000 * SECOND
_LONGEST_PROMPT = 7000
_TOOLS = ("search_orders", "get_account", "run_sql", "web_search", "send_email", "create_ticket")
_MODELS = ("gpt-4.1-mini-2025-04-14", "claude-sonnet-4-5-20250929", "gpt-4o-mini-2024-07-18")
_TYPES = {
    "CHAIN": "span",
    "LLM": "generation",
    "RETRIEVER": "retriever",
    "TOOL": "tool",
    "GUARDRAIL": "guardrail",
}


@dataclass(kw_only=True)
class Conversation:
    """One session while it is being written."""

    number: int
    random: Random
    clock_ns: int
    history: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.writer = Writer(self.random)
        self.session_id = f"session-{self.number:05d}-{self.identifier(4)}"
        self.user_id = f"user-{self.random.randrange(5000):05d}"
        self.model = self.random.choice(_MODELS)
        self.system = Writer(Random(f"service {self.random.randrange(4)}")).text(900)

    def identifier(self, size: int) -> str:
        """Return `size` random bytes as hexadecimal digits."""
        return self.random.randbytes(size).hex()

    def traces(self) -> Iterator[list[Span]]:
        """Yield the turns, one after the other."""
        for _ in range(self.random.randint(3, 12)):
            yield _Turn(self).spans()
            self.clock_ns += int((4 + self.random.expovariate(1 / 20)) * SECOND)


class _Turn:
    """One trace: a root, what was looked up, tools, and the calls of the model."""

    def __init__(self, talk: Conversation) -> None:
        self.talk = talk
        self.random = talk.random
        self.write = talk.writer.text
        self.trace_id = bytes.fromhex(talk.identifier(16))
        self.root_id = bytes.fromhex(talk.identifier(8))
        self.question = self.write(int(min(1500, 40 + self.random.expovariate(1 / 160))))
        self.made: list[Span] = []

    def spans(self) -> list[Span]:
        """Return the spans in the order in which they ended."""
        begin = self.talk.clock_ns
        documents = [
            {"id": self.talk.identifier(3), "content": self.write(self.random.randrange(250, 800))}
            for _ in range(self.random.choice((2, 3, 3, 4)))
        ]
        self._add("retrieve", "RETRIEVER", 0.15, self.question, documents)
        context = " ".join(each["content"] for each in documents)[:1200]
        ask = {"role": "user", "content": f"Context:\n{context}\n\nQuestion: {self.question}"}
        scratch: list[dict[str, Any]] = []
        for _ in range(int(self.random.triangular(1, 5, 2.6))):
            scratch += self._use_tools([ask, *scratch])
        if self.random.random() < 0.5:
            self._add("guardrail", "GUARDRAIL", 0.1, self.question, {"flagged": False})
        answer = self.write(int(min(3000, 200 + self.random.expovariate(1 / 550))))
        self._call([ask, *scratch], {"role": "assistant", "content": answer})
        self.talk.history += [{"role": "user", "content": self.question}]
        self.talk.history += [{"role": "assistant", "content": answer}]
        self._add("chat-turn", "CHAIN", 0.01, self.question, answer, begin=begin)
        return self.made

    def _use_tools(self, messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
        name = self.random.choice(_TOOLS)
        arguments = {"query": self.write(60), "limit": self.random.randrange(50)}
        call = {"id": f"call_{self.talk.identifier(12)}", "type": "function"}
        call["function"] = {"name": name, "arguments": json.dumps(arguments)}  # type: ignore[assignment]
        self._call(messages, {"role": "assistant", "content": None, "tool_calls": [call]})
        answers = []
        for _ in range(self.random.choice((1, 1, 2))):
            rows = [
                {"id": self.talk.identifier(4), "note": self.write(self.random.randrange(30, 120))}
                for _ in range(self.random.randrange(1, 8))
            ]
            self._add(name, "TOOL", 0.3, arguments, rows, failed=self.random.random() < 0.02)
            answers.append({"role": "tool", "content": json.dumps(rows)[:1500]})
        return answers

    def _call(self, messages: list[dict[str, Any]], reply: dict[str, Any]) -> None:
        system = {"role": "system", "content": self.talk.system}
        room = _LONGEST_PROMPT
        kept: list[dict[str, Any]] = []
        for each in reversed([*self.talk.history, *messages]):
            room -= len(each["content"])
            if room < 0:
                break
            kept.insert(0, each)
        seconds = 0.4 + len(str(reply)) * 0.0015
        self._add("answer", "LLM", seconds, [system, *kept], reply)

    def _add(
        self,
        name: str,
        kind: str,
        seconds: float,
        asked: Any,
        answered: Any,
        *,
        begin: int | None = None,
        failed: bool = False,
    ) -> None:
        root = begin is not None
        start = self.talk.clock_ns
        self.talk.clock_ns += int(seconds * SECOND)
        span_id = self.root_id if root else bytes.fromhex(self.talk.identifier(8))
        span = Span(
            trace_id=self.trace_id,
            span_id=span_id,
            parent_span_id=b"" if root else self.root_id,
            name=name,
            start_time_unix_nano=begin or start,
            end_time_unix_nano=self.talk.clock_ns,
        )
        attributes = self._attributes(name, kind, _text(asked), _text(answered))
        for key, value in attributes.items():
            span.attributes.append(KeyValue(key=key, value=_any(value)))
        if failed:
            span.status.CopyFrom(Status(code=Status.STATUS_CODE_ERROR, message="TimeoutError"))
        self.made.append(span)

    def _attributes(self, name: str, kind: str, asked: str, answered: str) -> dict[str, Any]:
        said: dict[str, Any] = {
            "session.id": self.talk.session_id,
            "user.id": self.talk.user_id,
            "langfuse.environment": "production",
            "langfuse.observation.type": _TYPES[kind],
            "openinference.span.kind": kind,
            "input.value": asked,
            "output.value": answered,
        }
        if kind == "CHAIN":
            said["langfuse.trace.name"] = name
            said["langfuse.trace.tags"] = "web,beta"
        if kind == "LLM":
            tokens = {"input": len(asked) // 4, "output": len(answered) // 4}
            said["gen_ai.operation.name"] = "chat"
            said["gen_ai.response.model"] = self.talk.model
            said["langfuse.observation.usage_details"] = json.dumps(tokens)
            said["llm.invocation_parameters"] = '{"temperature":0.2,"max_tokens":2048}'
        return said


def conversations(count: int) -> Iterator[Conversation]:
    """Yield sessions that begin two seconds after each other."""
    for number in range(count):
        start = _START_NS + number * 2 * SECOND
        yield Conversation(number=number, random=Random(f"session {number}"), clock_ns=start)


def trace_requests(count: int) -> Iterator[list[Span]]:
    """Yield the spans of one request per trace: an application that flushes after each turn."""
    traces = [spans for talk in conversations(count) for spans in talk.traces()]
    yield from sorted(traces, key=_ended)


def sdk_requests(count: int, seconds: int = 5, processes: int = 4) -> Iterator[list[Span]]:
    """Yield the requests of processes that export every few seconds what has ended."""
    talks = list(conversations(count))
    batches = [
        batch
        for process in range(processes)
        for batch in _batches(talks[process::processes], seconds)
    ]
    yield from sorted(batches, key=_ended)


def _batches(talks: list[Conversation], seconds: int) -> Iterator[list[Span]]:
    spans = [span for talk in talks for trace in talk.traces() for span in trace]
    spans.sort(key=lambda each: each.end_time_unix_nano)
    batch: list[Span] = []
    until = spans[0].end_time_unix_nano + seconds * SECOND
    for span in spans:
        if span.end_time_unix_nano > until or len(batch) == 512:
            yield batch
            batch = []
            until = max(until, span.end_time_unix_nano) + seconds * SECOND
        batch.append(span)
    yield batch


def encode(spans: list[Span]) -> bytes:
    """Return the OTLP request that carries the spans."""
    scope = ScopeSpans(spans=spans)
    return ExportTraceServiceRequest(
        resource_spans=[ResourceSpans(scope_spans=[scope])]
    ).SerializeToString()


def _ended(spans: list[Span]) -> int:
    return max(each.end_time_unix_nano for each in spans)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _any(value: str) -> AnyValue:
    return AnyValue(string_value=value)

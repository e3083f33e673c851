"""A conversation in which every field that a sender can fill attacks whoever reads it."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

SCRIPT = "<script>window.hacked=1</script>"
TEMPLATE = "{{9134+1}}${9134+1}<%= 9134+1 %>"
WORKED_OUT = "9135"
EVIL = " ".join(
    [
        SCRIPT,
        "<img src=x onerror=window.hacked=2>",
        "<svg onload=window.hacked=3><style>p{display:none}</style></svg>",
        "<iframe src=//elsewhere.example></iframe>",
        "[link](javascript:window.hacked=4) ![image](https://elsewhere.example/pixel.png)",
        "<a href='data:text/html,<script>window.hacked=5</script>'>data</a>",
        TEMPLATE,
        '"><b hx-get=/nowhere hx-trigger=load hx-on:click=window.hacked=6 onclick=window.hacked=7>',
        "'-window.hacked-' </title></textarea></code></pre></main> <!-- --> ]]> &lt;script&gt;",
        "\u202eright to left\u2066 zero\u200bwidth \ufeff \x00 \x1b[31m \ud800 @@@langfuseMedia:",
    ]
)
EVIL_ID = f'"><img src=x onerror=window.hacked=8>{SCRIPT}{TEMPLATE}/../%2e%2e?a=b#\u202e'
EVIL_WORD = "<b>" + 60 * "endless" + "</b>"
LONG_WORD = 1_000_000 * "W"

LANGFUSE_SESSION = f"langfuse {EVIL_ID}"
OTEL_SESSION = f"otel {EVIL_ID}"
LONG_SESSION = "long " + 50 * "L"
_NOW = datetime.now(UTC) - timedelta(minutes=5)


def langfuse_batch() -> bytes:
    """Return a Langfuse batch: a trace, what it did, how it failed and how it was judged."""
    trace, generation, tool = (f"{kind} {EVIL_ID}" for kind in ("trace", "generation", "tool"))
    step: dict[str, Any] = {"traceId": trace, "startTime": _at(1), "endTime": _at(2)}
    events = [
        _event("trace-create", _trace(trace)),
        _event("generation-create", {**step, "id": generation, **_generation()}),
        _event("span-create", {**step, "id": tool, "parentObservationId": generation, **_tool()}),
        _event("score-create", _score("on the trace", traceId=trace)),
        _event("score-create", _score("on a step", traceId=trace, observationId=generation)),
        _event("score-create", _score("on the session", sessionId=LANGFUSE_SESSION)),
    ]
    return json.dumps({"batch": events}).encode()


def long_batch() -> bytes:
    """Return a trace whose words are a megabyte long, or as long as a field may be."""
    word = LONG_WORD[:200]
    body = {
        "id": f"long-{word}",
        "sessionId": LONG_SESSION,
        "timestamp": _at(0),
        "name": word,
        "userId": word,
        "tags": [word],
        "metadata": {word: word},
        "input": LONG_WORD,
        "output": LONG_WORD,
    }
    failed = {
        "traceId": body["id"],
        "id": "long-step",
        "name": word,
        "level": "ERROR",
        "statusMessage": LONG_WORD[:20_000],
        "startTime": _at(1),
        "endTime": _at(2),
        "input": {word: LONG_WORD},
    }
    return json.dumps(
        {"batch": [_event("trace-create", body), _event("span-create", failed)]}
    ).encode()


def otel_export() -> bytes:
    """Return an OTLP/JSON export of an agent, its model and a tool that fails."""
    failure = {
        "name": "exception",
        "timeUnixNano": _nano(2),
        "attributes": _attributes(
            {f"exception.{key}": EVIL for key in ("type", "message", "stacktrace")}
        ),
    }
    spans = [
        _span(1, None, {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": EVIL}),
        _span(2, 1, {"gen_ai.operation.name": "chat", **_model()}),
        _span(3, 1, {"gen_ai.operation.name": "execute_tool", **_called()})
        | {"status": {"code": 2, "message": EVIL}, "events": [failure]},
    ]
    resource = _attributes({"service.name": EVIL, "deployment.environment.name": EVIL, EVIL: EVIL})
    scope = {"scope": {"name": EVIL, "version": EVIL}, "spans": spans}
    export = {"resourceSpans": [{"resource": {"attributes": resource}, "scopeSpans": [scope]}]}
    return json.dumps(export).encode()


def _trace(trace_id: str) -> dict[str, Any]:
    return {
        "id": trace_id,
        "sessionId": LANGFUSE_SESSION,
        "timestamp": _at(0),
        "name": EVIL,
        "userId": f"user {EVIL_ID}",
        "tags": [EVIL, EVIL_WORD],
        "metadata": {EVIL: EVIL, "nested": {EVIL: [EVIL, {EVIL: EVIL}]}},
        "release": EVIL,
        "version": EVIL,
        "input": {"messages": [{"role": EVIL, "content": EVIL}, {"role": "user", "content": EVIL}]},
        "output": {"role": "assistant", "content": f"{EVIL}\n\n| {EVIL} |\n|---|\n| {EVIL} |"},
    }


def _generation() -> dict[str, Any]:
    call = {"id": EVIL, "type": "function", "function": {"name": EVIL, "arguments": f'{{"{7}": '}}
    return {
        "name": EVIL,
        "model": EVIL,
        "modelParameters": {EVIL: EVIL},
        "promptName": EVIL,
        "usage": {"input": 7, "output": 8},
        "input": [
            {"role": "system", "content": EVIL},
            {"role": "user", "content": [{"type": "text", "text": EVIL}, _picture()]},
            {"role": "assistant", "content": EVIL, "tool_calls": [call]},
            {"role": "tool", "name": EVIL, "tool_call_id": EVIL, "content": EVIL},
        ],
        "output": {"role": "assistant", "content": EVIL, "reasoning_content": EVIL},
    }


def _picture() -> dict[str, Any]:
    return {"type": "image_url", "image_url": {"url": "https://elsewhere.example/pixel.png"}}


def _tool() -> dict[str, Any]:
    return {
        "name": EVIL,
        "level": "ERROR",
        "statusMessage": EVIL,
        "input": {EVIL: EVIL},
        "output": EVIL,
        "metadata": {EVIL: EVIL},
    }


def _score(which: str, **target: str) -> dict[str, Any]:
    return {
        "id": f"score {which} {EVIL_ID}",
        "name": f"{EVIL_WORD[:90]}",
        "value": EVIL[:400],
        "dataType": "CATEGORICAL",
        "comment": EVIL,
        **target,
    }


def _event(kind: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"id": f"event of {body['id']}", "type": kind, "timestamp": _at(3), "body": body}


def _span(number: int, parent: int | None, attributes: dict[str, str]) -> dict[str, Any]:
    shared = {"session.id": OTEL_SESSION, "user.id": f"user {EVIL_ID}", EVIL: EVIL}
    return {
        "traceId": f"{0xE:032x}",
        "spanId": f"{number:016x}",
        "parentSpanId": f"{parent:016x}" if parent else "",
        "name": EVIL,
        "startTimeUnixNano": _nano(number),
        "endTimeUnixNano": _nano(number + 1),
        "attributes": _attributes({**shared, **attributes}),
    }


def _model() -> dict[str, str]:
    parts = [{"type": "text", "content": EVIL}]
    asked = [{"role": EVIL, "parts": parts}, {"role": "user", "parts": parts}]
    answered = [{"role": "assistant", "parts": parts, "finish_reason": EVIL}]
    return {
        "gen_ai.provider.name": EVIL,
        "gen_ai.request.model": EVIL,
        "gen_ai.response.model": EVIL,
        "gen_ai.system_instructions": EVIL,
        "gen_ai.input.messages": json.dumps(asked),
        "gen_ai.output.messages": json.dumps(answered),
    }


def _called() -> dict[str, str]:
    return {
        "gen_ai.tool.name": EVIL,
        "gen_ai.tool.call.id": EVIL,
        "gen_ai.tool.call.arguments": json.dumps({EVIL: EVIL}),
        "gen_ai.tool.call.result": EVIL,
    }


def _attributes(pairs: dict[str, str]) -> list[dict[str, Any]]:
    return [{"key": key, "value": {"stringValue": text}} for key, text in pairs.items()]


def _at(seconds: int) -> str:
    return (_NOW + timedelta(seconds=seconds)).isoformat()


def _nano(seconds: int) -> str:
    return str(int((_NOW + timedelta(seconds=seconds)).timestamp()) * 1_000_000_000)

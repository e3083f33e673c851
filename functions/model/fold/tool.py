"""The tool calls of a trace, one line each."""

from collections.abc import Iterator

from functions.model.chat.conversation import read_messages
from functions.model.chat.part import ToolCall, ToolResult
from functions.model.fold.limits import Limits, cut, json_excerpt
from functions.model.json import Json
from functions.model.observation import Observation, ObservationType
from functions.model.trace import Trace
from functions.model.turn import ToolLine

# What LangChain's messages for a model have, in each of their spellings.
_MESSAGE_MARKS = frozenset({"kwargs", "data", "tool_call_id"})
# The last is an argument of smolagents' own.
_OF_A_FUNCTION = frozenset({"args", "kwargs", "sanitize_inputs_outputs"})


def tool_lines(trace: Trace, limits: Limits) -> list[ToolLine]:
    """Return one line per tool that ran, by start.

    Where the sender records no tool observations, the calls are read from what its models wished
    for, and the results from what they were told next.
    """
    ran = [each for each in trace.observations if each.type is ObservationType.TOOL]
    if ran:
        return [_ran(each, limits) for each in ran]
    return list(_wished(trace, limits))


def _ran(step: Observation, limits: Limits) -> ToolLine:
    return ToolLine(
        observation_id=cut(step.observation_id, limits.word),
        name=cut(step.name or "tool", limits.word),
        arguments=json_excerpt(_arguments(step), limits.line),
        result=json_excerpt(_result(step.output), limits.line),
        error=cut(_failure(step), limits.line) if step.is_error else None,
        start_ns=step.start_ns,
        duration_ns=step.duration_ns,
    )


def _arguments(step: Observation) -> Json:
    """Return a tool's arguments without the wrapping that a decorator of a function adds."""
    value = step.input
    if isinstance(value, dict) and value and set(value) <= _OF_A_FUNCTION:
        given = [each for each in (value.get("args"), value.get("kwargs")) if each]
        return given[0] if len(given) == 1 else value
    return value


def _result(value: Json) -> Json:
    """Return what a tool gave, without the message for the model that a framework makes of it."""
    if isinstance(value, dict) and {"tool_name", "raw_output"} <= value.keys():
        return value["raw_output"]
    if isinstance(value, dict) and _MESSAGE_MARKS & value.keys():
        told = [each for message in read_messages(value) for each in message.tool_results]
        return told[0].result if len(told) == 1 else value
    return value


def _failure(step: Observation) -> str:
    if step.exceptions:
        raised = step.exceptions[-1]
        return ": ".join(each for each in (raised.type, raised.message) if each)
    return step.status_message or "failed"


def _wished(trace: Trace, limits: Limits) -> Iterator[ToolLine]:
    results = _results(trace)
    seen: set[str] = set()
    for step in trace.observations:
        if step.type is not ObservationType.GENERATION:
            continue
        for call in _calls(step):
            if call.call_id and call.call_id in seen:
                continue
            seen.add(call.call_id)
            yield _wish(step, call, results.get(call.call_id), limits)


def _calls(step: Observation) -> list[ToolCall]:
    return [call for message in read_messages(step.output) for call in message.tool_calls]


def _results(trace: Trace) -> dict[str, ToolResult]:
    return {
        result.call_id: result
        for step in trace.observations
        if step.type is ObservationType.GENERATION
        for message in read_messages(step.input)
        for result in message.tool_results
        if result.call_id
    }


def _wish(step: Observation, call: ToolCall, result: ToolResult | None, limits: Limits) -> ToolLine:
    return ToolLine(
        observation_id=cut(step.observation_id, limits.word),
        name=cut(call.name or "tool", limits.word),
        arguments=json_excerpt(call.arguments, limits.line),
        result=json_excerpt(result.result, limits.line) if result else None,
        start_ns=step.end_ns,
    )

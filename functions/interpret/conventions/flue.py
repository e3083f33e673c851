"""Flue: `flue.*` under the scope `@flue/opentelemetry`; version 2 says the same in `gen_ai.*`."""

from functions.interpret.conventions.exchange import Exchange, exchange
from functions.interpret.span import Span
from functions.model.observation import ObservationType

MARKS = frozenset({"flue", "@flue/opentelemetry"})
_INPUTS = (
    "flue.turn.input",
    "flue.tool.arguments",
    "flue.task.prompt",
    "flue.workflow.payload",
)
_OUTPUTS = (
    "flue.turn.output",
    "flue.tool.result",
    "flue.task.result",
    "flue.operation.result",
    "flue.workflow.result",
)
_WITHIN_A_TASK = ("flue.operation.kind", "flue.compaction.reason", "flue.tool.origin")
"""Marks of spans that name the task around them and are none, as of version 2."""


def observation_type(span: Span) -> ObservationType | None:
    """Recognise tools and tasks by their ids."""
    if span.has_any(("flue.tool.name", "flue.tool.call_id")):
        return ObservationType.TOOL
    if span.has_any(_WITHIN_A_TASK):
        return None
    is_task = span.has_any(("flue.task.id", "flue.task.agent"))
    return ObservationType.AGENT if is_task else None


def said(span: Span) -> Exchange | None:
    """Read what a turn, a tool, a task or a workflow was given and what it gave."""
    if span.origin.scope_name != "@flue/opentelemetry":
        return None
    return exchange(span, _INPUTS, _OUTPUTS)

"""A trace → its turn."""

from collections.abc import Iterable, Sequence

from functions.model.fold.counted import counted_observations
from functions.model.fold.limits import (
    TIERS,
    Limits,
    cut,
    cut_each,
    cut_object,
    cut_or_none,
    excerpt,
)
from functions.model.fold.tool import tool_lines
from functions.model.json import Json
from functions.model.observation import Level, Observation, ObservationType
from functions.model.said import answer_text, has_words, user_text
from functions.model.score import Score
from functions.model.trace import Trace
from functions.model.turn import ErrorLine, ScoreLine, Turn, fingerprint
from functions.model.usage import add_up, joint_source, plain_kinds_first, total_dollars

_MS = 1_000_000


def fold_turn(trace: Trace, limits: Limits = TIERS[0]) -> Turn:
    """Return the turn of a trace, as large as `limits` allow; only its three ids are never cut."""
    steps = trace.observations
    tools = tool_lines(trace, limits)
    failed = [each for each in steps if each.is_error]
    counted = counted_observations(steps)
    costs = [cost for each in counted if (cost := total_dollars(each.cost)) is not None]
    word = limits.word
    return Turn(
        trace_id=trace.trace_id,
        session_id=trace.session_id,
        name=cut_or_none(trace.name, word),
        user_id=trace.user_id,
        environment=cut(trace.environment or _environment(steps), word),
        release=cut_or_none(trace.release, word),
        version=cut_or_none(trace.version, word),
        tags=cut_each(trace.tags, limits),
        public=trace.public,
        metadata=cut_object(trace.metadata, limits),
        start_ns=trace.start_ns,
        lead_ns=(trace.start_ns or 0) - (trace.began_ns or 0),
        end_ns=trace.end_ns,
        user=excerpt(said_by_user(trace), limits.text),
        answer=excerpt(said_in_answer(trace), limits.text),
        answer_ms=_answer_ms(trace),
        tools=_ends(tools, limits),
        tool_count=len(tools),
        errors=tuple(_error(each, limits) for each in failed[: limits.lines]),
        error_count=len(failed),
        warning_count=sum(each.level is Level.WARNING for each in steps),
        models=cut_each(dict.fromkeys(each.model for each in steps if each.model), limits),
        usage=_usage(counted, limits),
        cost_usd=round(sum(costs), 12) if costs else None,
        cost_source=joint_source(each.cost_source for each in counted if each.cost),
        scores=tuple(_score(each, limits) for each in trace.scores[-limits.lines :]),
        score_count=len(trace.scores),
        observation_count=len(steps),
        generation_count=sum(each.type is ObservationType.GENERATION for each in steps),
        fingerprints=b"".join(
            fingerprint(each.observation_id) for each in steps[: limits.fingerprints]
        ),
    )


def _usage(counted: Sequence[Observation], limits: Limits) -> dict[str, int]:
    sums = sorted(add_up(each.usage for each in counted).items(), key=plain_kinds_first)
    return {cut(kind, limits.word): units for kind, units in sums[: limits.values]}


def said_by_user(trace: Trace) -> str:
    """Return the new user message: the trace's input, its root's, its first generation's."""
    inputs = list(_inputs(trace))
    worded = _first_said(user_text(each) for each in inputs if has_words(each))
    return worded or _first_said(map(user_text, inputs))


def said_in_answer(trace: Trace) -> str:
    """Return the answer: the trace's output, its root's, its last generation's."""
    return _first_said(answer_text(each) for each in _outputs(trace))


def _answer_ms(trace: Trace) -> tuple[int, int] | None:
    """Return when the last generation wrote its answer, in a form that costs a row little."""
    last = next(reversed(_generations(trace)), None)
    if last is None or trace.began_ns is None:
        return None
    if last.completion_start_ns is None or last.end_ns is None:
        return None
    first = (last.completion_start_ns - trace.began_ns) // _MS
    return first, max(first, (last.end_ns - trace.began_ns) // _MS)


def _inputs(trace: Trace) -> Iterable[Json]:
    yield trace.input
    yield from (each.input for each in trace.roots[:1])
    yield from (each.input for each in _generations(trace)[:1])


def _outputs(trace: Trace) -> Iterable[Json]:
    yield trace.output
    yield from (each.output for each in trace.roots[:1])
    yield from (each.output for each in reversed(_generations(trace)))


def _generations(trace: Trace) -> list[Observation]:
    return [each for each in trace.observations if each.type is ObservationType.GENERATION]


def _first_said(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")


def _environment(steps: Sequence[Observation]) -> str:
    return next((each.environment for each in steps if each.environment), "default")


def _ends[T](lines: Sequence[T], limits: Limits) -> tuple[T, ...]:
    if len(lines) <= limits.first_tools + limits.last_tools:
        return tuple(lines)
    return (*lines[: limits.first_tools], *lines[-limits.last_tools :])


def _error(step: Observation, limits: Limits) -> ErrorLine:
    raised = step.exceptions[-1] if step.exceptions else None
    message = (raised.message if raised else "") or step.status_message or ""
    return ErrorLine(
        observation_id=cut(step.observation_id, limits.word),
        name=cut(step.name or "", limits.word),
        type=cut(raised.type, limits.word) if raised else "",
        message=cut(message, limits.line),
    )


def _score(score: Score, limits: Limits) -> ScoreLine:
    return ScoreLine(
        score_id=cut(score.score_id, limits.word),
        name=cut(score.name or "", limits.word),
        data_type=score.data_type,
        value=score.value,
        text=cut_or_none(score.text, limits.word),
        comment=cut_or_none(score.comment, limits.word),
        source=cut_or_none(score.source, limits.word),
        observation_id=cut_or_none(score.observation_id, limits.word),
    )

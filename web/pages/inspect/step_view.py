"""An observation with everything that is known of it, for the inspector and the trace's page."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from functions.model.json import Json
from functions.model.observation import ExceptionEvent, Level, Observation
from functions.model.score import Score
from functions.model.usage import total_dollars
from web.pages.figures import said, source_words, tokens_words, usage_kind, when
from web.pages.format import dollars, duration, number, size
from web.pages.inspect.canvas import Canvas
from web.pages.inspect.opened import VALUES, OpenedTrace
from web.pages.inspect.tree_view import WINDOW, kind_of
from web.pages.inspect.value_view import Place, value_view
from web.pages.inspect.view import ExceptionView, StepScoreView, StepView, ValueView
from web.pages.language import grouped, say
from web.pages.links import id_to_key, judge_url, raw_url, step_url, trace_url
from web.pages.media_view import named_media
from web.pages.pretty import one_line, printed
from web.pages.words import first_words
from web.replay.tree import TreeRow

_OPENED = ("input", "output")
_STACK = 12_000
"""Characters of a stack trace; of a longer one the end is shown, where it was raised."""

_DETAIL = 400
_STATUS = 2_000


def step_view(row: TreeRow, opened: OpenedTrace, canvas: Canvas) -> StepView:
    """Return an observation; what finds no room on the canvas is led to."""
    step = row.observation
    project, key = opened.project, opened.key
    return StepView(
        number=row.number,
        kind=kind_of(step),
        name=first_words(named_media(step.name or step.observation_id), 200),
        trace_key=key,
        observation_id=step.observation_id,
        failed=step.is_error,
        orphan=row.orphan,
        offset=f"+{duration(row.offset_ns)}" if row.offset_ns is not None else "",
        duration=duration(step.duration_ns),
        started=when(step.start_ns),
        status=first_words(_status(step), _STATUS),
        errors=tuple(_exception(each) for each in step.exceptions),
        details=_details(step),
        scores=score_views(opened.trace.scores, step.observation_id),
        values=tuple(_values(row, opened, canvas)),
        url=step_url(project, key, row.number),
        raw_url=raw_url(project, key, row.number),
        judge_url=judge_url(trace_url(project, key), observation=id_to_key(step.observation_id)),
        page_url=row_url(project, key, row.number),
        previous_url=_neighbour(opened, row.number - 1),
        next_url=_neighbour(opened, row.number + 1),
        previous_error_url=_failure(opened, row, -1),
        next_error_url=_failure(opened, row, 1),
    )


def row_url(project: str, key: str, row: int) -> str:
    """Return the address of an observation on the page of its trace."""
    first = (row - 1) // WINDOW * WINDOW + 1
    return f"{trace_url(project, key, first=first)}#o{row}"


def score_views(scores: Iterable[Score], observation_id: str | None) -> tuple[StepScoreView, ...]:
    """Return the scores of one observation, or with None those of the trace itself."""
    return tuple(
        StepScoreView(
            name=each.name or "",
            value=_score_value(each),
            comment=each.comment or "",
            source=str(each.source or "").lower(),
        )
        for each in scores
        if (each.observation_id or None) == observation_id
    )


def _score_value(score: Score) -> str:
    if score.text:
        return first_words(score.text, _DETAIL)
    return number(score.value) if score.value is not None else ""


def _neighbour(opened: OpenedTrace, number: int) -> str:
    return step_url(opened.project, opened.key, number) if opened.row(number) else ""


def _failure(opened: OpenedTrace, row: TreeRow, ahead: int) -> str:
    """Return the address of the failure before (-1) or after (1) one, nothing for what is none."""
    if not row.observation.is_error:
        return ""
    place = bisect_left(opened.failures, row.number) + ahead
    found = opened.failures[place : place + 1] if place >= 0 else ()
    return row_url(opened.project, opened.key, found[0]) if found else ""


def _values(row: TreeRow, opened: OpenedTrace, canvas: Canvas) -> Iterator[ValueView]:
    """Yield what it was given and made, and the rest folded."""
    step = row.observation
    prompt = opened.prompts.of(step)
    for name in VALUES:
        view = value_view(
            opened.value(row.number, name),
            Place(project=opened.project, key=opened.key, step=row.number, name=name),
            canvas,
            opened=name in _OPENED,
            prompt=prompt if name == "input" else None,
        )
        if view is not None:
            yield view


def _exception(raised: ExceptionEvent) -> ExceptionView:
    stack = raised.stacktrace
    return ExceptionView(
        type=raised.type,
        message=first_words(named_media(raised.message), _STATUS),
        stack=stack[-_STACK:],
        cut=size(len(stack.encode(errors="replace"))) if len(stack) > _STACK else "",
    )


def _status(step: Observation) -> str:
    """Return what its sender said of its end, unless an exception below says the same."""
    words = step.status_message or ""
    told = any(raised.message and raised.message in words for raised in step.exceptions)
    return "" if told else named_media(words)


def _details(step: Observation) -> tuple[tuple[str, str], ...]:
    labelled = said(
        ("model", step.model or ""),
        ("tokens", _usage(step.usage)),
        ("cost", _cost(step)),
        ("first_token", _first_token(step)),
        ("prompt", _prompt(step)),
        ("parameters", _parameters(step.model_parameters)),
        ("level", step.level if step.level and step.level is not Level.DEFAULT else ""),
        ("version", step.version or ""),
        ("environment", step.environment or ""),
    )
    return tuple((say(f"inspect.{label}"), text[: 2 * _DETAIL]) for label, text in labelled)


def _usage(usage: Mapping[str, int]) -> str:
    if not usage:
        return ""
    details = [
        f"{kind} {grouped(count)}"
        for kind, count in usage.items()
        if kind not in ("input", "output", "total")
    ]
    return ", ".join([tokens_words(usage), *details])


def _cost(step: Observation) -> str:
    cost = total_dollars(step.cost)
    if cost is None:
        return ""
    kinds = [
        f"{usage_kind(kind)} {dollars(each)}" for kind, each in step.cost.items() if kind != "total"
    ]
    parts = f" ({', '.join(kinds)})" if len(kinds) > 1 else ""
    return f"{dollars(cost)}{parts}, {source_words(step.cost_source)}"


def _first_token(step: Observation) -> str:
    if step.completion_start_ns is None or step.start_ns is None:
        return ""
    return duration(step.completion_start_ns - step.start_ns)


def _prompt(step: Observation) -> str:
    name = step.prompt_name or ""
    return f"{name} v{step.prompt_version}" if name and step.prompt_version is not None else name


def _parameters(parameters: Mapping[str, Json]) -> str:
    return one_line(printed(dict(parameters)), _DETAIL) if parameters else ""

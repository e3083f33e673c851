"""A trace → what its page says: a window of its observations, each in full."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from functions.model.fold.counted import counted_observations
from functions.model.json import Json
from functions.model.observation import Level, Observation
from functions.model.score import Score
from functions.model.trace import Trace
from functions.model.usage import add_up, joint_source, total_dollars
from web.pages.context import TraceContext
from web.pages.figures import cost_fact, said, source_words, token_fact, tokens_words, when
from web.pages.format import counted, dollars, duration, number
from web.pages.links import id_to_key, session_url, trace_url, value_url
from web.pages.media_view import PageMedia, named_media
from web.pages.pretty import one_line, printed
from web.pages.value_view import value_view
from web.pages.view import Fact, Shell, StepView, ValueView
from web.pages.words import first_words
from web.replay.tree import TraceTree, TreeRow

WINDOW = 200
"""Observations on one page."""

_DEEPEST = 8
"""Indentation beyond this tells nothing that a narrow column could show."""

_VALUES = ("input", "output", "metadata", "attributes", "resource")
_OPENED = ("input", "output")


def trace_context(
    trace: Trace,
    tree: TraceTree,
    *,
    shell: Shell,
    key: str,
    first: int = 1,
    failure: str = "",
    media_sizes: Mapping[str, int] | None = None,
) -> TraceContext:
    """Return the context of a trace's page, from observation number `first` on.

    `failure` is the kind of error that its last fold ended with; `media_sizes` are bytes by id.
    """
    project = shell.project_id
    media = PageMedia(project, media_sizes)
    last = first + WINDOW - 1
    shown = tree.rows[first - 1 : last]
    scores = _by_observation(trace.scores)
    failed = next((row.number for row in tree.rows if row.observation.is_error), None)
    errors = sum(row.observation.is_error for row in tree.rows)
    return TraceContext(
        shell=shell,
        title=trace.name or trace.trace_id,
        trace_id=trace.trace_id,
        failure=failure,
        session_url=session_url(project, id_to_key(trace.session_id)) if trace.session_id else "",
        status=counted(errors, "error") if errors else "",
        status_url=_row_url(project, key, failed) if failed else "",
        facts=_facts(trace, tree),
        details=said(
            ("User", trace.user_id or ""),
            ("Environment", trace.environment or ""),
            ("Tags", ", ".join(trace.tags)),
            ("Release", trace.release or ""),
            ("Version", trace.version or ""),
        ),
        started=when(trace.start_ns),
        values=_trace_values(trace, project, key, media) if first == 1 else (),
        scores=scores.get("", ()),
        steps=tuple(_step(row, project, key, scores, media) for row in shown),
        step_count=f"{len(tree.rows):,}",
        earlier_url=trace_url(project, key, first=max(1, first - WINDOW)) if first > 1 else "",
        later_url=trace_url(project, key, first=last + 1) if last < len(tree.rows) else "",
    )


def value_of(trace: Trace, tree: TraceTree, step: int, name: str) -> Json:
    """Return one value of the trace (`step` 0) or of observation number `step`."""
    if name not in _VALUES or step > len(tree.rows):
        return None
    holder = tree.rows[step - 1].observation if step else trace
    return _json(getattr(holder, name, None))


def _row_url(project: str, key: str, row: int) -> str:
    first = (row - 1) // WINDOW * WINDOW + 1
    return f"{trace_url(project, key, first=first)}#o{row}"


def _step(
    row: TreeRow,
    project: str,
    key: str,
    scores: Mapping[str, tuple[str, ...]],
    media: PageMedia,
) -> StepView:
    each = row.observation
    return StepView(
        number=row.number,
        kind=(each.type or "span").lower(),
        name=each.name or each.observation_id,
        depth=min(row.depth, _DEEPEST),
        orphan=row.orphan,
        failed=each.is_error,
        warned=each.level is Level.WARNING,
        offset=f"+{duration(row.offset_ns)}" if row.offset_ns is not None else "unknown time",
        duration=duration(each.duration_ns),
        x=row.x,
        width=row.width,
        status=named_media(_status(each)),
        errors=tuple((e.type, named_media(e.message), e.stacktrace) for e in each.exceptions),
        details=_step_details(each),
        values=_values(each, project, key, row.number, media),
        scores=scores.get(each.observation_id, ()),
    )


def _step_details(each: Observation) -> tuple[tuple[str, str], ...]:
    cost = total_dollars(each.cost)
    prompt = each.prompt_name or ""
    if prompt and each.prompt_version is not None:
        prompt = f"{prompt} v{each.prompt_version}"
    first_token = (
        duration(each.completion_start_ns - each.start_ns)
        if each.completion_start_ns is not None and each.start_ns is not None
        else ""
    )
    return said(
        ("Started", when(each.start_ns).text if each.start_ns is not None else ""),
        ("Model", each.model or ""),
        (
            "Parameters",
            one_line(printed(dict(each.model_parameters)), 400) if each.model_parameters else "",
        ),
        ("Tokens", _usage(each.usage)),
        ("Cost", f"{dollars(cost)}, {source_words(each.cost_source)}" if cost is not None else ""),
        ("First token after", first_token),
        ("Prompt", prompt),
        ("Level", each.level if each.level and each.level is not Level.DEFAULT else ""),
        ("Version", each.version or ""),
        ("Id", each.observation_id),
    )


def _status(each: Observation) -> str:
    """Return what its sender said of its end, unless an exception below says the same."""
    said = each.status_message or ""
    return "" if any(said == raised.message for raised in each.exceptions) else said


def _usage(usage: Mapping[str, int]) -> str:
    if not usage:
        return ""
    details = [
        f"{kind} {count:,}"
        for kind, count in usage.items()
        if kind not in ("input", "output", "total")
    ]
    return ", ".join([tokens_words(usage), *details])


def _values(
    each: Observation, project: str, key: str, step: int, media: PageMedia
) -> tuple[ValueView, ...]:
    """Return what it was given and made, and the rest folded; attributes only where there are."""
    return tuple(
        view
        for name in _VALUES
        if (
            view := value_view(
                name.capitalize(),
                _json(getattr(each, name)),
                value_url(project, key, step, name),
                media,
                opened=name in _OPENED,
            )
        )
    )


def _trace_values(trace: Trace, project: str, key: str, media: PageMedia) -> tuple[ValueView, ...]:
    """Return what the trace itself says; its observations say it again, so it starts folded."""
    return tuple(
        view
        for name in ("input", "output", "metadata")
        if (
            view := value_view(
                f"Trace {name}",
                _json(getattr(trace, name)),
                value_url(project, key, 0, name),
                media,
                opened=not trace.observations,
            )
        )
    )


def _json(value: Json | Mapping[str, Json]) -> Json:
    return dict(value) if isinstance(value, Mapping) else value


def _facts(trace: Trace, tree: TraceTree) -> tuple[Fact, ...]:
    steps = counted_observations(trace.observations)
    costs = [cost for each in steps if (cost := total_dollars(each.cost)) is not None]
    return (
        Fact(
            value=duration(tree.duration_ns),
            title="From its first start to its last end",
        ),
        token_fact(add_up(each.usage for each in steps)),
        cost_fact(
            sum(costs) if costs else None,
            joint_source(each.cost_source for each in steps if each.cost),
        ),
    )


def _by_observation(scores: Sequence[Score]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for each in scores:
        value = first_words(each.text, 40) if each.text else ""
        if not value and each.value is not None:
            value = number(each.value)
        comment = f" ({first_words(each.comment, 80)})" if each.comment else ""
        found[each.observation_id or ""].append(f"{each.name or ''} {value}{comment}".strip())
    return {observation: tuple(words) for observation, words in found.items()}

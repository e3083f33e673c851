"""A trace → what its page says: its tree, and a window of its observations."""

from functions.model.fold.counted import counted_observations
from functions.model.trace import Trace
from functions.model.usage import add_up, joint_source, total_dollars
from web.pages.figures import cost_fact, said, token_fact, when
from web.pages.format import counted, duration
from web.pages.inspect.canvas import Canvas
from web.pages.inspect.opened import OpenedTrace
from web.pages.inspect.step_view import row_url, score_views, step_view
from web.pages.inspect.tree_view import WINDOW, tree_view
from web.pages.inspect.value_view import Place, value_view
from web.pages.inspect.view import TraceContext, ValueView
from web.pages.language import say
from web.pages.links import erase_url, id_to_key, judge_url, raw_url, trace_url, turn_url
from web.pages.media_view import PageMedia
from web.pages.view import Fact, Shell
from web.replay.tree import TraceTree

_ELEMENTS = 12_000
_CHARACTERS = 600_000
"""What is shown at once of all values on a page; the others are fetched when they are opened."""

_OWN = ("input", "output", "metadata")


def trace_context(
    opened: OpenedTrace, *, shell: Shell, first: int = 1, failure: str = ""
) -> TraceContext:
    """Return the context of a trace's page, from observation number `first` on.

    `failure` is the kind of error that its last fold ended with.
    """
    trace, tree, project, key = opened.trace, opened.tree, opened.project, opened.key
    canvas = page_canvas(opened)
    failures = opened.failures
    session = trace.session_id
    return TraceContext(
        shell=shell,
        title=trace.name or trace.trace_id,
        trace_id=trace.trace_id,
        failure=failure,
        turn_url=turn_url(project, id_to_key(session), key) if session else "",
        status=counted(len(failures), "error") if failures else "",
        status_url=row_url(project, key, failures[0]) if failures else "",
        facts=_facts(trace, tree),
        details=_details(trace),
        started=when(trace.start_ns),
        raw_url=raw_url(project, key, 0),
        judge_url=judge_url(trace_url(project, key)),
        erase_url=erase_url(trace_url(project, key)),
        values=_own_values(opened, canvas) if first == 1 else (),
        scores=score_views(trace.scores, None),
        tree=tree_view(opened, first),
        steps=tuple(
            step_view(row, opened, canvas) for row in tree.rows[first - 1 : first - 1 + WINDOW]
        ),
    )


def page_canvas(opened: OpenedTrace) -> Canvas:
    """Return a new canvas for all values that one answer shows."""
    media = PageMedia(opened.project, opened.media_sizes)
    return Canvas(media, elements=_ELEMENTS, characters=_CHARACTERS)


def _details(trace: Trace) -> tuple[tuple[str, str], ...]:
    labelled = said(
        ("user", trace.user_id or ""),
        ("environment", trace.environment or ""),
        ("tags", ", ".join(trace.tags)),
        ("release", trace.release or ""),
        ("version", trace.version or ""),
    )
    return tuple((say(f"inspect.{label}"), text) for label, text in labelled)


def _own_values(opened: OpenedTrace, canvas: Canvas) -> tuple[ValueView, ...]:
    """Return what the trace itself says; its observations say it again, so it starts folded."""
    views = (
        value_view(
            opened.value(0, name),
            Place(project=opened.project, key=opened.key, step=0, name=name),
            canvas,
            opened=not opened.trace.observations,
        )
        for name in _OWN
    )
    return tuple(each for each in views if each is not None)


def _facts(trace: Trace, tree: TraceTree) -> tuple[Fact, ...]:
    steps = counted_observations(trace.observations)
    costs = [cost for each in steps if (cost := total_dollars(each.cost)) is not None]
    return (
        Fact(value=duration(tree.duration_ns), title=say("trace.duration_means")),
        token_fact(add_up(each.usage for each in steps)),
        cost_fact(
            sum(costs) if costs else None,
            joint_source(each.cost_source for each in steps if each.cost),
        ),
    )

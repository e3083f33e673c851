"""The observations of a trace as rows of a tree, each with its bar in the waterfall."""

from functions.model.observation import Level, Observation
from web.pages.format import duration
from web.pages.inspect.opened import OpenedTrace
from web.pages.inspect.view import TreeRowView, TreeView
from web.pages.links import step_url, trace_url, tree_url
from web.pages.media_view import named_media
from web.pages.words import first_words
from web.replay.tree import TreeRow

WINDOW = 200
"""Observations in one fragment, and on one page."""

_DEEPEST = 8
"""Indentation beyond this tells nothing that a narrow column could show."""

_INDENT = "\u2003"
_NAME = 80


def tree_view(opened: OpenedTrace, first: int = 1) -> TreeView:
    """Return the rows from observation number `first` on, as many as one fragment holds."""
    rows = opened.tree.rows
    shown = rows[first - 1 : first - 1 + WINDOW]
    last = first - 1 + len(shown)
    project, key = opened.project, opened.key
    return TreeView(
        rows=tuple(_row(each, opened) for each in shown),
        count=len(rows),
        first=first,
        last=last,
        trace_url=trace_url(project, key),
        earlier_url=tree_url(project, key, first=max(1, first - WINDOW)) if first > 1 else "",
        later_url=tree_url(project, key, first=last + 1) if last < len(rows) else "",
    )


def kind_of(step: Observation) -> str:
    """Return the type of an observation in small letters; one that nobody named is a span."""
    return (step.type or "span").lower()


def name_of(step: Observation) -> str:
    """Return what an observation is called."""
    return first_words(named_media(step.name or step.observation_id), _NAME)


def _row(row: TreeRow, opened: OpenedTrace) -> TreeRowView:
    step = row.observation
    return TreeRowView(
        number=row.number,
        url=step_url(opened.project, opened.key, row.number),
        kind=kind_of(step),
        name=name_of(step),
        model=first_words(step.model or "", _NAME),
        indent=_INDENT * min(row.depth, _DEEPEST),
        level=row.depth + 1,
        state=_STATES.get(step.level, "") if step.level else "",
        duration=duration(step.duration_ns),
        x=row.x,
        width=row.width,
        wait=_wait(row),
    )


_STATES = {Level.ERROR: "bad", Level.WARNING: "warned", Level.DEBUG: "debug"}


def _wait(row: TreeRow) -> float:
    """Return how much of the line an observation waited for the first token of its answer."""
    step = row.observation
    if not step.duration_ns or step.completion_start_ns is None or step.start_ns is None:
        return 0.0
    waited = min(max(0, step.completion_start_ns - step.start_ns), step.duration_ns)
    return round(row.width * waited / step.duration_ns, 2)

"""Traces that a test describes, as somebody has opened them."""

from collections.abc import Mapping, Sequence

from functions.model.observation import Observation
from functions.model.trace import Trace
from web.pages.inspect.canvas import Canvas
from web.pages.inspect.opened import OpenedTrace
from web.pages.media_view import PageMedia

KEY = "k"
"""Of every trace here, as addresses name it."""


def an_opened(
    trace: Trace,
    *,
    before: Sequence[Observation] = (),
    media_sizes: Mapping[str, int] | None = None,
) -> OpenedTrace:
    """Return a trace whose session did `before` in the turn before."""
    return OpenedTrace(
        project="demo",
        key=KEY,
        trace=trace,
        earlier=lambda: before,
        media_sizes=media_sizes or {},
    )


def a_canvas(*, elements: int = 4_000, characters: int = 400_000) -> Canvas:
    """Return room for a fragment."""
    return Canvas(PageMedia("demo"), elements=elements, characters=characters)

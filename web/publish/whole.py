"""Turns with their whole texts, which a turn's row may have cut."""

from collections.abc import Callable, Iterable, Iterator

from functions.interpret.trace import build_trace
from functions.model.chunk import Chunk
from functions.model.errors import NotFoundError, TooLargeError
from functions.model.fold.limits import Limits
from functions.model.fold.turn import fold_turn
from functions.model.turn import Excerpt, Turn

_LONGEST = 1_000_000
_MOST = 1_000

WHOLE = Limits(
    text=_LONGEST,
    line=_LONGEST,
    word=_MOST,
    first_tools=_MOST,
    last_tools=1,
    lines=_MOST,
    values=1,
    fingerprints=0,
)
"""Room for all that a person would read; a page has to end somewhere."""

_ELLIPSIS = "…"


def whole_turns(
    turns: Iterable[Turn], read_chunks: Callable[[str], Iterable[Chunk]]
) -> Iterator[Turn]:
    """Yield the turns, each folded anew without bounds where its row lacks something.

    A turn whose chunks have expired, or are too large, stays as it is, and is shown as cut.
    """
    for turn in turns:
        yield _whole(turn, read_chunks) if lacks_something(turn) else turn


def lacks_something(turn: Turn) -> bool:
    """Tell whether the row of a turn could not hold all of its texts and lines."""
    texts = [turn.user, turn.answer]
    texts += [text for tool in turn.tools for text in (tool.arguments, tool.result)]
    words = [tool.error for tool in turn.tools] + [tool.name for tool in turn.tools]
    words += [word for error in turn.errors for word in (error.type, error.message)]
    return (
        len(turn.tools) < turn.tool_count
        or len(turn.errors) < turn.error_count
        or any(_is_cut(text) for text in texts)
        or any(word.endswith(_ELLIPSIS) for word in words if word)
    )


def _is_cut(text: Excerpt | None) -> bool:
    return text is not None and text.digest is not None


def _whole(turn: Turn, read_chunks: Callable[[str], Iterable[Chunk]]) -> Turn:
    try:
        chunks = read_chunks(turn.trace_id)
    except (NotFoundError, TooLargeError):
        return turn
    return fold_turn(build_trace(turn.trace_id, chunks), WHOLE)

"""Turns with their whole texts, which a turn's row may have cut."""

from collections.abc import Callable, Iterable, Iterator

from functions.interpret.trace import build_trace
from functions.model.chunk import Chunk
from functions.model.errors import NotFoundError, TooLargeError
from functions.model.fold.limits import TIERS, Limits, may_be_cut
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
    values=_MOST,
    fingerprints=0,
)
"""Room for all that a person would read; a page, or a file, has to end somewhere."""

_ELLIPSIS = "…"


def whole_turns(
    turns: Iterable[Turn], read_chunks: Callable[[str], Iterable[Chunk]]
) -> Iterator[Turn]:
    """Yield the turns, each as `whole_turn` returns it."""
    return (whole_turn(turn, read_chunks) for turn in turns)


def whole_turn(
    turn: Turn, read_chunks: Callable[[str], Iterable[Chunk]], limits: Limits = WHOLE
) -> Turn:
    """Return a turn, folded anew within these bounds where its row lacks something.

    One whose chunks have expired, or are too large, stays as it is, and is shown as cut.
    """
    if not lacks_something(turn):
        return turn
    try:
        chunks = read_chunks(turn.trace_id)
    except (NotFoundError, TooLargeError):
        return turn
    return fold_turn(build_trace(turn.trace_id, chunks), limits)


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
        or _lacks_values(turn)
    )


def _lacks_values(turn: Turn) -> bool:
    """Tell whether tags or metadata were left out; of the tightest rows the texts tell it."""
    texts = [each for each in turn.metadata.values() if isinstance(each, str)]
    return max(len(turn.tags), len(turn.metadata)) >= TIERS[0].values or any(map(may_be_cut, texts))


def _is_cut(text: Excerpt | None) -> bool:
    return text is not None and text.digest is not None

"""Chunks → a trace: the only place where reading and folding meet."""

from collections.abc import Iterable

from functions.interpret.fragments import read_fragments
from functions.interpret.media import MediaFound, read_without_media
from functions.interpret.prices import with_prices
from functions.model.chunk import Chunk
from functions.model.fold.score import fold_scores
from functions.model.fold.trace import fold_trace
from functions.model.fragment import Fragment, ScoreFragment
from functions.model.score import Score
from functions.model.trace import Trace


def build_trace(trace_id: str, chunks: Iterable[Chunk], media: MediaFound | None = None) -> Trace:
    """Return the trace that its chunks tell of, with tokens instead of media in base64.

    `trace_id` may be the form that keys use; the chunks know the id as its sender wrote it.
    `media` is filled with what was found.
    """
    fragments = [fragment for chunk in chunks for fragment in read_without_media(chunk, media)]
    return with_prices(fold_trace(_own_id(trace_id, fragments), fragments))


def build_scores(chunks: Iterable[Chunk]) -> tuple[Score, ...]:
    """Return the scores that the chunks of a session tell of."""
    fragments = [fragment for chunk in chunks for fragment in read_fragments(chunk)]
    return fold_scores(each for each in fragments if isinstance(each, ScoreFragment))


def _own_id(trace_id: str, fragments: Iterable[Fragment]) -> str:
    named = (
        each.said.trace_id if isinstance(each, ScoreFragment) else each.trace_id
        for each in fragments
    )
    return min((each for each in named if each), default=trace_id)

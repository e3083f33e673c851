"""How many turns of a session fit into what a function may return."""

from collections.abc import Callable
from zlib import compress

from web.api.fit import MOST_GZIPPED
from web.pages.context import SessionContext
from web.pages.render import session_page
from web.replay.window import MOST

_ROUNDS = 4
_SURELY_FITS = MOST_GZIPPED
_SAMPLE = 50_000
_EVERY = 8
"""One sample in so many is compressed to tell how well all of a page is."""

_MARGIN = 0.8


def fitted_page(make: Callable[[int], SessionContext]) -> str:
    """Return the page of a session with at most 2,000 turns, fewer where their texts are too much.

    `make` returns what a page of at most so many turns says. Ordinary texts always fit; 2,000 turns
    of what cannot be compressed are four pages.
    """
    most = MOST
    for _ in range(_ROUNDS):
        context = make(most)
        html = session_page(context)
        share = _gzipped_size(html) / MOST_GZIPPED
        if share <= 1 or len(context.turns) <= 1:
            break
        most = max(1, int(len(context.turns) / share * _MARGIN))
    return html


def _gzipped_size(html: str) -> int:
    """Return about how large a page is when it is sent."""
    body = html.encode(errors="replace")
    if len(body) <= _SURELY_FITS:
        return 0
    starts = range(0, len(body), _SAMPLE * _EVERY)
    packed = sum(len(compress(body[start : start + _SAMPLE], 1)) for start in starts)
    sampled = sum(len(body[start : start + _SAMPLE]) for start in starts)
    return packed * len(body) // sampled

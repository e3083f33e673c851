"""Media that a trace names or holds → objects, and links that say which trace needs them."""

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial

from functions.interpret.media import MediaFound
from functions.model.media import InlineMedia
from functions.rollup.store import Store
from functions.store.keys import split_pk
from functions.store.media_rows import STALE_MS, Claim, MediaLink, MediaRow

_MOST = 500
"""Pieces inside payloads that one fold takes up; the rest waits for the sweep."""

_AT_ONCE = 8


def keep_media(store: Store, pk: str, found: MediaFound, *, seen_ms: int, deleted_ms: int) -> None:
    """Store what came inside payloads, and renew what is named; costs nothing without either.

    `seen_ms` is a time before the chunks were read, so that a later deletion covers the links.

    Raises:
        StoreUnavailableError: some could not be stored; folding again is harmless.

    """
    if not found.inline and not found.named:
        return
    since_ms = max(deleted_ms, seen_ms - STALE_MS)
    recent = {
        each.media_id: each for each in store.media.links_of(pk) if each.written_ms > since_ms
    }
    inline = sorted(_not_kept(found.inline, recent))
    named = sorted(found.named - found.inline.keys() - recent.keys())
    keep = partial(_keep, store, pk, found.inline, seen_ms)
    for _ in _pool().map(keep, [*inline[:_MOST], *named]):
        pass  # raises what one of them raised
    if len(inline) > _MOST:  # what is only named may never come: nothing waits for it
        store.rows.put_due(pk)


def _not_kept(inline: Iterable[str], recent: dict[str, MediaLink]) -> Iterable[str]:
    return (each for each in inline if each not in recent or not recent[each].kept)


def _keep(
    store: Store, pk: str, inline: dict[str, InlineMedia], seen_ms: int, media_id: str
) -> None:
    """Keep one piece of media for as long as the trace is kept."""
    if media_id in inline:
        row = store.media.claim(pk, _claim(inline[media_id]), seen_ms)
        if _is_stale(row):
            store.media.objects.put(row, inline[media_id].data)
        store.media.note_stored(pk, row, seen_ms)
    else:
        _renew(store, pk, media_id, seen_ms)


def _renew(store: Store, pk: str, media_id: str, seen_ms: int) -> None:
    """Let media that a client uploads, or has uploaded, live as long as this trace."""
    project, _, _ = split_pk(pk)
    row = store.media.read(project, media_id)
    if row is None:
        return  # its client has not announced it yet, and will link it then
    row = store.media.claim(pk, row.claim, seen_ms)
    if not _is_stale(row) or store.media.objects.renew(row):
        store.media.note_stored(pk, row, seen_ms)


def _is_stale(row: MediaRow) -> bool:
    return time.time_ns() // 10**6 - row.stored_ms > STALE_MS


def _claim(media: InlineMedia) -> Claim:
    return Claim(
        media_id=media.media_id,
        content_type=media.content_type,
        size_bytes=len(media.data),
        digest=media.digest,
    )


@cache
def _pool() -> ThreadPoolExecutor:
    """Return the threads that store side by side, each with a connection that stays warm."""
    return ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="media")

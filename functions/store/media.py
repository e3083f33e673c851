"""Media of a project: who names it, where it is, and when it goes.

Two may be at work on the same media at once. A claim writes its links first and the pointer last;
forgetting looks at the links between reading the pointer and burying it unchanged. So either the
claim's link is seen, or its pointer stops the burial, or it finds a buried pointer and starts a
generation whose object nobody deletes.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from functions.model.errors import StoreUnavailableError
from functions.store.database import Database, database
from functions.store.item import Item
from functions.store.keys import MEDIA_PREFIX, POINTER, TRACE_PREFIX, split_pk, trace_pk
from functions.store.media_objects import MediaObjects, media_objects
from functions.store.media_rows import (
    Claim,
    MediaLink,
    MediaRow,
    item_to_link,
    item_to_media,
    link_item,
    media_pk,
    object_key,
    places_of_link,
    pointer_item,
)
from functions.store.retention import chunk_expiry

_ATTEMPTS = 20
_DAY_S = 86_400
_UNCHANGED = "stamp = :stamp"
_NOBODY_WAS_HERE = "attribute_not_exists(PK)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What went with the media of a trace."""

    rows: int = 0
    objects: int = 0


class MediaTable:
    """Pointers and links of media, and their objects."""

    def __init__(self, rows: Database, objects: MediaObjects) -> None:
        self._rows = rows
        self.objects = objects

    def read(self, project: str, media_id: str) -> MediaRow | None:
        """Return media that somebody has named and nobody forgotten, uploaded or not."""
        item = self._rows.get((media_pk(project, media_id), POINTER))
        row = item_to_media(item) if item else None
        return None if row is None or row.gone else row

    def links(self, project: str, trace_id: str) -> tuple[MediaLink, ...]:
        """Return the media that a trace names."""
        return tuple(self.links_of(trace_pk(project, trace_id)))

    def links_of(self, pk: str) -> Iterator[MediaLink]:
        """Yield the media that the trace of a partition names."""
        return map(item_to_link, self._rows.query(pk, MEDIA_PREFIX))

    def claim(self, pk: str, claim: Claim, written_ms: int) -> MediaRow:
        """Link media to the trace of a partition, as of `written_ms`; returns it as it is now.

        Raises:
            StoreUnavailableError: too many do the same at once.

        """
        for place in places_of_link(pk, claim.media_id):
            self._rows.put(link_item(place, claim, written_ms, kept=False))
        project, _, _ = split_pk(pk)
        for _ in range(_ATTEMPTS):
            seen = self._rows.get((media_pk(project, claim.media_id), POINTER))
            row = self._put(_claimed(project, claim, seen), seen)
            if row:
                return row
        raise StoreUnavailableError

    def note_stored(self, pk: str, row: MediaRow, written_ms: int) -> None:
        """Note that the object was put or renewed, on the pointer and beside the trace.

        Raises:
            StoreUnavailableError: somebody has forgotten the media meanwhile.

        """
        now_ms = time.time_ns() // 10**6
        for _ in range(_ATTEMPTS):
            seen = self._rows.get((media_pk(row.project, row.claim.media_id), POINTER))
            now = item_to_media(seen) if seen else None
            if now is None or now.gone or now.generation != row.generation:
                break
            if self._put(replace(now, stored_ms=now_ms), seen):
                place, _ = places_of_link(pk, row.claim.media_id)
                self._rows.put(link_item(place, row.claim, written_ms, kept=True))
                return
        raise StoreUnavailableError

    def forget(self, pk: str, until_ms: int) -> Forgotten:
        """Forget what the trace of a partition named up to `until_ms`, for the worker.

        What no other trace names is deleted. To be called again after a crash: the link beside
        the trace goes last.
        """
        count = objects = 0
        for link in list(self.links_of(pk)):
            if link.written_ms > until_ms:
                continue
            beside_trace, beside_media = places_of_link(pk, link.media_id)
            values = {":until": {"N": str(until_ms)}}
            count += self._rows.delete(beside_media, "written <= :until", values)
            objects += self._drop_unnamed(beside_media[0])
            count += self._rows.delete(beside_trace, "written <= :until", values)
        return Forgotten(rows=count, objects=objects)

    def _drop_unnamed(self, pk: str) -> int:
        """Delete the object of media that no trace names; returns how many went."""
        seen = self._rows.get((pk, POINTER))
        if seen is None:
            return 0
        row = item_to_media(seen)
        if row.generation > 1:  # whoever began to delete it may have crashed before a new claim
            self.objects.delete(object_key(row.project, row.claim.media_id, row.generation - 1))
        if any(True for _ in self._rows.query(pk, TRACE_PREFIX, "SK")):
            return 0
        if not row.gone and not self._bury(row, seen):
            return 0
        self.objects.delete(row.object_key)
        return 1

    def _bury(self, row: MediaRow, seen: Item) -> bool:
        """Leave a tombstone that outlives every URL for uploads; False if somebody was here."""
        item = pointer_item(replace(row, gone=True), int(time.time()) + _DAY_S)
        return self._rows.put(item, _UNCHANGED, {":stamp": seen["stamp"]})

    def _put(self, row: MediaRow, seen: Item | None) -> MediaRow | None:
        item = pointer_item(row, chunk_expiry())
        if seen is None:
            stands = self._rows.put(item, _NOBODY_WAS_HERE)
        else:
            stands = self._rows.put(item, _UNCHANGED, {":stamp": seen["stamp"]})
        return item_to_media(item) if stands else None


def _claimed(project: str, claim: Claim, seen: Item | None) -> MediaRow:
    """Return the row of media after one more claim; who stores the bytes first says their type."""
    if seen is None:
        return MediaRow(claim=claim, project=project)
    row = item_to_media(seen)
    if row.gone:
        return MediaRow(claim=claim, project=project, generation=row.generation + 1)
    return row if row.stored_ms else replace(row, claim=claim)


@cache
def media_table() -> MediaTable:
    """Return the media of TABLE_NAME and PAYLOAD_BUCKET; one per warm Lambda."""
    return MediaTable(database(), media_objects())

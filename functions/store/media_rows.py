"""Media ↔ rows: a pointer that says where the bytes are, and links to the traces that name them.

An object's key holds a generation: what is being deleted is never what somebody has just been
told is there, or is to upload (docs/decisions/0013-media.md).
"""

from dataclasses import dataclass
from secrets import token_hex

from functions.store.item import Item, Place, key, number
from functions.store.keys import MEDIA_PREFIX, POINTER, TRACE_PREFIX, pointer_pk, split_pk
from functions.store.retention import chunk_expiry

_DAY_MS = 86_400_000
STALE_MS = 3 * _DAY_MS
"""Age from which a link is written anew and an object's life is counted anew: both together are
less than the 7 days by which an object outlives what names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a trace says of the media that it names."""

    media_id: str
    content_type: str
    size_bytes: int
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRow:
    """A piece of media as its pointer has it."""

    claim: Claim
    project: str
    generation: int = 1
    """Counts how often it was forgotten and came again."""

    stored_ms: int = 0
    """When the rollup last put or renewed the object; 0 where it never did."""

    gone: bool = False
    """Forgotten: nobody names it any more, and its object is being deleted."""

    stamp: str = ""
    """Changes with every write."""

    @property
    def object_key(self) -> str:
        """Where its bytes are in the payload bucket."""
        return object_key(self.project, self.claim.media_id, self.generation)


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaLink:
    """A trace's own record of media that it names."""

    media_id: str
    content_type: str
    size_bytes: int
    written_ms: int
    kept: bool
    """The rollup has put the object."""


def object_key(project: str, media_id: str, generation: int) -> str:
    """Return where the bytes of a generation are."""
    suffix = f"~{generation}" if generation > 1 else ""
    return f"{project}/media/{media_id}{suffix}"


def media_pk(project: str, media_id: str) -> str:
    """Return the partition of media: its pointer and its links."""
    return pointer_pk(project, "MEDIA", media_id)


def places_of_link(trace_pk: str, media_id: str) -> tuple[Place, Place]:
    """Return where a link stands: beside the trace, and beside the media."""
    project, _, trace_id = split_pk(trace_pk)
    return (
        (trace_pk, f"{MEDIA_PREFIX}{media_id}"),
        (media_pk(project, media_id), f"{TRACE_PREFIX}{trace_id}"),
    )


def link_item(place: Place, claim: Claim, written_ms: int, *, kept: bool) -> Item:
    """Return one of the two rows of a link."""
    return {
        **key(*place),
        "content_type": {"S": claim.content_type},
        "size": {"N": str(claim.size_bytes)},
        "written": {"N": str(written_ms)},
        "expires": {"N": str(chunk_expiry(written_ms / 1000))},
        **({"kept": {"BOOL": True}} if kept else {}),
    }


def item_to_link(item: Item) -> MediaLink:
    """Return the link of the row beside its trace."""
    return MediaLink(
        media_id=item["SK"]["S"].removeprefix(MEDIA_PREFIX),
        content_type=item["content_type"]["S"],
        size_bytes=number(item, "size"),
        written_ms=number(item, "written"),
        kept="kept" in item,
    )


def pointer_item(row: MediaRow, expires_s: int) -> Item:
    """Return the row of media, with a new stamp."""
    item: Item = {
        **key(media_pk(row.project, row.claim.media_id), POINTER),
        "content_type": {"S": row.claim.content_type},
        "size": {"N": str(row.claim.size_bytes)},
        "digest": {"B": row.claim.digest},
        "generation": {"N": str(row.generation)},
        "stored_ms": {"N": str(row.stored_ms)},
        "stamp": {"S": token_hex(8)},
        "expires": {"N": str(expires_s)},
    }
    return item | ({"gone": {"BOOL": True}} if row.gone else {})


def item_to_media(item: Item) -> MediaRow:
    """Return the media of a pointer."""
    project, _, media_id = split_pk(item["PK"]["S"])
    return MediaRow(
        claim=Claim(
            media_id=media_id,
            content_type=item["content_type"]["S"],
            size_bytes=number(item, "size"),
            digest=item["digest"]["B"],
        ),
        project=project,
        generation=number(item, "generation"),
        stored_ms=number(item, "stored_ms"),
        gone="gone" in item,
        stamp=item["stamp"]["S"],
    )

"""Derived rows ↔ model: a turn or a session as packed JSON, with what indexes need beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from functions.model.fold.limits import cut, cut_or_none
from functions.model.json import Json
from functions.model.session import Marks, Sample, ScoreSummary, Session
from functions.model.turn import FINGERPRINT_BYTES, Excerpt, Turn
from functions.store.codec import pack_thoroughly, unpack
from functions.store.item import Item, key
from functions.store.keys import SESSION, index_pk, key_id, millisecond, minute, user_pk

LARGEST_TURN = 16_000
LARGEST_SESSION = 4_000
LARGEST_HEAD = 1_000
"""Bytes, packed: of `data` (with `fingerprints` beside it), and of the `head` of an index entry."""

_CONTAINERS = (dict, list, tuple)
_HEAD_TEXTS = (160, 64, 24, 8)
_SAID = 96
"""Bytes of what was said that the index of turns carries: a line."""

_PLAIN_KINDS = ("input", "output", "total")
_PROJECTED = ("PK", "SK", "GSI1PK", "GSI1SK")
_WRITE_UNIT = 1_024
_BESIDE = 48
"""Bytes that `expires` and the field of the fingerprints take in an index entry, at most."""


def encode(value: object) -> bytes:
    """Return a dataclass as packed JSON, without what is None or empty."""
    return pack_thoroughly(plain(value))


def plain(value: object) -> bytes:
    """Return a dataclass as JSON, without what is None or empty."""
    return msgspec.json.encode(_said(msgspec.to_builtins(value)), order="deterministic")


def decode[T](data: bytes, kind: type[T]) -> T:
    """Return the dataclass that `encode` was given; fields unknown to this version are ignored."""
    return msgspec.json.decode(unpack(data), type=kind)


def _said(value: Json) -> Json:
    if isinstance(value, dict):
        return {
            key: _said(each) if isinstance(each, _CONTAINERS) else each
            for key, each in value.items()
            if each is not None and (each or not isinstance(each, _CONTAINERS))
        }
    if isinstance(value, list | tuple):
        return [_said(each) for each in value]
    return value


def turn_item(project: str, pk: str, sk: str, turn: Turn) -> Item:
    """Return the row of a turn at one of its places, without generation and expiry."""
    item: Item = {
        **key(pk, sk),
        "trace_id": {"S": turn.trace_id},
        "data": {"B": encode(replace(turn, fingerprints=b""))},
        "GSI1PK": {"S": index_pk(project, "TURNS")},
        "GSI1SK": {"S": f"{minute(turn.start_ns)}#{key_id(turn.trace_id)}"},
    }
    item |= _turn_head(item, turn)
    if turn.session_id:
        item["session_id"] = {"S": turn.session_id}
    if turn.user_id:
        item["GSI2PK"] = {"S": user_pk(project, turn.user_id)}
        item["GSI2SK"] = {"S": f"{millisecond(turn.start_ns)}#{key_id(turn.trace_id)}"}
    return item


def session_item(project: str, pk: str, session: Session) -> Item:
    """Return the row of a session, without version and expiry."""
    data = encode(session)
    item: Item = {
        **key(pk, SESSION),
        "session_id": {"S": session.session_id},
        "head": {"B": data if len(data) <= LARGEST_HEAD else encode(_head(session_head, session))},
        "GSI1PK": {"S": index_pk(project, "SESSIONS")},
        "GSI1SK": {"S": f"{minute(session.end_ns)}#{key_id(session.session_id)}"},
        "GSI2PK": {"S": index_pk(project, "CREATED")},
        "GSI2SK": {"S": f"{millisecond(session.start_ns)}#{key_id(session.session_id)}"},
    }
    if len(data) > LARGEST_HEAD:
        item["data"] = {"B": data}
    return item


def item_to_turn(item: Mapping[str, Any]) -> Turn:
    """Return the turn of a row, or as much of it as an index carries."""
    return decode((item.get("data") or item["head"])["B"], Turn)


def item_to_turn_head(item: Mapping[str, Any]) -> Turn:
    """Return as much of the turn of a row as an index carries."""
    return decode(item["head"]["B"], Turn)


def turn_size(item: Mapping[str, Any]) -> int:
    """Return the bytes of a turn's row that `LARGEST_TURN` is about."""
    return len(item["data"]["B"]) + len(item.get("fingerprints", {"B": b""})["B"])


def item_to_session(item: Mapping[str, Any]) -> Session:
    """Return the session of a row, or as much of it as an index carries."""
    return decode((item.get("data") or item["head"])["B"], Session)


def item_to_marks(item: Mapping[str, Any]) -> Marks:
    """Return what readers left on a session: an attribute for each, so that none undoes another."""
    return Marks(
        starred="starred" in item and item["starred"]["BOOL"],
        name=item["name"]["S"] or None if "name" in item else None,
    )


def turn_head(turn: Turn, size: int) -> Turn:
    """Return what a list shows of a turn, its texts cut at `size` bytes."""
    return replace(
        turn,
        name=cut_or_none(turn.name, size),
        user_id=cut_or_none(turn.user_id, max(size, 24)),
        environment=cut(turn.environment, size),
        metadata={},
        release=cut_or_none(turn.release, min(size, 48)),
        version=cut_or_none(turn.version, min(size, 48)),
        tags=_first(turn.tags, min(size // 8, 5), size),
        user=_shorter(turn.user, min(size, _SAID)),
        answer=_shorter(turn.answer, min(size, _SAID)),
        answer_ms=None,
        tools=(),
        errors=(),
        models=tuple(cut(each, size) for each in turn.models[: size // 8][:3]),
        usage=_plain(turn.usage),
        scores=(),
        fingerprints=b"",
    )


def session_head(session: Session, size: int) -> Session:
    """Return what a list shows of a session, its texts cut at `size` bytes."""
    few = max(1, size // 24)
    return replace(
        session,
        name=cut_or_none(session.name, size),
        first_user=cut(session.first_user, size),
        last_user=cut(session.last_user, size),
        last_answer=cut(session.last_answer, size),
        users=_fewer(session.users, few, size),
        tags=_fewer(session.tags, few, size),
        environments=_fewer(session.environments, few, size),
        models=_fewer(session.models, few, size),
        names=_fewer(session.names, few, size),
        releases=Sample(count=session.releases.count),
        metadata={},
        usage=_plain(session.usage),
        scores=tuple(_briefer(each, size) for each in session.scores[:few]),
    )


def _turn_head(item: Item, turn: Turn) -> Item:
    """Return the `head` of a turn, and the `fingerprints` that have no room in it.

    Its index entry takes as many as fit into the write unit that it costs without them.
    """
    head = _head(turn_head, turn)
    size = len(encode(head))
    used = size + _BESIDE + sum(len(name) + len(item[name]["S"].encode()) for name in _PROJECTED)
    room = min(LARGEST_HEAD - size - _BESIDE, -used % _WRITE_UNIT)
    count = max(0, room * 3 // 4 // FINGERPRINT_BYTES)  # they stand there as base64
    named, rest = _split(turn.fingerprints, count * FINGERPRINT_BYTES)
    found: Item = {"head": {"B": encode(replace(head, fingerprints=named))}}
    return found | {"fingerprints": {"B": rest}} if rest else found


def _split(data: bytes, size: int) -> tuple[bytes, bytes]:
    return data[:size], data[size:]


def _head[T](shorten: Callable[[T, int], T], value: T) -> T:
    for size in _HEAD_TEXTS:
        head = shorten(value, size)
        if len(encode(head)) <= LARGEST_HEAD:
            return head
    return head


def _plain(usage: Mapping[str, int]) -> dict[str, int]:
    return {kind: usage[kind] for kind in _PLAIN_KINDS if kind in usage}


def _first(texts: Sequence[str], most: int, size: int) -> tuple[str, ...]:
    """Return the first texts, cut; an ellipsis stands for those that are left out."""
    kept = tuple(cut(each, size) for each in texts[:most])
    return kept if len(texts) <= most else (*kept, "…")


def _shorter(text: Excerpt | None, size: int) -> Excerpt | None:
    return replace(text, text=cut(text.text, size)) if text else None


def _fewer(sample: Sample, values: int, size: int) -> Sample:
    kept = tuple(cut(each, min(size, 48)) for each in sample.values[:values])
    return Sample(values=kept, count=sample.count)


def _briefer(score: ScoreSummary, size: int) -> ScoreSummary:
    return replace(score, name=cut(score.name, size), text=cut_or_none(score.text, size))

"""The envelope of an event, for what comes without one."""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

from functions.ingest.moment import Moment
from functions.ingest.text import dump_json
from functions.model.json import Json

type Body = dict[str, Json]


def enveloped(kind: str, body: Body, moment: Moment) -> Body:
    """Return the event that a batch would carry; the same body again is the same event."""
    timestamp = body.get("timestamp") if kind == "score-create" else None
    return {
        "id": _digest(kind, body),
        "type": kind,
        "timestamp": timestamp or _time(moment),
        "body": body,
    }


def named(kind: str, body: Body, time_key: str) -> Body:
    """Give a thing an id if it has none.

    What says when it was is named after all that it says, so that it is the same thing when it is
    sent again. Of what says no time, two that are alike may well be two.
    """
    if body.get("id"):
        return body
    return {**body, "id": _digest(kind, body) if body.get(time_key) else uuid4().hex}


def _digest(kind: str, body: Body) -> str:
    return sha256(kind.encode() + b"\n" + dump_json(body)).hexdigest()[:32]


def _time(moment: Moment) -> str:
    return datetime.fromtimestamp(moment.arrived_ms / 1000, UTC).isoformat(timespec="milliseconds")

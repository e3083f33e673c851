"""Times as clients ask with them: ISO 8601 with a zone, and nothing that only looks like a time."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import AwareDatetime, BeforeValidator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]")


def _iso(value: object) -> object:
    """Refuse numbers, which pydantic would take for seconds or milliseconds as it sees fit."""
    if isinstance(value, datetime) or (isinstance(value, str) and _ISO.match(value)):
        return value
    raise ValueError("a time is ISO 8601 with a zone, such as 2026-09-21T14:05:00Z")


type Moment = Annotated[AwareDatetime, BeforeValidator(_iso)]


def unix_ns(moment: datetime) -> int:
    """Return a time as Unix nanoseconds."""
    return (moment - _EPOCH) // timedelta(microseconds=1) * 1000

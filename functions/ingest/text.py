"""JSON as senders write it: any text, cut emoji included, but only so deep."""

import json

from functions.ingest.limits import NESTING
from functions.ingest.weight import weigh_json
from functions.model.errors import MalformedError
from functions.model.json import Json
from functions.model.text import scrub_text


def parse_json(body: bytes) -> Json:
    """Return the value of a JSON body; half of a surrogate pair is kept as it came.

    Raises:
        MalformedError: it is not JSON, or nested too deeply.
        TooLargeError: it holds too many values.

    """
    weigh_json(body)
    try:
        value: Json = json.loads(body)
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise MalformedError("body: not JSON") from None
    if not is_shallow(value):
        raise _too_deep()
    return value


def dump_json(value: Json) -> bytes:
    """Return compact JSON that `json.loads` reads back unchanged."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def is_shallow(value: Json) -> bool:
    """Tell whether lists and objects stand in each other no deeper than the limit."""
    level: list[Json] = [value]
    for _ in range(NESTING + 1):
        level = [
            child
            for each in level
            for child in (each.values() if isinstance(each, dict) else _children(each))
            if isinstance(child, list | dict)
        ]
        if not level:
            return True
    return False


def whole(value: Json) -> Json:
    """Return a value in which no text is cut in the middle of a character."""
    if isinstance(value, str):
        return scrub_text(value)
    if isinstance(value, list):
        return [whole(each) for each in value]
    if isinstance(value, dict):
        return {name: whole(each) for name, each in value.items()}
    return value


def _children(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _too_deep() -> MalformedError:
    return MalformedError(f"body: nested more than {NESTING} deep")

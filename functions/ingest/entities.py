"""One trace or one observation a request, as clients did before there were batches.

`POST /api/public/traces`, `/spans`, `/generations`, `/events`, and `PATCH` of the second and the
third. A body is that of the batch's event, but for names which the first clients still used.
"""

from collections.abc import Mapping
from http import HTTPStatus

from functions.ingest.answer import Answer, json_answer
from functions.ingest.batch import read_batch
from functions.ingest.envelope import Body, enveloped, named
from functions.ingest.langfuse import store_batch
from functions.ingest.moment import Moment
from functions.ingest.request import Request
from functions.ingest.score_config import ConfigFinder
from functions.ingest.sender import Sender
from functions.ingest.text import parse_json
from functions.model.errors import MalformedError

_KINDS = {"traces": "trace", "spans": "span", "generations": "generation", "events": "event"}
_VERBS = {"POST": "create", "PATCH": "update"}
_OLD_NAMES: Mapping[str, str] = {
    "spanId": "id",
    "generationId": "id",
    "prompt": "input",
    "completion": "output",
}


def post_entity(request: Request, sender: Sender, moment: Moment) -> Answer:
    """Store what a body says of one thing; answered with the id of that thing."""
    sent = parse_json(request.body())
    if not isinstance(sent, dict):
        raise MalformedError("body: a JSON object")
    kind = _kind(request)
    body = _renamed(sent) if kind != "trace-create" else sent
    if kind.endswith("-create"):
        body = named(kind, body, "timestamp" if kind == "trace-create" else "startTime")
    find_config = ConfigFinder(sender.project_id, moment.deadline)
    batch = read_batch([enveloped(kind, body, moment)], sender.credential, find_config)
    if batch.refused:
        raise MalformedError(batch.refused[0].reason)
    store_batch(batch, sender, moment)
    return json_answer(HTTPStatus.OK, {"id": body["id"]})


def _kind(request: Request) -> str:
    return f"{_KINDS[request.path.rstrip('/').rpartition('/')[2]]}-{_VERBS[request.method]}"


def _renamed(sent: Body) -> Body:
    """Give fields the names of today; a field that has today's name already is kept."""
    old = {_OLD_NAMES[key]: value for key, value in sent.items() if key in _OLD_NAMES}
    return old | {key: value for key, value in sent.items() if key not in _OLD_NAMES}

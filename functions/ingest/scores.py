"""`POST /api/public/scores`: one score, or a list of them (Langfuse Python 5, JS 6)."""

from http import HTTPStatus

from functions.ingest.answer import Answer, json_answer
from functions.ingest.batch import read_batch
from functions.ingest.envelope import enveloped, named
from functions.ingest.langfuse import store_batch
from functions.ingest.moment import Moment
from functions.ingest.request import Request
from functions.ingest.score_config import ConfigFinder
from functions.ingest.sender import Sender
from functions.ingest.text import parse_json
from functions.model.errors import MalformedError
from functions.model.json import Json

_KIND = "score-create"


def post_scores(request: Request, sender: Sender, moment: Moment) -> Answer:
    """Store scores as the events that a batch would carry."""
    body = parse_json(request.body())
    scores = body if isinstance(body, list) else [body]
    events = [_event(score, moment) for score in scores]
    find_config = ConfigFinder(sender.project_id, moment.deadline)
    batch = read_batch(events, sender.credential, find_config)
    if not isinstance(body, list) and batch.refused:
        raise MalformedError(batch.refused[0].reason)
    store_batch(batch, sender, moment)
    if not isinstance(body, list):
        return json_answer(HTTPStatus.OK, {"id": _score_id(events[0])})
    if not batch.refused:
        return json_answer(HTTPStatus.ACCEPTED, {"message": "Accepted"})
    return json_answer(
        HTTPStatus.MULTI_STATUS,
        {
            "accepted": len(batch.accepted),
            "rejected": len(batch.refused),
            "errors": [{"message": each.reason} for each in batch.refused],
        },
    )


def _event(score: Json, moment: Moment) -> Json:
    """Return a score as an event; what is no score becomes one that is refused."""
    if not isinstance(score, dict):
        return {**enveloped(_KIND, {}, moment), "body": None}
    return enveloped(_KIND, named(_KIND, score, "timestamp"), moment)


def _score_id(event: Json) -> Json:
    body = event.get("body") if isinstance(event, dict) else None
    return body.get("id") if isinstance(body, dict) else None

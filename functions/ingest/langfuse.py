"""`POST /api/public/ingestion`: a batch of events, each accepted or refused on its own."""

from http import HTTPStatus

from functions.ingest.answer import Answer, json_answer
from functions.ingest.batch import Batch, Target, read_batch
from functions.ingest.limits import ANSWER_BYTES
from functions.ingest.moment import Moment
from functions.ingest.request import Request
from functions.ingest.score_config import ConfigFinder
from functions.ingest.sender import Sender
from functions.ingest.text import parse_json
from functions.model.errors import MalformedError, TooLargeError
from functions.store.inbox import inbox
from functions.store.keys import session_pk, trace_pk


def post_batch(request: Request, sender: Sender, moment: Moment) -> Answer:
    """Store a batch; always 207, with a status for each event."""
    body = parse_json(request.body())
    if not isinstance(body, dict):
        raise MalformedError("body: a JSON object")
    find_config = ConfigFinder(sender.project_id, moment.deadline)
    batch = read_batch(body.get("batch"), sender.credential, find_config)
    answer = _answer(batch)
    if len(answer["body"]) > ANSWER_BYTES:
        raise TooLargeError("batch: the ids of its events are too long to be answered")
    store_batch(batch, sender, moment)
    return answer


def _answer(batch: Batch) -> Answer:
    return json_answer(
        HTTPStatus.MULTI_STATUS,
        {
            "successes": [{"id": each, "status": 201} for each in batch.accepted],
            "errors": [
                {
                    "id": each.event_id,
                    "status": each.status,
                    "message": each.message,
                    "error": each.reason,
                }
                for each in batch.refused
            ],
        },
    )


def store_batch(batch: Batch, sender: Sender, moment: Moment) -> None:
    """Store all that is accepted of a batch, in the partitions of what it is about."""
    chunks = batch.chunks(sender.credential, moment.arrived_ms)
    placed = [(_pk(sender.project_id, target), chunk) for target, chunk in chunks]
    inbox().store(sender.project_id, placed, moment.deadline)


def _pk(project: str, target: Target) -> str:
    kind, identifier = target
    return session_pk(project, identifier) if kind == "SESSION" else trace_pk(project, identifier)

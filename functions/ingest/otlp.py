"""`POST …/v1/traces`: store the spans of one export; acknowledge only what is stored."""

from functions.ingest import otlp_json, otlp_protobuf
from functions.ingest.answer import Answer, success_answer
from functions.ingest.export import Export
from functions.ingest.moment import Moment
from functions.ingest.request import Request
from functions.ingest.sender import Sender
from functions.model.errors import MalformedError
from functions.store.inbox import inbox
from functions.store.keys import trace_pk


def post_traces(request: Request, sender: Sender, moment: Moment) -> Answer:
    """Store an export's spans; those without usable ids are named in `partialSuccess`."""
    export = _split(request, moment)
    chunks = [(trace_pk(sender.project_id, trace_id), chunk) for trace_id, chunk in export.chunks]
    inbox().store(sender.project_id, chunks, moment.deadline)
    return success_answer(request, export.rejected)


def _split(request: Request, moment: Moment) -> Export:
    if request.is_protobuf:
        return otlp_protobuf.split(request.body(), moment.arrived_ms)
    if request.is_json:
        return otlp_json.split(request.body(), moment.arrived_ms)
    raise MalformedError("content-type: application/x-protobuf or application/json")

"""`POST …/v1/traces`: store the spans of one export; acknowledge only what is stored."""

from http import HTTPStatus

from functions.ingest import otlp_json, otlp_protobuf
from functions.ingest.answer import Answer, json_answer, protobuf_answer
from functions.ingest.export import Export
from functions.ingest.moment import Moment
from functions.ingest.request import Request
from functions.ingest.sender import Sender
from functions.ingest.wire_format import message_field, varint_field
from functions.model.errors import MalformedError
from functions.model.json import Json
from functions.store.inbox import inbox
from functions.store.keys import trace_pk


def post_traces(request: Request, sender: Sender, moment: Moment) -> Answer:
    """Store an export's spans; those without usable ids are named in `partialSuccess`."""
    export = _split(request, moment)
    chunks = [(trace_pk(sender.project_id, trace_id), chunk) for trace_id, chunk in export.chunks]
    inbox().store(sender.project_id, chunks, moment.deadline)
    return _success(request, export)


def post_nothing(request: Request, _sender: Sender, _moment: Moment) -> Answer:
    """Accept metrics, and images without bytes, which some SDKs send along; keep nothing."""
    return _success(request, Export(chunks=(), span_count=0))


def _split(request: Request, moment: Moment) -> Export:
    if request.is_protobuf:
        return otlp_protobuf.split(request.body(), moment.arrived_ms)
    if request.is_json:
        return otlp_json.split(request.body(), moment.arrived_ms)
    raise MalformedError("content-type: application/x-protobuf or application/json")


def _success(request: Request, export: Export) -> Answer:
    if request.is_json:
        return json_answer(HTTPStatus.OK, _partial_success(export))
    rejected = len(export.rejected)
    partial = varint_field(1, rejected) + message_field(2, export.rejection.encode())
    return protobuf_answer(HTTPStatus.OK, message_field(1, partial) if rejected else b"")


def _partial_success(export: Export) -> Json:
    if not export.rejected:
        return {}
    count = str(len(export.rejected))
    return {"partialSuccess": {"rejectedSpans": count, "errorMessage": export.rejection}}

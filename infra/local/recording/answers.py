"""The answers that a Langfuse server, or an OTLP collector, gives when all is well."""

import json

from infra.local.recording.capture import Answer, CapturedRequest

# The SDKs refuse a project without any one of these.
_PROJECT = {
    "id": "demo",
    "name": "demo",
    "organization": {"id": "demo", "name": "demo"},
    "metadata": {},
}


def accept(request: CapturedRequest) -> Answer:
    """Answer as a server would that stores everything, and knows no prompt and no dataset."""
    path = request.path.partition("?")[0]
    if path.endswith(("/v1/traces", "/v1/metrics")):
        return _otlp(request)
    if path == "/api/public/ingestion":
        return _json(207, _batch_outcome(request.body))
    if path == "/api/public/scores":
        return _scores(request.body)
    if path == "/api/public/projects":
        return _json(200, {"data": [_PROJECT]})
    return _json(404, {"message": "Not found", "error": "LangfuseNotFoundError"})


def _otlp(request: CapturedRequest) -> Answer:
    if "json" in request.header("content-type"):
        return _json(200, {})
    return Answer(status=200, content_type="application/x-protobuf", body=b"")


def _batch_outcome(body: bytes) -> dict[str, object]:
    events = json.loads(body)["batch"]
    return {
        "successes": [{"id": each["id"], "status": 201} for each in events],
        "errors": [],
    }


def _scores(body: bytes) -> Answer:
    score = json.loads(body)
    if isinstance(score, list):
        return _json(202, {"message": "Accepted"})
    return _json(200, {"id": score["id"]})


def _json(status: int, value: object) -> Answer:
    body = json.dumps(value).encode()
    return Answer(status=status, content_type="application/json", body=body)

"""A way through to the product on which every exchange is seen."""

import http.client
import json
import threading

from infra.local.recording.capture import Answer, CapturedRequest, Responder

# They belong to one connection, and there are two; what passes is to be readable.
_HOP = frozenset({"accept-encoding", "connection", "content-length", "host", "transfer-encoding"})

_WRITES = ("/api/public/otel/v1/traces", "/api/public/ingestion")


def passage_to(port: int) -> Responder:
    """Return what answers a request as the product on that loopback port does."""

    def pass_on(request: CapturedRequest) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {key: value for key, value in request.headers if key.lower() not in _HOP}
        try:
            connection.request(request.method, request.path, request.body, headers)
            answer = connection.getresponse()
            kind = answer.headers.get("Content-Type", "")
            return Answer(status=answer.status, content_type=kind, body=answer.read())
        finally:
            connection.close()

    return pass_on


def unsure_passage_to(port: int) -> Responder:
    """Return a way on which the answer to the first write is lost: it was stored all the same."""
    pass_on = passage_to(port)
    lock = threading.Lock()
    lost: list[str] = []

    def lose_one(request: CapturedRequest) -> Answer:
        answer = pass_on(request)
        with lock:
            if lost or not request.path.endswith(_WRITES):
                return answer
            lost.append(request.path)
        body = json.dumps({"message": "the answer was lost"}).encode()
        return Answer(status=503, content_type="application/json", body=body)

    return lose_one

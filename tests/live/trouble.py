"""A way to the product on which a request fails once, as its own content says.

A trace and its score name a trouble: `trouble:503-before` is answered 503 and not passed on,
`trouble:503-after` is passed on, so stored, and answered 503 all the same. What is sent again
passes.
"""

import json
import re
import threading
import time
from collections import Counter

from infra.local.recording.capture import Answer, CapturedRequest, DroppedError
from tests.contract.meaning import plain_body
from tests.live.passage import passage_to

TELLING = (
    *("400-before", "413-before", "429-before", "500-before", "503-before", "later-before"),
    *("drop-before", "500-after", "503-after", "drop-after", "hang-after", "errors-after"),
)
REST = (
    *("401-before", "403-before", "404-before", "408-before", "502-before", "504-before"),
    *("429-after", "504-after"),
)
"""Those that no client takes differently from one of the others, but for 408."""

TRACES = "/api/public/otel/v1/traces"
BATCH = "/api/public/ingestion"
SCORES = "/api/public/scores"

_NAMED = re.compile(rb"trouble:([0-9a-z]+-(?:before|after))")
_HANGS_S = 6.0
"""A second longer than Langfuse's SDKs wait."""


class Trouble:
    """Answers as the product does, but for the first time of each trouble on each path."""

    def __init__(self, port: int) -> None:
        self._pass_on = passage_to(port)
        self._tries: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def __call__(self, request: CapturedRequest) -> Answer:
        """Answer a request."""
        found = _NAMED.search(plain_body(request))
        if found is None:
            return self._pass_on(request)
        name = found.group(1).decode()
        with self._lock:
            self._tries[request.path, name] += 1
            is_first = self._tries[request.path, name] == 1
        return self._fail(name, request) if is_first else self._pass_on(request)

    def tries(self, path: str) -> dict[str, int]:
        """Return how many requests to a path named each trouble."""
        with self._lock:
            return {name: count for (at, name), count in self._tries.items() if at == path}

    def _fail(self, name: str, request: CapturedRequest) -> Answer:
        what, _, when = name.partition("-")
        answer = self._pass_on(request) if when == "after" else None
        if what == "drop":
            raise DroppedError
        if answer is None or what.isdecimal():
            return _refusal(what)
        if what == "hang":
            time.sleep(_HANGS_S)
        return _with_errors(answer) if what == "errors" and request.path != TRACES else answer


def _refusal(what: str) -> Answer:
    later = (("Retry-After", "1"),) if what == "later" else ()
    return Answer(
        status=503 if what == "later" else int(what),
        content_type="application/json",
        body=b'{"message": "trouble", "error": "TroubleError"}',
        headers=later,
    )


def _with_errors(answer: Answer) -> Answer:
    """Return a batch's answer in which one event more was refused for the moment."""
    error = {"id": "other", "status": 500, "message": "trouble", "error": "TroubleError"}
    said = json.loads(answer.body) | {"errors": [error], "accepted": 1, "rejected": 1}
    return Answer(status=207, content_type="application/json", body=json.dumps(said).encode())

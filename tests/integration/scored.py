"""A project with a score of every kind."""

from typing import Any

from tests.integration.api import Api
from tests.integration.service import Service

LONG = "i" * 300
_GRADES = [{"label": "good", "value": 3}]


def an_event(kind: str, minute: int, **body: Any) -> dict[str, Any]:
    """Return a Langfuse event of that minute."""
    return {
        "id": f"e-{kind}-{minute}-{body.get('id')}",
        "type": f"{kind}-create",
        "timestamp": f"2026-09-21T10:{minute:02}:00.250Z",
        "body": body,
    }


def a_score(minute: int, score_id: str, **body: Any) -> dict[str, Any]:
    """Return the event of a score of the trace `t1`."""
    said = {"id": score_id, "traceId": "t1", "name": "quality", "value": 0.5} | body
    return an_event("score", minute, **said)


def tell_scores(api: Api, service: Service) -> str:
    """Send scores `a` to `h` and one whose id begins with `i`; return the config that `c` names."""
    said = {"name": "grade", "dataType": "CATEGORICAL", "categories": _GRADES}
    config: str = api.send("POST", "/score-configs", said)["id"]
    answer = service.send(
        [
            an_event("trace", 0, id="t1", name="one", sessionId="x", userId="mara",
                     tags=["p", "q"], environment="staging"),
            an_event("trace", 0, id="t2", name="two", userId="nils", tags=["p"]),
            an_event("span", 0, id="o1", traceId="t1", name="step"),
            a_score(1, "a", comment="fine", metadata={"by": "judge", "n": 7}, queueId="q"),
            a_score(2, "b", traceId="t2", value=0.75, environment="staging", source="EVAL"),
            a_score(3, "c", name="grade", value="good", dataType="CATEGORICAL", configId=config,
                    source="ANNOTATION", authorUserId="u"),
            a_score(4, "d", name="seen", value=1, dataType="BOOLEAN", observationId="o1"),
            a_score(5, "e", name="why", value="words", dataType="TEXT"),
            a_score(6, "f", dataType="CORRECTION", value="instead"),
            a_score(7, "g", traceId=None, sessionId="x", value=2),
            a_score(8, "h", traceId="nobody", value=-1),
            a_score(9, LONG, name="long", value=4, comment="x" * 5000),
        ]
    )  # fmt: skip
    assert answer["errors"] == []
    service.settle()
    return config

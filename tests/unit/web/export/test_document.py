"""A session as one JSON document."""

import json
from typing import Any

from functions.model.comment import Comment, ObjectType
from functions.model.score import DataType, Score
from functions.model.turn import ErrorLine, ToolLine
from functions.store.remarks import Remarks
from tests.factories import SECOND, START_NS, a_turn, an_excerpt
from tests.unit.web.export.exported import an_export
from web.export.document import document
from web.export.session import ExportedSession

SCORE = Score(
    score_id="s-1",
    name="helpful",
    trace_id="trace-1",
    data_type=DataType.NUMERIC,
    value=0.5,
    author="mara",
    timestamp_ns=START_NS,
)
COMMENT = Comment(
    comment_id="c-1",
    object_type=ObjectType.TRACE,
    object_id="trace-1",
    content="Look at this",
    created_ns=START_NS,
)
REMARKS = Remarks(scores=(SCORE,), comments=(COMMENT,))


def read(exported: ExportedSession) -> Any:
    return json.loads("".join(document(exported, 1_790_000_000_123)))


def test_a_document_names_its_format_its_version_and_its_time() -> None:
    found = read(an_export())

    assert (found["format"], found["version"]) == ("reprise.session", 1)
    assert found["exported_at"] == "2026-09-21T14:13:20.123Z"


def test_a_turn_has_what_was_said_in_it() -> None:
    tool = ToolLine(
        observation_id="o-2",
        name="find_order",
        arguments=an_excerpt('{"order":4471}'),
        result=an_excerpt("on its way"),
        start_ns=START_NS + SECOND,
        duration_ns=SECOND // 4,
    )
    error = ErrorLine(observation_id="o-3", name="pay", type="TimeoutError", message="30 s")
    turn = a_turn(tools=(tool,), tool_count=1, errors=(error,), error_count=1)

    (found,) = read(an_export(turn))["turns"]

    assert found["user"] == "Question 1: where is my parcel?"
    assert found["answer"] == "Answer 1: it is on its way."
    assert found["tools"][0]["arguments"] == {"order": 4471}
    assert found["tools"][0]["result"] == "on its way"
    assert found["tools"][0]["duration_ms"] == 250
    assert found["errors"][0]["type"] == "TimeoutError"
    assert found["started_at"] == "2026-09-21T14:13:20.000Z"
    assert found["duration_ms"] == 2000


def test_remarks_stand_where_they_belong() -> None:
    found = read(an_export(remarks=REMARKS, own=REMARKS))

    assert [each["name"] for each in found["scores"]] == ["helpful"]
    assert [each["content"] for each in found["comments"]] == ["Look at this"]
    assert [len(each["scores"]) for each in found["turns"]] == [1, 0]
    assert found["turns"][0]["scores"][0]["author"] == "mara"
    assert found["turns"][0]["comments"][0]["created_at"] == "2026-09-21T14:13:20.000Z"


def test_a_text_that_is_not_whole_is_named_with_the_size_of_the_whole() -> None:
    cut = an_excerpt("Only the begin", size_bytes=9000, digest="d" * 32)
    tool = ToolLine(observation_id="o", name="t", result=cut)

    (found,) = read(an_export(a_turn(answer=cut, tools=(tool,), tool_count=1)))["turns"]

    assert found["cut"] == {"answer": 9000, "tools[0].result": 9000}


def test_metadata_that_was_json_is_json_again() -> None:
    (found,) = read(an_export(a_turn(metadata={"cart": '{"items":[1]}', "plan": "pro"})))["turns"]

    assert found["metadata"] == {"cart": {"items": [1]}, "plan": "pro"}


def test_every_turn_has_the_same_keys() -> None:
    bare = a_turn(2, user=None, answer=None, usage={}, cost_usd=None, start_ns=None, end_ns=None)

    first, second = read(an_export(a_turn(), bare))["turns"]

    assert list(first) == list(second)
    assert second["started_at"] is None

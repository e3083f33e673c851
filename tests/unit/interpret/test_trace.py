"""A trace out of chunks, however its spans were sent."""

from json import dumps
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.interpret.trace import build_trace
from functions.model.chunk import Chunk, Format
from functions.model.trace import Trace
from tests.unit.interpret.conventions.keys import KEYS, SCOPES
from tests.unit.interpret.test_fragments import key_values, values

TRACE_ID = "0af7651916cd43dd8448eb211c80319c"
PLACEHOLDER = "[Scrubbed due to 'session']"

scoped_spans = st.lists(
    st.tuples(
        st.sampled_from(SCOPES),
        st.dictionaries(st.sampled_from(KEYS), values, max_size=6),
        st.none() | st.integers(1, 9),
    ),
    min_size=1,
    max_size=6,
)


def a_span(number: int, attributes: dict[str, Any], parent: int | None = None) -> dict[str, Any]:
    """Return span `number`, which begins and ends in that second."""
    span = {
        "traceId": TRACE_ID,
        "spanId": f"{number:016x}",
        "name": f"span {number}",
        "startTimeUnixNano": str(number * 10**9),
        "endTimeUnixNano": str(number * 10**9 + 10**8),
        "attributes": key_values(attributes),
    }
    return span if parent is None else span | {"parentSpanId": f"{parent:016x}"}


def a_chunk(*spans: tuple[str, dict[str, Any]]) -> Chunk:
    """Return one request of spans, each under its scope."""
    scopes = [{"scope": {"name": scope}, "spans": [span]} for scope, span in spans]
    data = dumps({"resourceSpans": [{"scopeSpans": scopes}]}).encode()
    return Chunk(format=Format.OTLP_JSON, data=data)


def a_trace(*spans: dict[str, Any]) -> Trace:
    """Return the trace of spans that came one by one, the last first."""
    return build_trace(TRACE_ID, [a_chunk(("", span)) for span in reversed(spans)])


@settings(max_examples=60)
@given(scoped_spans, st.randoms(use_true_random=False))
def test_requests_of_any_size_in_any_order_make_the_same_trace(
    said: list[tuple[str, dict[str, Any], int | None]], random: Any
) -> None:
    spans = [
        (scope, a_span(number, attributes, parent))
        for number, (scope, attributes, parent) in enumerate(said, 1)
    ]
    alone = [a_chunk(each) for each in spans]
    random.shuffle(alone)

    assert build_trace(TRACE_ID, alone) == build_trace(TRACE_ID, [a_chunk(*spans)])


def test_a_session_that_only_a_late_span_names_is_that_of_the_trace() -> None:
    trace = a_trace(a_span(1, {}), a_span(2, {"session.id": "s-42"}, parent=1))

    assert trace.session_id == "s-42"


def test_of_conflicting_sessions_the_better_rank_wins_and_then_the_later() -> None:
    trace = a_trace(
        a_span(1, {"session.id": "first"}),
        a_span(2, {"langfuse.session.id": "second"}, parent=1),
        a_span(3, {"gcp.vertex.agent.session_id": "of lower rank"}, parent=1),
    )

    assert trace.session_id == "second"


def test_conversations_below_a_root_are_not_its_session() -> None:
    own = {"gen_ai.conversation.id": "own"}
    trace = a_trace(a_span(1, own), a_span(2, {"gen_ai.conversation.id": "inner"}, parent=1))

    assert trace.session_id == "own"


def test_a_placeholder_is_no_session() -> None:
    late = a_span(2, {"session.id": PLACEHOLDER}, parent=1)

    assert a_trace(a_span(1, {"gen_ai.conversation.id": "own"}), late).session_id == "own"
    assert a_trace(late).session_id is None


def test_a_span_whose_parent_never_comes_is_a_root() -> None:
    trace = a_trace(a_span(2, {"langfuse.observation.input": "Hi"}, parent=1))

    assert [each.name for each in trace.roots] == ["span 2"]


def test_a_span_may_be_called_a_root_below_a_parent_that_came() -> None:
    trace = a_trace(a_span(1, {}), a_span(2, {"langfuse.internal.as_root": "true"}, parent=1))

    assert [each.name for each in trace.roots] == ["span 1", "span 2"]

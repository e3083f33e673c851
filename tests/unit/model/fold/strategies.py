"""Arbitrary fragments that contradict each other as often as possible."""

from typing import Any

from hypothesis import strategies as st

from functions.model.chunk import Credential
from functions.model.fragment import (
    Fragment,
    ObservationFragment,
    Order,
    ScoreFragment,
    SessionClaim,
    TraceFragment,
)
from functions.model.observation import ExceptionEvent, Level, Observation, ObservationType
from functions.model.score import DataType, Score

_few_times = st.one_of(st.none(), st.integers(1, 4))
_ids = st.sampled_from(("a", "b", "c"))
_words = st.sampled_from(("", "x", "y", "where is it?"))
_maybe = st.one_of(st.none(), _words)
_json: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.floats(0, 1), _words),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_ids, inner, max_size=3),
    max_leaves=5,
)
_objects = st.dictionaries(_ids, _json, max_size=3)
_messages = st.lists(
    st.fixed_dictionaries({"role": st.sampled_from(("user", "assistant")), "content": _words}),
    max_size=3,
)
_payloads = st.one_of(_json, _messages)
_counts = st.dictionaries(st.sampled_from(("input", "output", "total", "k")), st.integers(0, 9))
_costs = st.dictionaries(st.sampled_from(("input", "total")), st.floats(0, 1), max_size=2)
_orders = st.builds(
    Order.at,
    _few_times,
    st.sampled_from(("", "e1", "e2")),
    update=st.booleans(),
    once=st.booleans(),
)
_claims = st.builds(
    SessionClaim,
    rank=st.integers(1, 3),
    session_id=st.sampled_from(("s1", "s2")),
    observation_id=st.one_of(st.none(), _ids),
    root_only=st.booleans(),
)
_steps = st.builds(
    Observation,
    observation_id=_ids,
    parent_id=st.one_of(st.none(), st.sampled_from(("a", "b", "c", "missing"))),
    as_root=st.sampled_from((None, True)),
    type=st.one_of(st.none(), st.sampled_from(ObservationType)),
    name=_maybe,
    start_ns=_few_times,
    end_ns=_few_times,
    level=st.one_of(st.none(), st.sampled_from(Level)),
    status_message=_maybe,
    exceptions=st.lists(st.builds(ExceptionEvent, type=_words), max_size=2).map(tuple),
    input=_payloads,
    output=_payloads,
    metadata=_objects,
    model=_maybe,
    usage=_counts,
    cost=_costs,
    environment=_maybe,
)
_about = st.builds(
    TraceFragment,
    trace_id=st.just("t"),
    order=_orders,
    claims=st.lists(_claims, max_size=2).map(tuple),
    name=_maybe,
    user_id=_maybe,
    environment=_maybe,
    tags=st.lists(_ids, max_size=2).map(tuple),
    public=st.sampled_from((None, True, False)),
    timestamp_ns=_few_times,
    input=_payloads,
    output=_payloads,
    metadata=_objects,
)
_scores = st.builds(
    Score,
    score_id=_ids,
    name=st.sampled_from((None, "quality", "tone")),
    trace_id=st.just("t"),
    data_type=st.one_of(st.none(), st.sampled_from(DataType)),
    value=st.one_of(st.none(), st.floats(0, 1)),
    text=_maybe,
    metadata=_objects,
    timestamp_ns=_few_times,
    deleted=st.sampled_from((None, None, True)),
)

fragments: st.SearchStrategy[list[Fragment]] = st.lists(
    st.one_of(
        _about,
        st.builds(ObservationFragment, trace_id=st.just("t"), order=_orders, said=_steps),
        st.builds(
            ScoreFragment, order=_orders, said=_scores, credential=st.sampled_from(Credential)
        ),
    ),
    min_size=1,
    max_size=12,
)
"""What anybody may say of one trace."""

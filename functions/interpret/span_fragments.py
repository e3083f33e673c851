"""What a span says about itself and about its trace, in the words of the model."""

from collections.abc import Iterable, Iterator

from functions.interpret.conventions import gen_ai, langfuse, precedence
from functions.interpret.conventions.exchange import Reader
from functions.interpret.environment import read_environment
from functions.interpret.identity import read_identity, read_quoted_identity, read_tags
from functions.interpret.jsontext import text, typed
from functions.interpret.span import STATUS_ERROR, Span
from functions.model.fragment import (
    Fragment,
    ObservationFragment,
    Order,
    SessionClaim,
    TraceFragment,
)
from functions.model.json import Json, JsonObject
from functions.model.observation import ExceptionEvent, Level, Observation, ObservationType


def span_fragments(span: Span) -> Iterator[Fragment]:
    """Return what the span says of its trace, if anything, and of itself."""
    order = Order.at(span.end_ns, span.span_id)
    about_trace = _trace_fragment(span, order)
    if about_trace != TraceFragment(trace_id=span.trace_id, order=order):
        yield about_trace
    yield ObservationFragment(trace_id=span.trace_id, order=order, said=_observation(span))


def _trace_fragment(span: Span, order: Order) -> TraceFragment:
    asked, answered = langfuse.trace_exchange(span)
    return TraceFragment(
        trace_id=span.trace_id,
        order=order,
        claims=tuple(_claims(span)),
        name=text(span.take("langfuse.trace.name")),
        user_id=_user(span),
        environment=_environment(span),
        release=text(span.take("langfuse.release") or span.origin.resource.get("langfuse.release")),
        version=_version(span),
        tags=read_tags(span.first(precedence.TAGS)),
        public=_public(span),
        input=asked,
        output=answered,
        metadata=langfuse.trace_metadata(span),
    )


def _observation(span: Span) -> Observation:
    kind = _first(span, precedence.TYPES) or ObservationType.SPAN
    asked, answered = _first(span, precedence.EXCHANGES) or (None, None)
    is_generation = kind is ObservationType.GENERATION
    prompt = _first(span, precedence.PROMPTS) if is_generation else None
    is_summary = gen_ai.is_summary(span)
    name = _name(span)
    model = None if is_summary else text(span.first(precedence.MODELS))
    usage = None if is_summary else _first(span, precedence.USAGES)
    cost = None if is_summary else _first(span, precedence.COSTS)
    return Observation(
        observation_id=span.span_id,
        parent_id=span.parent_id if span.parent_id != span.span_id else None,
        as_root=_as_root(span),
        type=kind,
        name=name,
        start_ns=span.start_ns,
        end_ns=span.end_ns,
        completion_start_ns=_first(span, precedence.COMPLETION_STARTS),
        level=_level(span),
        status_message=text(span.first(precedence.STATUS_MESSAGES)) or span.status_message or None,
        exceptions=_exceptions(span),
        input=asked,
        output=answered,
        metadata=_observation_metadata(span),
        model=model,
        model_parameters=_first(span, precedence.MODEL_PARAMETERS) or {},
        usage=usage or {},
        cost=cost or {},
        prompt_name=prompt[0] if prompt else None,
        prompt_version=prompt[1] if prompt else None,
        environment=_environment(span),
        version=_version(span),
        attributes=span.rest,
        resource=span.origin.description,
    )


def _first[Found](span: Span, readers: Iterable[Reader[Found]]) -> Found | None:
    for read in readers:
        found = read(span)
        if found is not None:
            return found
    return None


def _name(span: Span) -> str | None:
    for entry in precedence.NAMES:
        found = text(span.take(entry)) if isinstance(entry, str) else entry(span)
        if found:
            return found
    return span.name or None


def _claims(span: Span) -> Iterator[SessionClaim]:
    for rank, key in precedence.SESSIONS:
        session_id = _identity(span, key)
        if session_id:
            root_only = key in precedence.ROOT_ONLY_SESSIONS
            yield SessionClaim(
                rank=rank,
                session_id=session_id,
                observation_id=span.span_id if root_only else None,
                root_only=root_only,
            )


def _user(span: Span) -> str | None:
    for key in precedence.USERS:
        user = _identity(span, key)
        if user:
            return user
    return None


def _identity(span: Span, key: str) -> str | None:
    if key not in span.attributes:
        return None
    read = read_quoted_identity if ".metadata." in key else read_identity
    return read(span.take(key))


def _environment(span: Span) -> str | None:
    for key in precedence.ENVIRONMENTS:
        found = read_environment(span.take(key) or span.origin.resource.get(key))
        if found:
            return found
    return None


def _version(span: Span) -> str | None:
    return text(span.take("langfuse.version") or span.origin.resource.get("service.version"))


def _public(span: Span) -> bool | None:
    said = typed(span.first(precedence.PUBLIC))
    return said if isinstance(said, bool) else None


def _as_root(span: Span) -> bool | None:
    span.used.update(("langfuse.internal.as_root", "langfuse.internal.is_app_root"))
    return True if span.is_root and span.parent_id is not None else None


def _level(span: Span) -> Level:
    said = _first(span, precedence.LEVELS)
    return said or (Level.ERROR if span.status_code == STATUS_ERROR else Level.DEFAULT)


def _exceptions(span: Span) -> tuple[ExceptionEvent, ...]:
    return tuple(
        ExceptionEvent(
            type=text(event.attributes.get("exception.type")) or "",
            message=text(event.attributes.get("exception.message")) or "",
            stacktrace=text(event.attributes.get("exception.stacktrace")) or "",
        )
        for event in span.events
        if event.name == "exception"
    )


def _observation_metadata(span: Span) -> JsonObject:
    merged: dict[str, Json] = {}
    for read in reversed(precedence.METADATA):
        merged |= read(span) or {}
    return merged

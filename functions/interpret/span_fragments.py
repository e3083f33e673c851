"""What a span says about itself and about its trace, in the words of the model."""

from collections.abc import Iterable, Iterator, Sequence

from functions.interpret.conventions import gen_ai, langfuse, precedence
from functions.interpret.conventions.exchange import Reader
from functions.interpret.conventions.relevant import Tables, tables_for
from functions.interpret.environment import read_environment
from functions.interpret.identity import read_identity, read_quoted_identity, read_tags
from functions.interpret.jsontext import text, typed
from functions.interpret.span import Span
from functions.model.fragment import (
    Fragment,
    ObservationFragment,
    Order,
    SessionClaim,
    TraceFragment,
)
from functions.model.json import Json, JsonObject
from functions.model.observation import ExceptionEvent, Level, Observation, ObservationType


def span_fragments(span: Span) -> list[Fragment]:
    """Return what the span says of its trace, if anything, and of itself."""
    return read_span(span, tables_for(span))


def read_span(span: Span, tables: Tables) -> list[Fragment]:
    """Return what these tables find in the span."""
    order = Order.at(span.end_ns, span.span_id)
    about_trace = _trace_fragment(span, order, tables)
    said = _observation(span, tables, about_trace)
    about_span = ObservationFragment(trace_id=span.trace_id, order=order, said=said)
    if about_trace == TraceFragment(trace_id=span.trace_id, order=order):
        return [about_span]
    return [about_trace, about_span]


def _trace_fragment(span: Span, order: Order, tables: Tables) -> TraceFragment:
    asked, answered = langfuse.trace_exchange(span)
    return TraceFragment(
        trace_id=span.trace_id,
        order=order,
        claims=tuple(_claims(span, tables.sessions)),
        name=text(span.take("langfuse.trace.name")),
        user_id=_user(span, tables.users),
        environment=_environment(span),
        release=text(span.take("langfuse.release") or span.origin.resource.get("langfuse.release")),
        version=_version(span),
        tags=read_tags(span.first(tables.tags)),
        public=_public(span),
        input=asked,
        output=answered,
        metadata=langfuse.trace_metadata(span),
    )


def _observation(span: Span, tables: Tables, about: TraceFragment) -> Observation:
    kind = _first(span, tables.types) or ObservationType.SPAN
    asked, answered = _first(span, tables.exchanges) or (None, None)
    is_generation = kind is ObservationType.GENERATION
    prompt = _first(span, tables.prompts) if is_generation else None
    is_summary = gen_ai.is_summary(span)
    name = _word(span, tables.names) or span.name or None
    model = None if is_summary else _word(span, tables.models)
    usage = None if is_summary else _first(span, tables.usages)
    cost = None if is_summary else _first(span, tables.costs)
    return Observation(
        observation_id=span.span_id,
        parent_id=span.parent_id if span.parent_id != span.span_id else None,
        as_root=_as_root(span),
        type=kind,
        name=name,
        start_ns=span.start_ns,
        end_ns=span.end_ns,
        completion_start_ns=_first(span, tables.completion_starts),
        level=_first(span, tables.levels) or Level.DEFAULT,
        status_message=text(span.first(precedence.STATUS_MESSAGES)) or span.status_message or None,
        exceptions=_exceptions(span),
        input=asked,
        output=answered,
        metadata=_metadata(span, tables.metadata),
        model=model,
        model_parameters=_first(span, tables.model_parameters) or {},
        usage=usage or {},
        cost=cost or {},
        prompt_name=prompt[0] if prompt else None,
        prompt_version=prompt[1] if prompt else None,
        environment=about.environment,
        version=about.version,
        attributes=span.rest,
        resource=span.origin.description,
    )


def _first[Found](span: Span, readers: Iterable[Reader[Found]]) -> Found | None:
    for read in readers:
        found = read(span)
        if found is not None:
            return found
    return None


def _word(span: Span, entries: Iterable[str | Reader[str]]) -> str | None:
    for entry in entries:
        found = text(span.take(entry)) if isinstance(entry, str) else entry(span)
        if found:
            return found
    return None


def _claims(span: Span, sessions: Iterable[tuple[int, str]]) -> Iterator[SessionClaim]:
    for rank, key in sessions:
        session_id = _identity(span, key)
        if session_id:
            root_only = key in precedence.ROOT_ONLY_SESSIONS
            yield SessionClaim(
                rank=rank,
                session_id=session_id,
                observation_id=span.span_id if root_only else None,
                root_only=root_only,
            )


def _user(span: Span, users: Iterable[str]) -> str | None:
    for key in users:
        user = _identity(span, key)
        if user:
            return user
    return None


def _identity(span: Span, key: str) -> str | None:
    if key not in span.attributes:
        return None
    is_quoted = any(part in key for part in precedence.QUOTED_IDENTITIES)
    return (read_quoted_identity if is_quoted else read_identity)(span.take(key))


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


def _metadata(span: Span, readers: Sequence[Reader[JsonObject]]) -> JsonObject:
    merged: dict[str, Json] = {}
    for read in reversed(readers):
        merged |= read(span) or {}
    return merged

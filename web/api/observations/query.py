"""What may be asked of a list of observations, as parameters and as `filter`."""

from typing import Annotated

from fastapi import Query, Request

from functions.model.observation import Level, ObservationType
from functions.store.lists import Lists
from functions.store.walk import Period, Row, Walk
from web.api.errors import InvalidParameterError
from web.api.listing.column import Column, Kind
from web.api.listing.condition import Condition, NullCondition
from web.api.listing.filter import Filter, parse_filter
from web.api.listing.listing import Listing, Order
from web.api.listing.plain import Conditions, any_of, equal, is_so, period
from web.api.moment import Moment
from web.api.observations.columns import COLUMNS, trace_start
from web.api.observations.reader import TraceReader
from web.api.observations.row import Listed
from web.api.observations.walk import ObservationWalk, OneTraceWalk, read_listed

PLAIN = (
    "name",
    "userId",
    "type",
    "traceId",
    "level",
    "parentObservationId",
    "environment",
    "fromStartTime",
    "toStartTime",
    "version",
)
"""The parameters that both lists have beside `filter`."""

_MINUTE_NS = 60 * 10**9
_HOUR_NS = 60 * _MINUTE_NS


def plain_conditions(
    *,
    name: str | None = None,
    user_id: Annotated[str | None, Query(alias="userId")] = None,
    type: ObservationType | None = None,  # noqa: A002
    trace_id: Annotated[str | None, Query(alias="traceId")] = None,
    level: Level | None = None,
    parent: Annotated[
        str | None,
        Query(alias="parentObservationId", description="Empty for those without a parent."),
    ] = None,
    environment: Annotated[list[str] | None, Query()] = None,
    from_start_time: Annotated[Moment | None, Query(alias="fromStartTime")] = None,
    to_start_time: Annotated[Moment | None, Query(alias="toStartTime")] = None,
    version: str | None = None,
) -> list[Condition]:
    """Return the plain parameters in the filter language."""
    texts = {
        "name": name,
        "userId": user_id,
        "type": type,
        "traceId": trace_id,
        "level": level,
        "version": version,
    }
    return [
        *(each for column, text in texts.items() for each in equal(column, text)),
        *any_of("environment", environment),
        *period("startTime", from_start_time, to_start_time),
        *_parent(parent),
    ]


def _parent(parent: str | None) -> Conditions:
    if parent == "":
        return [NullCondition(column="parentObservationId", operator="is null")]
    return equal("parentObservationId", parent)


def newest_conditions(
    session_id: Annotated[str | None, Query(alias="sessionId")] = None,
    is_root: Annotated[bool | None, Query(alias="isRootObservation")] = None,
) -> list[Condition]:
    """Return the parameters that only the newer list has, in the filter language."""
    return [*equal("sessionId", session_id), *is_so("isRootObservation", is_root)]


def wanted_steps(text: str | None, plain: list[Condition]) -> Filter[Row[Listed]]:
    """Return what is wanted: by `filter`, and by the parameters about other columns.

    Raises:
        InvalidParameterError: the filter is not in the language.

    """
    return parse_filter(text, COLUMNS).beside(plain)


def check_search(wanted: Filter[Row[Listed]]) -> None:
    """Hold a search in inputs and outputs to the newer list's rule.

    Raises:
        InvalidParameterError: nothing in it is looked for whole.

    """
    said = [each for each in wanted.conditions if each.column in ("input", "output")]
    if said and not any(each.operator in ("=", "matches") for each in said):
        raise InvalidParameterError(
            "filter", "a filter on input or output needs '=' or 'matches' on one of them"
        )


def observation_listing(
    lists: Lists,
    reader: TraceReader,
    project: str,
    wanted: Filter[Row[Listed]],
    request: Request,
) -> Listing[Listed]:
    """Return the list of what is wanted, walked where there is least else."""
    return Listing(
        project=project,
        name=f"observations?{_asked(request)}",
        walks=(_walk(lists, reader, project, wanted),),
        read=lambda positions: read_listed(reader, positions),
        wanted=wanted,
        natural=Order(column=Column(Kind.TIME, trace_start)),
    )


def _asked(request: Request) -> str:
    """Return what decides which observations a list holds."""
    pairs = request.query_params.multi_items()
    return repr(sorted(each for each in pairs if each[0] not in ("page", "limit")))


def _walk(
    lists: Lists, reader: TraceReader, project: str, wanted: Filter[Row[Listed]]
) -> Walk[Listed]:
    trace_id = wanted.value("traceId")
    if trace_id is not None:
        return OneTraceWalk(project=project, trace_id=trace_id, reader=reader)
    session_id, user_id = wanted.value("sessionId"), wanted.value("userId")
    if session_id:
        turns = lists.turns_of_session(project, session_id)
    elif user_id:
        turns = lists.turns_of_user(project, user_id, _period(wanted))
    else:
        turns = lists.turns(project, _period(wanted))
    return ObservationWalk(turns=turns, reader=reader, wanted=wanted)


def _period(wanted: Filter[Row[Listed]]) -> Period:
    """Return when the traces began that are looked at: up to an hour before, a minute after."""
    since, until = wanted.period_ns("startTime")
    return (
        None if since is None else since - _HOUR_NS,
        None if until is None else until + _MINUTE_NS,
    )

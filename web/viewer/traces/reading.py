"""A trace as a request names it, read and folded."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from fastapi import Depends, Header

from functions.interpret.media import MediaFound
from functions.interpret.trace import build_trace
from functions.model.errors import NotFoundError, TooLargeError
from functions.model.observation import Observation
from functions.model.trace import Trace
from functions.model.turn import Turn
from functions.store.keys import key_id
from functions.store.lists import Lists, lists
from functions.store.media import MediaTable, media_table
from functions.store.table import SessionTable
from web.pages.inspect.opened import OpenedTrace
from web.pages.links import key_to_id
from web.viewer.person import ProjectId
from web.viewer.tables import Table

_LOOKED_AT = 100
"""Turns of a session, of the hour of one and before, among which the one before it is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What traces are read from."""

    table: SessionTable
    lists: Lists
    media: MediaTable

    def open(self, project: str, key: str) -> OpenedTrace:
        """Return a trace: one Query of its chunks, and one of its media where it has any.

        The turn before is read where a prompt is compared with it: one Query of 100 heads at
        most, and one of its chunks.

        Raises:
            NotFoundError: nothing is known of it.

        """
        found = MediaFound()
        trace_id = key_to_id(key)
        trace = build_trace(trace_id, self.table.read_chunks(project, trace_id), found)
        links = self.media.links(project, trace_id) if found.inline or found.named else ()
        return OpenedTrace(
            project=project,
            key=key,
            trace=trace,
            earlier=cache(lambda: self._before(project, trace)),
            media_sizes={each.media_id: each.size_bytes for each in links},
        )

    def _before(self, project: str, trace: Trace) -> Sequence[Observation]:
        """Return the observations of the turn before; none where it cannot be read."""
        turn = self._turn_before(project, trace)
        if turn is None:
            return ()
        try:
            chunks = self.table.read_chunks(project, turn.trace_id)
        except (NotFoundError, TooLargeError):
            return ()
        return build_trace(turn.trace_id, chunks).observations

    def _turn_before(self, project: str, trace: Trace) -> Turn | None:
        began_ns = trace.began_ns
        if not trace.session_id or began_ns is None:
            return None
        walk = self.lists.turns_of_session(project, trace.session_id, trace.start_ns)
        turns = (row.value for row in walk(_LOOKED_AT, None).rows)
        own = key_id(trace.trace_id)
        return max(
            (
                each
                for each in turns
                if key_id(each.trace_id) != own
                and each.began_ns is not None
                and each.began_ns <= began_ns
            ),
            key=lambda each: each.began_ns or 0,
            default=None,
        )


def reading(
    table: Table,
    found: Annotated[Lists, Depends(lists)],
    media: Annotated[MediaTable, Depends(media_table)],
) -> Reading:
    """Return what traces are read from."""
    return Reading(table=table, lists=found, media=media)


def opened_trace(
    project: ProjectId, key: str, source: Annotated[Reading, Depends(reading)]
) -> OpenedTrace:
    """Return the trace that a request names.

    Raises:
        NotFoundError: nothing is known of it.

    """
    return source.open(project, key)


def is_fragment(hx_request: Annotated[str, Header()] = "") -> bool:
    """Tell whether a script asks, which puts the answer into a page; pages do not ask so."""
    return hx_request == "true"


type Opened = Annotated[OpenedTrace, Depends(opened_trace)]
type IsFragment = Annotated[bool, Depends(is_fragment)]

"""A session as a file, at once; the offer of a job where it is too large for that."""

import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from functions.model.errors import MalformedError, TooLargeError
from functions.store.remarks import remark_table
from functions.store.table import session_table
from web.api.fit import MOST_GZIPPED, fits
from web.export.formats import FileFormat, file_name, write
from web.export.session import SessionSource
from web.pages.export_view import offer_context
from web.pages.language import say
from web.pages.links import key_to_id
from web.pages.render import export_page
from web.viewer.page import Page, shell
from web.viewer.person import ProjectId

router = APIRouter()

_MOST = 24_000_000
"""Bytes that are collected before anything is known of their size when compressed."""

_LONGEST_S = 15.0


def session_source() -> SessionSource:
    """Return what reads sessions for files."""
    return SessionSource(session_table(), remark_table(), indexed=True)


type Source = Annotated[SessionSource, Depends(session_source)]


@router.api_route("/p/{project}/sessions/{key}/export.{ending}", methods=["GET", "HEAD"])
def export_session(  # noqa: PLR0913, RUF100 - one parameter for each of its choices
    request: Request,
    project: ProjectId,
    key: str,
    ending: FileFormat,
    source: Source,
    turns: Annotated[str, Query()] = "",
    reader: Annotated[str, Query(alias="for")] = "",
) -> Response:
    """Return a session, or some of its turns, as a file."""
    for_model = reader == "model"
    wanted = read_turns(turns)
    exported = source.read(project, key_to_id(key), wanted, with_remarks=not for_model)
    pieces = write(exported, ending, _now_ms(), for_model=for_model)
    takes_gzip = "gzip" in request.headers.get("accept-encoding", "")
    try:
        body = collected(pieces, takes_gzip=takes_gzip)
    except TooLargeError:
        return _offer(project, key, ending)
    name = file_name(exported.session, ending)
    return Response(
        body,
        media_type=ending.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _offer(project: str, key: str, file_format: FileFormat) -> Page:
    context = offer_context(shell(say("export.title"), project), key, file_format)
    return Page(export_page(context), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def read_turns(text: str) -> range | None:
    """Return the turns that `3` or `5-8` names, None for all of them.

    Raises:
        MalformedError: it names none.

    """
    if not text:
        return None
    first, _, last = text.partition("-")
    if not all(each.isascii() and each.isdigit() for each in (first, last or first)):
        raise MalformedError("turns: a number, or two with a hyphen between them")
    return range(int(first[:9]), int((last or first)[:9]) + 1)


def collected(pieces: Iterator[str], *, takes_gzip: bool) -> bytes:
    """Return what the pieces make, if a function may return it.

    Raises:
        TooLargeError: they are too many, or take too long to read.

    """
    # What is not gzipped may be sent as base64 too: the adapter knows only some types as text.
    most = _MOST if takes_gzip else MOST_GZIPPED
    deadline = time.monotonic() + _LONGEST_S
    found = bytearray()
    for piece in pieces:
        found += piece.encode(errors="replace")
        if len(found) > most or time.monotonic() > deadline:
            raise _too_large()
    body = bytes(found)
    if not fits(body, takes_gzip=takes_gzip):
        raise _too_large()
    return body


def _too_large() -> TooLargeError:
    return TooLargeError("the session is too large to be returned at once")


def _now_ms() -> int:
    return time.time_ns() // 1_000_000

"""An observation of a trace beside another page; without scripts, its place on the trace's page."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from functions.model.errors import NotFoundError
from web.pages.inspect.canvas import Canvas
from web.pages.inspect.opened import OpenedTrace
from web.pages.inspect.step_view import row_url, step_view
from web.pages.inspect.view import FragmentContext
from web.pages.media_view import PageMedia
from web.pages.render import fragment
from web.viewer.page import Page
from web.viewer.traces.reading import IsFragment, Opened

router = APIRouter()

_ELEMENTS = 4_000
_CHARACTERS = 400_000


@router.api_route("/p/{project}/traces/{key}/steps", methods=["GET", "HEAD"])
def read_step_by_id(opened: Opened, asked_by_script: IsFragment, id: str) -> Response:  # noqa: A002
    """Show the observation of an id."""
    return _step(opened, opened.number_of(id), fragment_asked=asked_by_script)


@router.api_route("/p/{project}/traces/{key}/steps/{number}", methods=["GET", "HEAD"])
def read_step(opened: Opened, asked_by_script: IsFragment, number: int) -> Response:
    """Show observation `number`."""
    return _step(opened, number, fragment_asked=asked_by_script)


def _step(opened: OpenedTrace, number: int | None, *, fragment_asked: bool) -> Response:
    row = opened.row(number) if number is not None else None
    if row is None:
        raise NotFoundError("observation")
    if not fragment_asked:
        return RedirectResponse(row_url(opened.project, opened.key, row.number), 303)
    view = step_view(row, opened, canvas_of(opened))
    return Page(fragment(FragmentContext(step=view)))


def canvas_of(opened: OpenedTrace) -> Canvas:
    """Return what one fragment is written on."""
    media = PageMedia(opened.project, opened.media_sizes)
    return Canvas(media, elements=_ELEMENTS, characters=_CHARACTERS)

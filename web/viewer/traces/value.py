"""One value of a trace or of an observation: as text, and piece by piece for a page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi import Path as PathValue
from fastapi.responses import PlainTextResponse, Response
from markupsafe import Markup

from functions.model.chat.message import Message
from functions.model.errors import NotFoundError
from functions.model.json import Json, is_absent
from web.pages.inspect.message_view import message_text, whole_message
from web.pages.inspect.opened import OpenedTrace
from web.pages.inspect.value_view import Place, message_views, value_view
from web.pages.inspect.view import FragmentContext
from web.pages.media_view import escaped
from web.pages.pretty import printed
from web.pages.render import fragment
from web.replay.prompts import Prompt, messages_in
from web.viewer.page import Page
from web.viewer.traces.reading import IsFragment, Opened
from web.viewer.traces.step import canvas_of

router = APIRouter()

_MOST = 5_000_000
"""Characters of one text; a function answers with 6 MB at most."""

_MOST_ON_A_PAGE = 2_000_000


def place(opened: Opened, step: Annotated[int, PathValue(ge=0)], name: str) -> Place:
    """Return where the value stands that a request names."""
    return Place(project=opened.project, key=opened.key, step=step, name=name)


def value(opened: Opened, where: Annotated[Place, Depends(place)]) -> Json:
    """Return the value that a request names.

    Raises:
        NotFoundError: nothing was said there.

    """
    found = opened.value(where.step, where.name)
    if is_absent(found):
        raise NotFoundError("value")
    return found


type Where = Annotated[Place, Depends(place)]
type Value = Annotated[Json, Depends(value)]


@router.api_route("/p/{project}/traces/{key}/values/{step}/{name}", methods=["GET", "HEAD"])
def read_value(  # noqa: PLR0913, RUF100 - one parameter for each that the address may have
    opened: Opened,
    where: Where,
    found: Value,
    asked_by_script: IsFragment,
    first: Annotated[int | None, Query(alias="from", ge=0)] = None,
    end: Annotated[int, Query(alias="to", ge=0)] = 0,
    all: bool = False,  # noqa: A002
) -> Response:
    """Return a value as text that no browser takes for anything else, or as part of a page."""
    if not asked_by_script:
        return _text(printed(found))
    if first is not None:
        stretches = message_views(found, where, first, end, canvas_of(opened))
        return Page(fragment(FragmentContext(stretches=stretches, url=where.url)))
    if all:
        return Page(fragment(FragmentContext(text=_on_a_page(found, opened))))
    view = value_view(found, where, canvas_of(opened), prompt=_prompt(opened, where))
    return Page(fragment(FragmentContext(value=view)))


@router.api_route(
    "/p/{project}/traces/{key}/values/{step}/{name}/{number}", methods=["GET", "HEAD"]
)
def read_message(
    opened: Opened,
    where: Where,
    found: Value,
    asked_by_script: IsFragment,
    number: Annotated[int, PathValue(ge=0)],
) -> Response:
    """Return one message of a value, whole."""
    message = _message(found, number)
    if not asked_by_script:
        return _text(message_text(message))
    view = whole_message(message, where.message(number), canvas_of(opened))
    return Page(fragment(FragmentContext(message=view)))


def _message(found: Json, number: int) -> Message:
    messages = messages_in(found)
    if number >= len(messages):
        raise NotFoundError("message")
    return messages[number]


def _prompt(opened: OpenedTrace, where: Place) -> Prompt | None:
    row = opened.row(where.step)
    return opened.prompts.of(row.observation) if row and where.name == "input" else None


def _on_a_page(found: Json, opened: OpenedTrace) -> Markup:
    text = printed(found)
    rest = len(text) - _MOST_ON_A_PAGE
    return escaped(text[:_MOST_ON_A_PAGE] + ("…" if rest > 0 else ""), canvas_of(opened).media)


def _text(text: str) -> PlainTextResponse:
    """Return a text; of one too long for an answer the beginning, which says so at its end."""
    if len(text) > _MOST:
        text = f"{text[:_MOST]}\n… {len(text) - _MOST:,} more characters"
    return PlainTextResponse(text.encode(errors="replace"))

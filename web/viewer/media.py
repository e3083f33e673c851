"""A piece of media for a person: the way to its bytes in the bucket, which no page carries."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import RedirectResponse

from functions.model.errors import NotFoundError
from functions.model.media import is_media_id
from functions.store.media import MediaTable, media_table
from web.viewer.person import ProjectId

router = APIRouter()

_URL_S = 900
_KEPT_S = 600
"""How long a browser goes the same way again; the address it leads to is good for longer."""

type Media = Annotated[MediaTable, Depends(media_table)]


@router.api_route("/p/{project}/media/{media_id}", methods=["GET", "HEAD"])
def read_media(project: ProjectId, media_id: str, media: Media) -> RedirectResponse:
    """Lead to media for some minutes; what could run in a browser is only saved there."""
    row = media.read(project, media_id) if is_media_id(media_id) else None
    if row is None:
        raise NotFoundError("media")
    return RedirectResponse(
        media.objects.download_url(row, _URL_S),
        HTTPStatus.FOUND,
        {"Cache-Control": f"private, max-age={_KEPT_S}"},
    )

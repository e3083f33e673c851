"""Stylesheet and scripts; their address names their content, so browsers keep them for ever."""

from fastapi import APIRouter, Response

from functions.model.errors import NotFoundError
from web.pages.static_files import static_files, static_url

router = APIRouter()

_FOR_EVER = "public, max-age=31536000, immutable"
_NOT_AT_ALL = "no-cache"


@router.api_route("/static/{digest}/{name:path}", methods=["GET", "HEAD"])
def read_static(digest: str, name: str) -> Response:
    """Return a file; one of another version is not to be kept under this address."""
    file = static_files().get(name)
    if file is None:
        raise NotFoundError("file")
    current = static_url().endswith(f"/{digest}")
    return Response(
        file.content,
        media_type=file.media_type,
        headers={"Cache-Control": _FOR_EVER if current else _NOT_AT_ALL},
    )

"""The reference of the API, as a page: open to all, as the document is that it is made of."""

from fastapi import APIRouter

from web.api.mount import PREFIX, api_document
from web.pages.language import say
from web.pages.reference_view import reference_context
from web.pages.render import reference_page
from web.viewer.page import Page, shell

router = APIRouter()


@router.api_route(f"{PREFIX}/docs", methods=["GET", "HEAD"])
def read_reference() -> Page:
    """Show what the API can do."""
    return Page(reference_page(reference_context(api_document(), shell(say("api.title")))))

"""The page of a trace, and its tree as a fragment of others."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from web.pages.inspect.trace_view import trace_context
from web.pages.inspect.tree_view import tree_view
from web.pages.inspect.view import FragmentContext
from web.pages.links import key_to_id, trace_url
from web.pages.render import fragment, trace_page
from web.viewer.page import Page, shell
from web.viewer.tables import Table
from web.viewer.traces.reading import IsFragment, Opened

router = APIRouter()

type First = Annotated[int, Query(alias="from", ge=1)]


@router.api_route("/p/{project}/traces/{key}", methods=["GET", "HEAD"])
def read_trace(opened: Opened, table: Table, first: First = 1) -> Page:
    """Show a trace."""
    trace = opened.trace
    context = trace_context(
        opened,
        shell=shell(trace.name or trace.trace_id, opened.project),
        first=first,
        failure=table.read_failure(opened.project, key_to_id(opened.key)) or "",
    )
    return Page(trace_page(context))


@router.api_route("/p/{project}/traces/{key}/tree", methods=["GET", "HEAD"])
def read_tree(opened: Opened, asked_by_script: IsFragment, first: First = 1) -> Response:
    """Show the tree of a trace inside another page."""
    if not asked_by_script:
        return RedirectResponse(trace_url(opened.project, opened.key, first=first), 303)
    return Page(fragment(FragmentContext(tree=tree_view(opened, first))))

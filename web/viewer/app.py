"""The viewer: pages for people, with the JSON read API under `/api/public`."""

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from web.api.mount import include_api
from web.viewer import (
    assets,
    comparison,
    media,
    preference_form,
    publications,
    reference,
    sdk_links,
    session,
    stars,
    trace_list,
    traces,
    user_list,
)
from web.viewer.erasing import routes as erasing
from web.viewer.exports import jobs as export_jobs
from web.viewer.exports import session_file
from web.viewer.judging import configs as score_configs
from web.viewer.judging import routes as judging
from web.viewer.path import PathAsSent
from web.viewer.refusal import SafetyNet, add_error_handlers
from web.viewer.review import routes as review
from web.viewer.security import Security
from web.viewer.session_list import routes as session_list
from web.viewer.speaking import Speaking

_WORTH_COMPRESSING = 1024
_PAGES = (
    comparison,
    session_file,
    export_jobs,
    session_list,
    session,
    stars,
    trace_list,
    user_list,
    traces,
    judging,
    score_configs,
    erasing,
    review,
    media,
    publications,
    preference_form,
    reference,
    sdk_links,
    assets,
)


def create_app() -> FastAPI:
    """Return the viewer; it reads its environment when the first page is asked for."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    for module in _PAGES:
        app.include_router(module.router)
    include_api(app)
    add_error_handlers(app)
    # The last one added meets a request first.
    app.add_middleware(SafetyNet)
    app.add_middleware(Security)
    app.add_middleware(Speaking)
    app.add_middleware(GZipMiddleware, minimum_size=_WORTH_COMPRESSING, compresslevel=5)
    app.add_middleware(PathAsSent)
    return app

"""The JSON read API: what Langfuse's SDKs read, under the paths where they look for it."""

from fastapi import FastAPI

from web.api import absent, comments, deletions, health, media, projects
from web.api.errors import add_error_handlers
from web.api.observations import by_cursor as observations_by_cursor
from web.api.observations import by_id as observation
from web.api.observations import numbered as observations_numbered
from web.api.openapi import DescribedApi, operation_id
from web.api.scores import by_cursor as scores_by_cursor
from web.api.scores import by_id as score
from web.api.scores import configs as score_configs
from web.api.scores import numbered as scores_numbered
from web.api.sessions import marks
from web.api.sessions import routes as sessions
from web.api.traces import routes as traces
from web.api.version import VERSION

_MODULES = (
    absent,
    comments,
    deletions,
    health,
    marks,
    media,
    observations_by_cursor,
    observations_numbered,
    observation,
    projects,
    score,
    score_configs,
    scores_numbered,
    scores_by_cursor,
    sessions,
    traces,
)


def create_api() -> FastAPI:
    """Return the API as an application of its own, so that all its failures are JSON."""
    api = DescribedApi(
        title="Reprise",
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=operation_id,
    )
    for module in _MODULES:
        api.include_router(module.router)
    add_error_handlers(api)
    return api

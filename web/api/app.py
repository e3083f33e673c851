"""The JSON read API: what Langfuse's SDKs read, under the paths where they look for it."""

from fastapi import FastAPI

from web.api import (
    absent,
    comments,
    deletions,
    health,
    marks,
    media,
    observation,
    projects,
    score,
    score_configs,
    score_list,
    scores_v3,
    sessions,
    traces,
)
from web.api.errors import add_error_handlers
from web.api.observation_list import by_cursor as observations_by_cursor
from web.api.observation_list import numbered as observations_by_number
from web.api.openapi import DescribedApi, operation_id
from web.api.version import VERSION

_MODULES = (
    absent,
    comments,
    deletions,
    health,
    marks,
    media,
    observations_by_cursor,
    observations_by_number,
    observation,
    projects,
    score,
    score_configs,
    score_list,
    scores_v3,
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

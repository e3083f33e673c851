"""What Langfuse has and this service has not, in the form that its SDKs fall back on.

They ask for the keys first, as Langfuse does: whoever has the wrong ones is told so, instead of
that there is no prompt of that name.
"""

from fastapi import APIRouter, Depends

from functions.model.errors import NotFoundError
from web.api.auth import authorized
from web.api.route import JsonRoute

router = APIRouter(
    route_class=JsonRoute, include_in_schema=False, dependencies=[Depends(authorized)]
)

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]
_ABSENT = {
    "prompts": ("/prompts", "/v2/prompts"),
    "datasets": ("/datasets", "/v2/datasets", "/dataset-items", "/dataset-run-items"),
    "annotation queues": ("/annotation-queues",),
    "models": ("/models",),
    "metrics": ("/metrics", "/v2/metrics"),
}


def _add(things: str, path: str) -> None:
    @router.api_route(path, methods=_METHODS)
    @router.api_route(path + "/{_rest:path}", methods=_METHODS)
    def refuse() -> None:
        raise NotFoundError(f"Reprise keeps no {things}")


for _things, _paths in _ABSENT.items():
    for _path in _paths:
        _add(_things, _path)

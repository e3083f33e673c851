"""The document that describes the API: FastAPI's, with what FastAPI cannot know.

That is the shape of failures, which every route shares, and the routes of ingest, which are
another function's.
"""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from web.api.errors import Failure
from web.api.writes import WRITES, Write

SERVER = "/api/public"
"""Where every path of the document stands, but those at the root of the host."""

ABOUT = """\
What Langfuse's SDKs write and read, under the paths where they look for it; and what Langfuse \
lacks. Times are ISO 8601 in UTC with milliseconds. An unknown parameter is refused by name. Ids \
may hold any characters: in a path they are percent-encoded. There are no prompts, datasets, \
annotation queues, models or metrics here: their paths answer 404 in the form that SDKs fall \
back on.
"""

_REF = "#/components/schemas/{model}"
_KEY_PAIR: dict[str, list[str]] = {"keyPair": []}
_PUBLIC_KEY: dict[str, list[str]] = {"publicKey": []}
_BEARER = {
    "type": "http",
    "scheme": "bearer",
    "description": "The public key alone: it may send scores, from a browser for instance.",
}

type Schemas = dict[str, Any]


def operation_id(route: APIRoute) -> str:
    """Return the name of a route's function, with the version that its path begins with."""
    version = route.path.split("/")[1]
    return f"{route.name}_{version}" if version in ("v2", "v3") else route.name


class DescribedApi(FastAPI):
    """An API that gives out its whole document, made once."""

    def openapi(self) -> dict[str, Any]:
        """Return the document."""
        if self.openapi_schema is None:
            self.openapi_schema = document(self)
        return self.openapi_schema


def document(api: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of the API and of ingest's routes."""
    found = get_openapi(
        title=api.title,
        version=api.version,
        description=ABOUT,
        routes=api.routes,
        servers=[{"url": SERVER}],
    )
    schemas: Schemas = found["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    failure = _schema(Failure, schemas)
    for path, operation in _operations(found):
        operation["responses"].pop("422", None)
        _name_answers(operation["responses"])
        _add_failures(operation, _read_failures(path, operation), failure)
    for write in WRITES:
        found["paths"].setdefault(write.path, {}).update(_path(write, schemas, failure))
    found["components"]["securitySchemes"]["publicKey"] = _BEARER
    return found


def _operations(found: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in found["paths"].items():
        for operation in item.values():
            yield path, operation


def _name_answers(answers: dict[str, Any]) -> None:
    for status, answer in answers.items():
        if answer["description"] == "Successful Response":
            answer["description"] = HTTPStatus(int(status)).phrase


def _read_failures(path: str, operation: Mapping[str, Any]) -> Iterator[HTTPStatus]:
    named = {each["name"] for each in operation.get("parameters", ())}
    yield HTTPStatus.BAD_REQUEST
    if "security" in operation:
        yield from (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    if "{" in path or "id" in named:
        yield HTTPStatus.NOT_FOUND
    yield HTTPStatus.SERVICE_UNAVAILABLE


def _add_failures(
    operation: dict[str, Any], statuses: Iterator[HTTPStatus] | tuple[HTTPStatus, ...], failure: Any
) -> None:
    for status in statuses:
        content = {"application/json": {"schema": failure}}
        answer = {"description": status.phrase, "content": content}
        operation["responses"].setdefault(str(status.value), answer)


_WRITE_FAILURES = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.SERVICE_UNAVAILABLE,
)


def _path(write: Write, schemas: Schemas, failure: Any) -> dict[str, Any]:
    """Return the path item of a route of ingest."""
    operation = {
        "tags": [write.tag],
        "summary": write.summary,
        "operationId": write.name,
        "requestBody": {"required": True, "content": _content(write.accepts, schemas)},
        "responses": {
            str(status.value): {
                "description": status.phrase,
                "content": _content({"application/json": kind}, schemas),
            }
            for status, kind in write.answers.items()
        },
        "security": _keys(write),
    }
    _add_failures(operation, _WRITE_FAILURES, failure)
    return {write.method: operation} | ({"servers": [{"url": "/"}]} if write.at_root else {})


def _keys(write: Write) -> list[dict[str, list[str]]]:
    if not write.needs_key:
        return []
    return [_KEY_PAIR, _PUBLIC_KEY] if write.public_key else [_KEY_PAIR]


def _content(bodies: Mapping[str, Any], schemas: Schemas) -> dict[str, Any]:
    return {
        media_type: {"schema": {} if kind is None else _schema(kind, schemas)}
        for media_type, kind in bodies.items()
    }


def _schema(kind: Any, schemas: Schemas) -> Any:
    """Return the schema of a type; those that it refers to are put beside the others."""
    found = TypeAdapter(kind).json_schema(ref_template=_REF)
    schemas.update(found.pop("$defs", {}))
    if not isinstance(kind, type):
        return found
    schemas[kind.__name__] = found
    return {"$ref": _REF.format(model=kind.__name__)}

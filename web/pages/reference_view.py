"""An OpenAPI document → the context of its page."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from markupsafe import Markup, escape

from web.pages.context import ReferenceContext
from web.pages.markdown import markdown
from web.pages.reference import BodyView, FieldView, ObjectView, OperationGroup, OperationView
from web.pages.view import Shell

_METHODS = ("get", "post", "put", "patch", "delete")
_KEYS = {"keyPair": "the project's key pair", "publicKey": "the public key alone"}
_BOUNDS = {
    "minimum": "from",
    "maximum": "to",
    "exclusiveMinimum": "above",
    "exclusiveMaximum": "below",
    "minLength": "at least",
    "maxLength": "at most",
    "minItems": "at least",
    "maxItems": "at most",
}
_COUNTED = {"minLength": "characters", "maxLength": "characters", "maxItems": "items"}

type Schema = Mapping[str, Any]


def reference_context(document: Mapping[str, Any], shell: Shell) -> ReferenceContext:
    """Return the reference of an API as its document has it."""
    info = document["info"]
    return ReferenceContext(
        shell=shell,
        version=info["version"],
        words=markdown(info.get("description", "")),
        groups=_groups(document),
        objects=tuple(
            _object(name, schema) for name, schema in document["components"]["schemas"].items()
        ),
    )


def _groups(document: Mapping[str, Any]) -> tuple[OperationGroup, ...]:
    found: dict[str, list[OperationView]] = defaultdict(list)
    base = document["servers"][0]["url"]
    for path, item in document["paths"].items():
        whole = path if "servers" in item else base + path
        for method in _METHODS:
            if method in item:
                found[_tag(item[method])].append(_operation(method, whole, item[method]))
    return tuple(
        OperationGroup(name=name, operations=tuple(sorted(each, key=lambda one: one.path)))
        for name, each in sorted(found.items())
    )


def _tag(operation: Schema) -> str:
    return str(next(iter(operation.get("tags", ())), "other"))


def _operation(method: str, path: str, operation: Schema) -> OperationView:
    return OperationView(
        anchor=operation["operationId"],
        method=method.upper(),
        path=path,
        words=markdown(operation.get("description") or operation.get("summary", "")),
        keys=" or ".join(
            _KEYS.get(name, name) for each in operation.get("security", ()) for name in each
        ),
        parameters=tuple(_parameter(each) for each in operation.get("parameters", ())),
        bodies=tuple(_bodies("Sent", operation.get("requestBody", {}))),
        answers=tuple(
            chain.from_iterable(
                _bodies(f"{status} {answer['description']}", answer)
                for status, answer in sorted(operation["responses"].items())
            )
        ),
    )


def _bodies(name: str, said: Schema) -> Iterator[BodyView]:
    content = said.get("content", {})
    for media_type, each in content.items():
        yield BodyView(name=name, media_type=media_type, kind=_kind(each.get("schema", {})))
    if not content and said:
        yield BodyView(name=name, media_type="", kind=Markup())


def _parameter(said: Schema) -> FieldView:
    return FieldView(
        name=said["name"],
        kind=_kind(said["schema"]),
        required=said.get("required", False),
        place=said["in"],
        words=markdown(said.get("description", "")),
    )


def _object(name: str, schema: Schema) -> ObjectView:
    required = set(schema.get("required", ()))
    fields = schema.get("properties", {})
    return ObjectView(
        anchor=_anchor(name),
        name=name,
        words=markdown(schema.get("description", "")),
        fields=tuple(
            FieldView(
                name=each,
                kind=_kind(said),
                required=each in required,
                place="",
                words=markdown(said.get("description", "")),
            )
            for each, said in fields.items()
        ),
    )


def _anchor(name: str) -> str:
    return f"object-{name}"


def _kind(schema: Schema) -> Markup:
    """Return what a value must be, in words."""
    parts = [_type(schema), *_bounds(schema)]
    if "default" in schema and schema["default"] is not None:
        parts.append(Markup("default {}").format(json.dumps(schema["default"])))
    return Markup(", ").join(part for part in parts if part)


def _type(schema: Schema) -> Markup:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return Markup('<a href="#{}">{}</a>').format(_anchor(name), name)
    if "const" in schema:
        return _words([schema["const"]])
    if "enum" in schema:
        return _words(schema["enum"])
    for each in ("anyOf", "oneOf"):
        if each in schema:
            return Markup(" or ").join(_kind(one) for one in schema[each])
    return _plain_type(schema)


def _plain_type(schema: Schema) -> Markup:
    kind = schema.get("type", "any value")
    if kind == "array":
        return Markup("list of {}").format(_kind(schema.get("items", {})))
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        return Markup("object of {}").format(_kind(schema["additionalProperties"]))
    return escape(schema.get("format", kind))


def _words(values: Iterable[Any]) -> Markup:
    code = Markup('<code translate="no">{}</code>')
    return Markup(" | ").join(code.format(each) for each in values)


def _bounds(schema: Schema) -> Iterator[Markup]:
    for name, word in _BOUNDS.items():
        if name in schema:
            yield escape(f"{word} {schema[name]} {_COUNTED.get(name, '')}".strip())

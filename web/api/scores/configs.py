"""`/score-configs`: what the scores of a project may be."""

import time
from dataclasses import replace
from itertools import islice
from typing import Annotated, Any, Literal, Self
from uuid import uuid4

from fastapi import APIRouter, Depends
from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError, ValidationInfo, field_validator

from functions.model.errors import NotFoundError
from functions.model.score import DataType
from functions.model.score_config import BOOLEAN_CATEGORIES, Category, ScoreConfig
from functions.store.score_configs import ScoreConfigTable, score_config_table
from web.api.auth import ProjectId, authorized
from web.api.paging import AskedPage, Meta, only
from web.api.route import JsonRoute
from web.api.wire import Timestamp, Wire, wire_time

router = APIRouter(
    route_class=JsonRoute, tags=["score configs"], dependencies=[Depends(authorized)]
)

_MOST = 10_000
"""Configs that are looked at."""

_CATEGORIES = 200
_LABEL = 200
_DESCRIPTION = 5_000
_NS_IN_MS = 1_000_000

type Configs = Annotated[ScoreConfigTable, Depends(score_config_table)]
type ConfigType = Literal["NUMERIC", "BOOLEAN", "CATEGORICAL", "TEXT"]
type Number = Annotated[float, Field(allow_inf_nan=False)]
type Name = Annotated[str, Field(pattern=r"^[a-zA-Z0-9_ .()\-]{1,35}$")]


class CategoryBody(Wire):
    """One of the values of a CATEGORICAL score."""

    value: Number
    label: Annotated[str, Field(min_length=1, max_length=_LABEL)]


class NewScoreConfig(Wire):
    """What a config is to be; `categories` of a CATEGORICAL one, a range of a NUMERIC one."""

    name: Name
    data_type: ConfigType
    description: Annotated[str, Field(max_length=_DESCRIPTION)] | None = None
    min_value: Number | None = None
    max_value: Number | None = None
    categories: Annotated[list[CategoryBody], Field(max_length=_CATEGORIES)] | None = Field(
        default=None, validate_default=True
    )

    @field_validator("min_value", "max_value")
    @classmethod
    def _only_numbers_have_a_range(cls, value: float | None, info: ValidationInfo) -> float | None:
        if value is not None and info.data.get("data_type", "NUMERIC") != "NUMERIC":
            raise ValueError("only for NUMERIC")
        return value

    @field_validator("max_value")
    @classmethod
    def _a_range_has_two_ends(cls, value: float | None, info: ValidationInfo) -> float | None:
        least = info.data.get("min_value")
        if value is not None and least is not None and value <= least:
            raise ValueError("greater than minValue")
        return value

    @field_validator("categories")
    @classmethod
    def _categories_fit_the_type(
        cls, value: list[CategoryBody] | None, info: ValidationInfo
    ) -> list[CategoryBody] | None:
        data_type = info.data.get("data_type")
        if data_type == "CATEGORICAL" and not value:
            raise ValueError("at least one, for CATEGORICAL")
        if data_type != "CATEGORICAL" and data_type is not None and value is not None:
            raise ValueError("only for CATEGORICAL; those of BOOLEAN are given")
        return value

    @field_validator("categories")
    @classmethod
    def _categories_differ(cls, value: list[CategoryBody] | None) -> list[CategoryBody] | None:
        found = value or []
        if len({each.label for each in found}) < len(found):
            raise ValueError("every label once")
        if len({each.value for each in found}) < len(found):
            raise ValueError("every value once")
        return value


class ScoreConfigChange(Wire):
    """What is to change; what is left out stays. The type of a config never changes."""

    is_archived: bool | None = None
    name: str | None = None
    description: str | None = None
    min_value: float | None = None
    max_value: float | None = None
    categories: list[Any] | None = None


class ScoreConfigBody(Wire):
    """A config."""

    id: str
    name: str
    data_type: str
    is_archived: bool
    description: str | None
    min_value: float | None
    max_value: float | None
    categories: list[CategoryBody] | None
    created_at: Timestamp
    updated_at: Timestamp
    project_id: str

    @classmethod
    def of(cls, project: str, config: ScoreConfig) -> Self:
        """Return a config as clients read it."""
        return cls(
            id=config.config_id,
            name=config.name,
            data_type=config.data_type,
            is_archived=config.archived,
            description=config.description,
            min_value=config.min_value,
            max_value=config.max_value,
            categories=_bodies(config.categories),
            created_at=wire_time(config.created_ms * _NS_IN_MS),
            updated_at=wire_time(config.updated_ms * _NS_IN_MS),
            project_id=project,
        )


class ScoreConfigs(Wire):
    """A page of configs, newest first."""

    data: list[ScoreConfigBody]
    meta: Meta


@router.get("/score-configs", dependencies=[Depends(only("page", "limit"))])
def list_score_configs(project: ProjectId, configs: Configs, asked: AskedPage) -> ScoreConfigs:
    """Return a page of configs, archived ones too."""
    found = sorted(
        islice(configs.list(project), _MOST),
        key=lambda each: (each.created_ms, each.config_id),
        reverse=True,
    )
    bodies = [ScoreConfigBody.of(project, each) for each in asked.cut(found)]
    return ScoreConfigs(data=bodies, meta=asked.meta(len(found)))


@router.post("/score-configs", dependencies=[Depends(only())])
def create_score_config(
    said: NewScoreConfig, project: ProjectId, configs: Configs
) -> ScoreConfigBody:
    """Make a config."""
    config = make_config(said)
    configs.put(project, config)
    return ScoreConfigBody.of(project, config)


@router.get("/score-configs/{config_id:path}", dependencies=[Depends(only())])
def read_score_config(config_id: str, project: ProjectId, configs: Configs) -> ScoreConfigBody:
    """Return a config."""
    return ScoreConfigBody.of(project, _stored(configs, project, config_id))


@router.patch("/score-configs/{config_id:path}", dependencies=[Depends(only())])
def change_score_config(
    config_id: str, change: ScoreConfigChange, project: ProjectId, configs: Configs
) -> ScoreConfigBody:
    """Change or archive a config; scores that were given by it stay as they are."""
    seen = _stored(configs, project, config_id)
    changed = replace(
        _with(seen, _checked(seen, change)),
        archived=seen.archived if change.is_archived is None else change.is_archived,
        updated_ms=max(_now_ms(), seen.updated_ms + 1),
    )
    configs.replace(project, seen, changed)
    return ScoreConfigBody.of(project, changed)


def make_config(said: NewScoreConfig) -> ScoreConfig:
    """Return a new config, which is not stored yet."""
    now_ms = _now_ms()
    config = ScoreConfig(
        config_id=uuid4().hex,
        name=said.name,
        data_type=DataType(said.data_type),
        created_ms=now_ms,
        updated_ms=now_ms,
    )
    return _with(config, said)


def _stored(configs: ScoreConfigTable, project: str, config_id: str) -> ScoreConfig:
    try:
        return configs.get(project, config_id)
    except NotFoundError:
        raise NotFoundError("Score config not found within authorized project") from None


def _checked(seen: ScoreConfig, change: ScoreConfigChange) -> NewScoreConfig:
    """Return the config as a whole after a change, held to the rules of a new one."""
    said = change.model_dump(by_alias=True, exclude_unset=True, exclude={"is_archived"})
    given = {} if seen.data_type is DataType.BOOLEAN else {"categories": _bodies(seen.categories)}
    stood = {
        "name": seen.name,
        "dataType": seen.data_type,
        "description": seen.description,
        "minValue": seen.min_value,
        "maxValue": seen.max_value,
    }
    try:
        return NewScoreConfig.model_validate({**stood, **given, **said})
    except ValidationError as error:
        issues = error.errors(include_url=False, include_context=False, include_input=False)
        wrong = [each | {"loc": ("body", *each["loc"])} for each in issues]
        raise RequestValidationError(wrong) from None


def _with(config: ScoreConfig, said: NewScoreConfig) -> ScoreConfig:
    categories = tuple(
        Category(label=each.label, value=each.value) for each in said.categories or ()
    )
    boolean = config.data_type is DataType.BOOLEAN
    return replace(
        config,
        name=said.name,
        description=said.description,
        min_value=said.min_value,
        max_value=said.max_value,
        categories=BOOLEAN_CATEGORIES if boolean else categories,
    )


def _bodies(categories: tuple[Category, ...]) -> list[CategoryBody] | None:
    """Return categories as clients read them; None where the type has none."""
    return [CategoryBody(label=each.label, value=each.value) for each in categories] or None


def _now_ms() -> int:
    return time.time_ns() // _NS_IN_MS

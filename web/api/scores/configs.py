"""`/score-configs`: what the scores of a project may be."""

import time
from dataclasses import replace
from itertools import islice
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from functions.model.errors import NotFoundError
from functions.model.score import DataType
from functions.model.score_config import ScoreConfig
from functions.store.score_configs import ScoreConfigTable, score_config_table
from web.api.auth import ProjectId, authorized
from web.api.paging import AskedPage, only
from web.api.route import JsonRoute
from web.api.scores.config_body import (
    NewScoreConfig,
    ScoreConfigBody,
    ScoreConfigChange,
    ScoreConfigs,
    apply_body,
    category_bodies,
)

router = APIRouter(
    route_class=JsonRoute, tags=["score configs"], dependencies=[Depends(authorized)]
)

_MOST = 10_000
"""Configs that are looked at."""

_NS_IN_MS = 1_000_000

type Configs = Annotated[ScoreConfigTable, Depends(score_config_table)]


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
        apply_body(seen, _checked(seen, change)),
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
    return apply_body(config, said)


def _stored(configs: ScoreConfigTable, project: str, config_id: str) -> ScoreConfig:
    try:
        return configs.get(project, config_id)
    except NotFoundError:
        raise NotFoundError("Score config not found within authorized project") from None


def _checked(seen: ScoreConfig, change: ScoreConfigChange) -> NewScoreConfig:
    """Return the config as a whole after a change, held to the rules of a new one."""
    said = change.model_dump(by_alias=True, exclude_unset=True, exclude={"is_archived"})
    given = (
        {}
        if seen.data_type is DataType.BOOLEAN
        else {"categories": category_bodies(seen.categories)}
    )
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


def _now_ms() -> int:
    return time.time_ns() // _NS_IN_MS

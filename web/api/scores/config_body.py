"""A score config as clients write and read it, and the rules of a new one."""

from dataclasses import replace
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationInfo, field_validator

from functions.model.score import DataType
from functions.model.score_config import BOOLEAN_CATEGORIES, Category, ScoreConfig
from web.api.paging import Meta
from web.api.wire import Timestamp, Wire, wire_time

_CATEGORIES = 200
_LABEL = 200
_DESCRIPTION = 5_000
_NS_IN_MS = 1_000_000

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
            categories=category_bodies(config.categories),
            created_at=wire_time(config.created_ms * _NS_IN_MS),
            updated_at=wire_time(config.updated_ms * _NS_IN_MS),
            project_id=project,
        )


class ScoreConfigs(Wire):
    """A page of configs, newest first."""

    data: list[ScoreConfigBody]
    meta: Meta


def apply_body(config: ScoreConfig, said: NewScoreConfig) -> ScoreConfig:
    """Return a config as a body says it is to be; its id, type and times stay."""
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


def category_bodies(categories: tuple[Category, ...]) -> list[CategoryBody] | None:
    """Return categories as clients read them; None where the type has none."""
    return [CategoryBody(label=each.label, value=each.value) for each in categories] or None

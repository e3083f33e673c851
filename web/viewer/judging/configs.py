"""Score configs: what people judge by, listed, made, archived and brought back."""

import time
from dataclasses import replace
from http import HTTPStatus
from itertools import islice
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field, ValidationError

from functions.model.errors import MalformedError
from functions.model.score import DataType
from functions.model.score_config import ScoreConfig
from functions.store.score_configs import ScoreConfigTable, score_config_table
from web.api.scores.config_body import NewScoreConfig
from web.api.scores.configs import make_config
from web.pages.figures import when_ms
from web.pages.judging.forms import range_words
from web.pages.judging.view import ConfigView, ScoreConfigsContext
from web.pages.language import say
from web.pages.links import id_to_key, key_to_id, score_configs_url
from web.pages.render import judge_panel, score_configs_page
from web.viewer.judging.asked import Judged
from web.viewer.judging.desk import MOST_CONFIGS, Desk, desk
from web.viewer.judging.panel import judge_context
from web.viewer.page import Htmx, Page, shell
from web.viewer.person import ProjectId, Reader

router = APIRouter(prefix="/p/{project}")

_SHOWN = 8
"""Categories of one config that the list names."""

type Configs = Annotated[ScoreConfigTable, Depends(score_config_table)]
type At = Annotated[Desk, Depends(desk)]


class ConfigSaid(BaseModel):
    """The fields of the form of a new config; categories one a line."""

    name: Annotated[str, Field(max_length=100)] = ""
    data_type: Annotated[str, Field(max_length=20)] = ""
    least: Annotated[str, Field(max_length=40)] = ""
    most: Annotated[str, Field(max_length=40)] = ""
    categories: Annotated[str, Field(max_length=50_000)] = ""
    description: Annotated[str, Field(max_length=500)] = ""

    def checked(self) -> ScoreConfig:
        """Return the config that it makes; what does not belong to its type is left out.

        Raises:
            MalformedError: it is none, as `NewScoreConfig` says.

        """
        numeric, named = self.data_type == "NUMERIC", self.data_type == "CATEGORICAL"
        said: dict[str, Any] = {
            "name": self.name.strip(),
            "dataType": self.data_type,
            "description": self.description.strip() or None,
            "minValue": (self.least or None) if numeric else None,
            "maxValue": (self.most or None) if numeric else None,
            "categories": read_categories(self.categories) if named else None,
        }
        try:
            return make_config(NewScoreConfig.model_validate(said))
        except ValidationError as error:
            fields = {str(each["loc"][0]) for each in error.errors() if each["loc"]}
            raise MalformedError(f"{', '.join(sorted(fields))}: not right") from None


def read_categories(text: str) -> list[dict[str, Any]]:
    """Return the categories of lines such as `good = 1`; without a number each has its place."""
    found = []
    for place, line in enumerate(filter(None, map(str.strip, text.splitlines()))):
        label, _, number = line.rpartition("=")
        written = _number(number) if label.strip() else None
        found.append(
            {"label": line, "value": place}
            if written is None
            else {"label": label.strip(), "value": written}
        )
    return found


@router.api_route("/score-configs", methods=["GET", "HEAD"])
def read_configs(project: ProjectId, configs: Configs) -> Page:
    """Show the configs, those in use first, the newest of them first."""
    found = sorted(
        islice(configs.list(project), MOST_CONFIGS),
        key=lambda each: (each.archived, -each.created_ms, each.config_id),
    )
    context = ScoreConfigsContext(
        shell=shell(say("judge.configs"), project),
        configs=tuple(_view(project, each) for each in found),
        new_config_url=score_configs_url(project),
    )
    return Page(score_configs_page(context))


@router.post("/score-configs")
def create_config(
    project: ProjectId, configs: Configs, said: Annotated[ConfigSaid, Form()]
) -> RedirectResponse:
    """Make a config."""
    configs.put(project, said.checked())
    return RedirectResponse(score_configs_url(project), HTTPStatus.SEE_OTHER)


@router.post("/score-configs/{config}")
def archive_config(
    project: ProjectId,
    config: str,
    configs: Configs,
    archived: Annotated[Literal["yes", "no"], Form()],
) -> RedirectResponse:
    """Archive a config, or bring it back; scores that were given by it stay as they are."""
    seen = configs.get(project, key_to_id(config))
    now_ms = max(time.time_ns() // 1_000_000, seen.updated_ms + 1)
    configs.replace(project, seen, replace(seen, archived=archived == "yes", updated_ms=now_ms))
    return RedirectResponse(score_configs_url(project), HTTPStatus.SEE_OTHER)


@router.post("/{kind}/{key}/score-configs")
def create_config_here(
    judged: Judged, at: At, person: Reader, said: Annotated[ConfigSaid, Form()], htmx: Htmx = ""
) -> Response:
    """Make a config where something is to be judged by it."""
    at.configs.put(judged.project, said.checked())
    if not htmx:
        return RedirectResponse(judged.url(), HTTPStatus.SEE_OTHER)
    case = at.case(judged.project, judged.target)
    return Page(judge_panel(judge_context(judged, case, person.name)))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _view(project: str, config: ScoreConfig) -> ConfigView:
    return ConfigView(
        name=config.name,
        description=config.description or "",
        kind=say(f"judge.type.{config.data_type}"),
        bounds=_labels(config) or range_words(config),
        archived=config.archived,
        created=when_ms(config.created_ms),
        url=f"{score_configs_url(project)}/{id_to_key(config.config_id)}",
    )


def _labels(config: ScoreConfig) -> str:
    if config.data_type is not DataType.CATEGORICAL:
        return ""  # the type says it
    more = ", …" if len(config.categories) > _SHOWN else ""
    return ", ".join(each.label for each in config.categories[:_SHOWN]) + more

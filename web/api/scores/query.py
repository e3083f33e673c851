"""What is asked of the numbered lists of scores, v1 and v2."""

from collections.abc import Callable
from operator import eq, ge, gt, le, lt, ne
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_camel

from functions.model.score import Score
from web.api.errors import InvalidParameterError
from web.api.listing.condition import Condition
from web.api.listing.plain import all_of, any_of, equal, period
from web.api.moment import Moment
from web.api.paging import Paging
from web.api.wire import Wire

MOST_NAMED = 100
"""Ids in one comma list: each costs a read."""

_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<": lt,
    ">": gt,
    "<=": le,
    ">=": ge,
    "=": eq,
    "!=": ne,
}
_EQUALS = (
    "userId",
    "name",
    "source",
    "configId",
    "datasetRunId",
    "queueId",
    "dataType",
    "traceId",
    "sessionId",
)
_GROUPS = frozenset({"score", "trace"})


def _absent(value: object) -> object:
    """Take an empty text for nothing, as clients send what they leave out."""
    return None if value == "" else value


type Text = Annotated[str | None, Field(max_length=10_000), BeforeValidator(_absent)]
Several = Annotated[list[Annotated[str, Field(max_length=1_000)]], Field(max_length=100)]
type AskedNumber = Annotated[float | None, Field(allow_inf_nan=False), BeforeValidator(_absent)]
type Time = Annotated[Moment | None, BeforeValidator(_absent)]
type Operator = Literal["<", ">", "<=", ">=", "!=", "="]
type Source = Literal["API", "EVAL", "ANNOTATION"]
type Type = Literal["NUMERIC", "BOOLEAN", "CATEGORICAL", "TEXT", "CORRECTION"]


class ScoreQuery(Wire):
    """The parameters of v1 and v2; `filter` takes precedence over those about the same column."""

    model_config = ConfigDict(alias_generator=to_camel, frozen=True)

    page: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    user_id: Text = None
    name: Text = None
    from_timestamp: Time = None
    to_timestamp: Time = None
    environment: Several = Field(default_factory=list)
    source: Annotated[Source | None, BeforeValidator(_absent)] = None
    operator: Annotated[Operator | None, BeforeValidator(_absent)] = None
    value: AskedNumber = None
    score_ids: Text = None
    config_id: Text = None
    session_id: Text = None
    dataset_run_id: Text = None
    trace_id: Text = None
    observation_id: Text = None
    queue_id: Text = None
    data_type: Annotated[Type | None, BeforeValidator(_absent)] = None
    trace_tags: Several = Field(default_factory=list)
    fields: Text = None
    filter: Text = None

    @property
    def paging(self) -> Paging:
        """Which page is asked for."""
        return Paging(page=self.page, limit=self.limit)

    @property
    def ids(self) -> list[str]:
        """The scores that are named, if any are."""
        return named("scoreIds", self.score_ids)

    @property
    def with_trace(self) -> bool:
        """Whether what is known of a score's trace is to be given."""
        groups = set(named("fields", self.fields)) or _GROUPS
        if not groups <= _GROUPS:
            raise InvalidParameterError("fields", "a comma list of score and trace")
        if "trace" not in groups and (self.user_id or self.trace_tags):
            raise InvalidParameterError("fields", "userId and traceTags need the group 'trace'")
        return "trace" in groups

    def conditions(self) -> list[Condition]:
        """Return the plain parameters as conditions."""
        said = self.model_dump(by_alias=True)
        return [
            *(each for name in _EQUALS for each in equal(name, said[name])),
            *any_of("environment", [each for each in self.environment if each]),
            *any_of("observationId", named("observationId", self.observation_id)),
            *any_of("id", self.ids),
            *all_of("traceTags", [each for each in self.trace_tags if each]),
            *period("timestamp", self.from_timestamp, self.to_timestamp),
        ]

    def value_test(self) -> Callable[[Score], bool] | None:
        """Return what `operator` and `value` ask of a number, if they do."""
        if self.operator is None and self.value is None:
            return None
        if self.operator is None or self.value is None:
            missing = "operator" if self.operator is None else "value"
            raise InvalidParameterError(missing, "operator and value go together")
        compares, wanted = _OPERATORS[self.operator], self.value
        return lambda score: score.value is not None and compares(score.value, wanted)


def named(parameter: str, text: str | None) -> list[str]:
    """Return the values of a comma list."""
    values = [each.strip() for each in (text or "").split(",")]
    found = list(dict.fromkeys(each for each in values if each))
    if len(found) > MOST_NAMED:
        raise InvalidParameterError(parameter, f"more than {MOST_NAMED} values")
    return found

"""What is asked of the list of scores by cursor, v3: comma lists, any of whose values will do."""

from collections.abc import Callable
from math import isfinite
from typing import Annotated

from pydantic import Field

from functions.model.score import DataType, Score
from web.api.errors import InvalidParameterError
from web.api.listing.condition import Condition
from web.api.listing.plain import any_of, period
from web.api.scores.body import SOURCES, words_of
from web.api.scores.query import AskedNumber, Text, Time, named
from web.api.wire import Wire

GROUPS = frozenset({"core", "details", "subject", "annotation"})
_LISTS = ("id", "name", "environment", "configId", "queueId", "authorUserId")
_TARGETS = ("traceId", "sessionId", "experimentId")
_TRUTHS = {"true": 1.0, "false": 0.0}
_OF_NUMBERS = "one dataType, NUMERIC, is needed with it"


class ScoreQueryV3(Wire):
    """The parameters of v3."""

    limit: Annotated[int, Field(ge=1, le=100)] = 50
    cursor: Text = None
    fields: Text = None
    id: Text = None
    name: Text = None
    source: Text = None
    data_type: Text = None
    environment: Text = None
    config_id: Text = None
    queue_id: Text = None
    author_user_id: Text = None
    value: Text = None
    value_min: AskedNumber = None
    value_max: AskedNumber = None
    trace_id: Text = None
    session_id: Text = None
    observation_id: Text = None
    experiment_id: Text = None
    from_timestamp: Time = None
    to_timestamp: Time = None

    def values(self, parameter: str) -> list[str]:
        """Return the values of a comma list, by its name on the wire."""
        return named(parameter, self.model_dump(by_alias=True)[parameter])

    @property
    def groups(self) -> frozenset[str]:
        """Which groups of fields are asked for."""
        found = frozenset(self.values("fields"))
        if not found <= GROUPS:
            raise InvalidParameterError("fields", f"a comma list of {', '.join(sorted(GROUPS))}")
        return found

    def conditions(self) -> list[Condition]:
        """Return the parameters as conditions.

        Raises:
            InvalidParameterError: some do not go together, or cannot be.

        """
        self._check_targets()
        found = [each for name in _LISTS for each in any_of(name, self.values(name))]
        found += any_of("source", _upper("source", self.values("source"), SOURCES))
        found += any_of("dataType", self._types())
        found += any_of("traceId", self.values("traceId"))
        found += any_of("sessionId", self.values("sessionId"))
        found += any_of("observationId", self.values("observationId"))
        found += any_of("datasetRunId", self.values("experimentId"))
        return [*found, *period("timestamp", self.from_timestamp, self.to_timestamp)]

    def value_test(self) -> Callable[[Score], bool] | None:
        """Return what is asked of a score's value, if anything is."""
        exact = self._exact_test()
        least, most = self.value_min, self.value_max
        if least is None and most is None:
            return exact
        if self._types() != [DataType.NUMERIC]:
            raise InvalidParameterError("valueMin" if most is None else "valueMax", _OF_NUMBERS)

        def test(score: Score) -> bool:
            value = score.value
            if value is None or (exact is not None and not exact(score)):
                return False
            return (least is None or value >= least) and (most is None or value <= most)

        return test

    def _exact_test(self) -> Callable[[Score], bool] | None:
        values, types = self.values("value"), self._types()
        if not values:
            return None
        if types == [DataType.CATEGORICAL]:
            return lambda score: words_of(score) in values
        if types not in ([DataType.NUMERIC], [DataType.BOOLEAN]):
            raise InvalidParameterError(
                "value", "one dataType of NUMERIC, BOOLEAN and CATEGORICAL is needed with it"
            )
        read = _truth if types == [DataType.BOOLEAN] else _number
        numbers = {read(each) for each in values}
        return lambda score: score.value in numbers

    def _types(self) -> list[str]:
        return _upper("dataType", self.values("dataType"), tuple(DataType))

    def _check_targets(self) -> None:
        several = [name for name in _TARGETS if self.values(name)]
        if len(several) > 1:
            raise InvalidParameterError(several[1], f"not together with {several[0]}")
        if self.values("observationId") and not self.values("traceId"):
            raise InvalidParameterError("observationId", "needs traceId")


def _upper(parameter: str, values: list[str], admitted: tuple[str, ...]) -> list[str]:
    found = [each.upper() for each in values]
    if not set(found) <= set(admitted):
        raise InvalidParameterError(parameter, f"a comma list of {', '.join(admitted)}")
    return found


def _truth(text: str) -> float:
    if text not in _TRUTHS:
        raise InvalidParameterError("value", "true or false, for BOOLEAN")
    return _TRUTHS[text]


def _number(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if not isfinite(found):
        raise InvalidParameterError("value", "a number, for NUMERIC")
    return found

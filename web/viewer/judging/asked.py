"""What somebody judges, as the address says it."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Query

from functions.model.comment import ObjectType
from functions.model.judgement import Target
from web.pages.links import judge_url, key_to_id, session_url, trace_url
from web.viewer.person import ProjectId

_LONGEST_KEY = 2_000
_MOST_TURNS = 10**6

type Kind = Literal["sessions", "traces"]
type Key = Annotated[str, Query(max_length=_LONGEST_KEY)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A page of ours and the thing on it that is judged."""

    project: str
    page: str
    """The address of the session or the trace."""

    target: Target
    turn: str = ""
    observation: str = ""
    number: int = 0
    """Of the turn in its session; 0 where the page is not a session's."""

    def url(self, what: str = "judge") -> str:
        """Return the address beside the page at which `what` is done to the same thing."""
        return judge_url(
            self.page, turn=self.turn, observation=self.observation, number=self.number, what=what
        )

    @property
    def back_url(self) -> str:
        """Where the thing stands on its page."""
        return f"{self.page}#t{self.number}" if self.number else self.page

    @property
    def object(self) -> tuple[ObjectType, str]:
        """What a comment on it is said to be on."""
        target = self.target
        if target.observation_id is not None:
            return ObjectType.OBSERVATION, target.observation_id
        if target.trace_id is not None:
            return ObjectType.TRACE, target.trace_id
        return ObjectType.SESSION, target.session_id or ""


def asked(  # noqa: PLR0913, RUF100 - one for each part of the address
    project: ProjectId,
    kind: Kind,
    key: str,
    turn: Key = "",
    observation: Key = "",
    n: Annotated[int, Query(ge=0, le=_MOST_TURNS)] = 0,
) -> Asked:
    """Return what is judged.

    Raises:
        NotFoundError: no id has such a key.

    """
    trace_key = key if kind == "traces" else turn
    page = trace_url(project, key) if kind == "traces" else session_url(project, key)
    target = Target(session_id=key_to_id(key))
    if trace_key:
        observation_id = key_to_id(observation) if observation else None
        target = Target(trace_id=key_to_id(trace_key), observation_id=observation_id)
    return Asked(
        project=project,
        page=page,
        target=target,
        turn=turn if kind == "sessions" else "",
        observation=observation if trace_key else "",
        number=n if turn else 0,
    )


type Judged = Annotated[Asked, Depends(asked)]

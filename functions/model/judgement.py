"""What a person judges, and the score by which: giving it again changes it."""

import json
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A session, a trace, or (beside its trace) an observation."""

    session_id: str | None = None
    trace_id: str | None = None
    observation_id: str | None = None

    def score_id(self, person: str, kind: str) -> str:
        """Return the id of the score that a person gives it.

        `kind` is the id of a score config, or the name of a score that has none.
        """
        target = (self.session_id, self.trace_id, self.observation_id)
        return sha256(json.dumps((person, kind, *target)).encode()).hexdigest()[:32]

"""A frozen, public snapshot of a session."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What is known of a public page; the page itself is an object in the public bucket."""

    token: str
    """At least 160 bits, in the page's address; whoever knows it can read."""

    session_id: str
    title: str = ""
    turn_count: int = 0
    size_bytes: int = 0
    created_ms: int = 0
    created_by: str = ""
    expires_ms: int | None = None
    """None for ever."""

    revoked_ms: int | None = None

    def is_live(self, now_ms: int) -> bool:
        """Tell whether the page can be read at `now_ms` (Unix milliseconds)."""
        return self.revoked_ms is None and (self.expires_ms is None or now_ms < self.expires_ms)

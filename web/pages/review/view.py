"""What is said of the sessions beside one."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkView:
    """The way from a session to those beside it."""

    previous_url: str
    previous_title: str
    next_url: str
    next_title: str
    list_url: str
    place: str
    """Which of how many it is, or as much as is known of that."""

    done: str
    """That a review is at its end, else nothing."""

    end_url: str
    """Out of the review; nothing outside of one."""

"""What is said before and after something is deleted."""

from dataclasses import dataclass

from web.pages.view import Shell, When


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseContext:
    """`/p/{project}/sessions/{key}/delete`, and the same of a trace: the question."""

    shell: Shell
    heading: str
    name: str
    """Of what is to go."""

    goes: tuple[str, ...]
    action: str
    back_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptContext:
    """`/p/{project}/deletions/{id}`: how far a deletion is."""

    shell: Shell
    done: bool
    asked: When
    asked_by: str
    finished: When
    gone: tuple[str, ...]

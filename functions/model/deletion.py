"""How far a deletion is, and what it has removed: counts and times, never content."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was removed for good."""

    traces: int = 0
    """In which there was anything to remove."""

    rows: int = 0
    objects: int = 0
    """Large payloads and media, in the payload bucket."""

    publications: int = 0
    """Public pages that were taken back."""

    def __add__(self, other: "Erased") -> "Erased":
        return Erased(
            traces=self.traces + other.traces,
            rows=self.rows + other.rows,
            objects=self.objects + other.objects,
            publications=self.publications + other.publications,
        )

    def __bool__(self) -> bool:
        return self != Erased()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a deletion goes on after a pause or a crash."""

    look: int = 1
    """It looks again and again, until one look finds nothing."""

    cursor: str = ""
    """What this look has behind it."""

    found: bool = False
    """Whether this look has found anything yet."""

    erased: Erased = Erased()

    def past(self, cursor: str, found: Erased, *, unsettled: bool) -> "Progress":
        """Return it after one step more."""
        return replace(
            self,
            cursor=cursor,
            found=self.found or bool(found) or unsettled,
            erased=self.erased + found,
        )

    def next_look(self) -> "Progress":
        """Return it at the beginning of its next look."""
        return replace(self, look=self.look + 1, cursor="", found=False)

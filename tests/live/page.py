"""The page of a session, read as a person reads it: its turns in words."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

# They have no end tag.
_VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})

type Attributes = list[tuple[str, str | None]]


@dataclass(slots=True, kw_only=True)
class ToolOnPage:
    """A line of a tool call, opened."""

    name: str = ""
    arguments: str = ""
    result: str = ""
    error: str = ""


@dataclass(slots=True, kw_only=True)
class TurnOnPage:
    """One turn: words without their markup, white space as one space."""

    user: str = ""
    answer: str = ""
    facts: str = ""
    failures: str = ""
    tools: list[ToolOnPage] = field(default_factory=list)


def read_page(html: str) -> list[TurnOnPage]:
    """Return the turns of a session's page, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.turns


class _Reader(HTMLParser):
    """Keeps in mind within which parts of a turn the words stand."""

    def __init__(self) -> None:
        super().__init__()
        self.turns: list[TurnOnPage] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in _VOID:
            return
        about = {key: value or "" for key, value in attrs}
        part = _tool_part(tag, about) if "tool" in self._within else _part(tag, about)
        self._within.append(part)
        if part == "turn":
            self.turns.append(TurnOnPage())
        if part == "tool" and self.turns:
            self.turns[-1].tools.append(ToolOnPage())

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self._within:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if words and "turn" in self._within:
            self._keep(words)

    def _keep(self, words: str) -> None:
        inner = [part for part in self._within if part]
        turn = self.turns[-1]
        if "tool" in inner:
            _add_to_tool(turn.tools[-1], inner[-1], words)
        elif inner[-1] in {"user", "answer", "facts", "failures"}:
            kept = getattr(turn, inner[-1])
            setattr(turn, inner[-1], f"{kept} {words}".strip())


def _add_to_tool(tool: ToolOnPage, part: str, words: str) -> None:
    if part in {"name", "arguments", "result", "error"}:
        setattr(tool, part, f"{getattr(tool, part)} {words}".strip())


def _part(tag: str, about: dict[str, str]) -> str:
    """Name what an element is to a reader; nothing for one that only groups or decorates."""
    kinds = about.get("class", "").split()
    if "none" in kinds:
        return "placeholder"
    for name, kind, part in _PARTS:
        if tag == name and kind in kinds:
            return part
    return "label" if tag == "label" else ""


_PARTS = (
    ("article", "turn", "turn"),
    ("details", "tool", "tool"),
    ("div", "user", "user"),
    ("div", "answer", "answer"),
    ("p", "facts", "facts"),
    ("div", "fail", "failures"),
)


def _tool_part(tag: str, about: dict[str, str]) -> str:
    if tag == "pre":
        return about.get("data-is", "")
    if tag == "p":
        return "error" if about.get("class") == "why" else "placeholder"
    return {"b": "name", "code": "line", "small": "aside"}.get(tag, "")

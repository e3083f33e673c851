"""HTML as a browser reads it: elements with their attributes, and the text between them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One start tag."""

    tag: str
    attributes: dict[str, str | None] = field(default_factory=dict)


_VOID = frozenset({"br", "circle", "img", "input", "link", "meta", "path", "rect"})
"""Elements that hold nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A piece of text and the elements around it, the outermost first."""

    text: str
    around: tuple[Element, ...]

    def within(self, attribute: str, value: str) -> bool:
        """Tell whether an attribute of an element around it has that value."""
        return any(each.attributes.get(attribute) == value for each in self.around)


class Elements(HTMLParser):
    """Collects what a page holds."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.texts: list[Text] = []
        self._open: list[Element] = []
        self._text: list[str] = []
        self.feed(html)

    @property
    def text(self) -> str:
        """Return all text, with entities resolved."""
        return "".join(self._text)

    @property
    def tags(self) -> set[str]:
        """Return the names of all elements."""
        return {each.tag for each in self.found}

    @property
    def ids(self) -> set[str]:
        """Return all ids."""
        return {each.attributes["id"] or "" for each in self.found if "id" in each.attributes}

    def values(self, attribute: str) -> list[str]:
        """Return every value of an attribute."""
        found = [each.attributes for each in self.found if attribute in each.attributes]
        return [each[attribute] or "" for each in found]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep one element."""
        self.found.append(Element(tag=tag, attributes=dict(attrs)))
        if tag not in _VOID:
            self._open.append(self.found[-1])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep one element that ends where it begins."""
        self.found.append(Element(tag=tag, attributes=dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and what is open within it."""
        for number in range(len(self._open) - 1, -1, -1):
            if self._open[number].tag == tag:
                del self._open[number:]
                break

    def handle_data(self, data: str) -> None:
        """Keep one piece of text."""
        self._text.append(data)
        self.texts.append(Text(text=data, around=tuple(self._open)))

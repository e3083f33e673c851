"""One input, output or metadata: messages where it holds some, else a tree or a text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from functions.model.chat.message import Message
from functions.model.json import Json, is_absent
from functions.model.jsonvalue import structure
from web.pages.format import size
from web.pages.inspect.canvas import Canvas
from web.pages.inspect.json_tree import json_tree
from web.pages.inspect.message_view import message_view, read, typed_text
from web.pages.inspect.view import NOTHING, MessageView, StretchView, ValueView
from web.pages.language import say
from web.pages.links import message_url, messages_url, value_url
from web.pages.pretty import printed
from web.replay.changes import Stretch
from web.replay.prompts import Prompt, messages_in

_TEXT = 20_000
"""Characters of a text that is no message; what is longer is cut to half of it."""

_SMALL = 2_000
"""Characters of a value that is there although it is closed."""

_LAST = 3
"""Messages of a long input that are seen at once, where nobody knows which are new."""

_TOGETHER = 20
"""Messages that are shown one after the other; earlier ones are folded."""

_ONE_FRAGMENT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a value stands: a trace (`step` 0) or its observation number `step`."""

    project: str
    key: str
    step: int
    name: str

    @property
    def url(self) -> str:
        """Return the address of all of it."""
        return value_url(self.project, self.key, self.step, self.name)

    def message(self, number: int) -> str:
        """Return the address of one of its messages."""
        return message_url(self.project, self.key, self.step, self.name, number)

    def messages(self, first: int, end: int) -> str:
        """Return the address of some of its messages."""
        return messages_url(self.project, self.key, self.step, self.name, first, end)


def value_view(  # noqa: PLR0913, RUF100 - what is shown, where, and how much of it
    value: Json,
    place: Place,
    canvas: Canvas,
    *,
    opened: bool = True,
    prompt: Prompt | None = None,
) -> ValueView | None:
    """Return a value as it is shown, or None where nothing was said.

    `prompt` is what is known of its messages; what is not `opened` is there only if it is small.
    """
    if is_absent(value):
        return None
    text = printed(value)
    shown = (opened or len(text) <= _SMALL) and canvas.open(min(len(text), _TEXT))
    content = _content(value, text, place, canvas, prompt) if shown else _EMPTY
    return ValueView(
        key=place.name,
        name=say(f"inspect.{place.name}"),
        size=size(len(text.encode(errors="replace"))),
        url=place.url,
        open=opened and shown,
        shown=shown,
        stretches=content.stretches,
        dropped=_dropped(prompt) if shown else "",
        html=content.html,
        cut=content.cut,
    )


def message_views(
    value: Json, place: Place, first: int, end: int, canvas: Canvas
) -> tuple[StretchView, ...]:
    """Return messages number `first` to `end` of a value, as many of them as one fragment holds."""
    messages = messages_in(value)
    end = min(end, len(messages))
    until = min(end, first + _ONE_FRAGMENT)
    return (
        _shown(messages, first, until, place, canvas),
        *([_folded("inspect.more_messages", until, end, place)] if until < end else []),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    stretches: tuple[StretchView, ...] = ()
    html: Markup = NOTHING
    cut: bool = False


_EMPTY = _Content()


def _content(
    value: Json, text: str, place: Place, canvas: Canvas, prompt: Prompt | None
) -> _Content:
    if prompt is not None and prompt.change.known:
        return _Content(stretches=tuple(_stretches(prompt, place, canvas)))
    if isinstance(value, str):
        return _text(value, canvas)
    messages = messages_in(value)
    if messages:
        return _Content(stretches=tuple(_last(messages, place, canvas)))
    tree = json_tree(value, canvas)
    return _Content(html=tree.html, cut=not tree.whole)


def _text(value: str, canvas: Canvas) -> _Content:
    found = structure(value.strip())
    if not isinstance(found, str):
        tree = json_tree(found, canvas)
        return _Content(html=tree.html, cut=not tree.whole)
    is_cut = len(value) > _TEXT
    head = value[: _TEXT // 2] if is_cut else value
    html = None if is_cut else read(head, canvas)
    return _Content(html=typed_text(head, canvas.media) if html is None else html, cut=is_cut)


def _stretches(prompt: Prompt, place: Place, canvas: Canvas) -> Iterator[StretchView]:
    words = "inspect.as_in_turn_before" if prompt.in_turn_before else "inspect.as_before"
    for each in prompt.change.stretches:
        if each.known:
            yield _folded(words, each.first, each.end, place)
        else:
            yield from _new(prompt.messages, each, place, canvas)


def _new(
    messages: Sequence[Message], new: Stretch, place: Place, canvas: Canvas
) -> Iterator[StretchView]:
    first = max(new.first, new.end - _TOGETHER)
    if first > new.first:
        yield _folded("inspect.earlier_messages", new.first, first, place)
    yield _shown(messages, first, new.end, place, canvas)


def _last(messages: Sequence[Message], place: Place, canvas: Canvas) -> Iterator[StretchView]:
    first = len(messages) - _LAST if len(messages) > _LAST + 2 else 0
    if first:
        yield _folded("inspect.earlier_messages", 0, first, place)
    yield _shown(messages, first, len(messages), place, canvas)


def _folded(words: str, first: int, end: int, place: Place) -> StretchView:
    return StretchView(words=say(words, n=end - first), url=place.messages(first, end), messages=())


def _shown(
    messages: Sequence[Message],
    first: int,
    end: int,
    place: Place,
    canvas: Canvas,
) -> StretchView:
    views: list[MessageView] = [
        message_view(messages[number], place.message(number), canvas)
        for number in range(first, end)
    ]
    return StretchView(words="", url="", messages=tuple(views))


def _dropped(prompt: Prompt | None) -> str:
    dropped = prompt.change.dropped if prompt is not None else 0
    return say("inspect.dropped", n=dropped) if dropped else ""

"""A message of a prompt or an answer as it is shown, part by part."""

from collections.abc import Iterator
from dataclasses import replace

from markupsafe import Markup

from functions.model.chat.message import Message
from functions.model.chat.part import Media
from functions.model.json import Json
from functions.model.jsonvalue import structure
from web.pages.format import size
from web.pages.inspect.canvas import Canvas
from web.pages.inspect.json_tree import json_tree
from web.pages.inspect.view import MessageView, PartView
from web.pages.language import say
from web.pages.media_view import PageMedia, escaped
from web.pages.pretty import printed
from web.pages.prose import read_prose
from web.pages.words import first_words

_LONG = 12_000
"""Characters of one part; what is longer is cut to half of it."""

_WHOLE = 2_000_000
"""Characters of a part of a message that was asked for by itself."""

_TYPED = ("user", "system")
"""Whose words are shown as they were typed."""


def message_view(message: Message, url: str, canvas: Canvas) -> MessageView:
    """Return a message; `url` is where all of it is, as a fragment and as text."""
    return _view(message, _Parts(url, canvas, _LONG).of(message))


def whole_message(message: Message, url: str, canvas: Canvas) -> MessageView:
    """Return a message of which nothing is cut, unless it is more than a page can hold."""
    view = _view(message, _Parts(url, canvas, _WHOLE).of(message))
    return replace(view, folded=False)


def message_text(message: Message) -> str:
    """Return all of a message as text."""
    calls = (f"{each.name}({printed(each.arguments)})" for each in message.tool_calls)
    results = (printed(each.result) for each in message.tool_results)
    return "\n\n".join(each for each in (message.reasoning, message.text, *calls, *results) if each)


def typed_text(text: str, media: PageMedia) -> Markup:
    """Return a text as it was written, for a place that keeps its lines."""
    return Markup('<div class="typed" dir="auto">{}</div>').format(escaped(text, media))


def read(text: str, canvas: Canvas) -> Markup | None:
    """Return a text read as Markdown, or None where it is too much for its place."""
    html = read_prose(text.encode(errors="replace").decode(), canvas, canvas.media)
    return None if html is None else Markup('<div class="answer" dir="auto">{}</div>').format(html)


def _view(message: Message, parts: Iterator[PartView]) -> MessageView:
    return MessageView(
        role=message.role,
        folded=message.role == "system",
        words=first_words(message.text, 120),
        parts=tuple(parts),
    )


class _Parts:
    """The parts of one message, with texts of so many characters at most."""

    def __init__(self, url: str, canvas: Canvas, longest: int) -> None:
        self._url = url
        self._canvas = canvas
        self._longest = longest

    def of(self, message: Message) -> Iterator[PartView]:
        if message.reasoning:
            yield self._text("thinking", message.reasoning)
        if message.text:
            yield self._text("text", message.text, typed=message.role in _TYPED)
        for each in message.media:
            yield PartView(
                kind="media",
                title=each.name or each.kind,
                html=_media(each, self._canvas.media),
                size="",
                whole_url="",
            )
        for call in message.tool_calls:
            yield self._value("call", call.name, call.arguments)
        for result in message.tool_results:
            yield self._value("result", result.name, result.result)

    def _text(self, kind: str, text: str, *, typed: bool = True) -> PartView:
        is_cut = len(text) > self._longest
        head = text[: self._longest // 2] if is_cut else text
        html = None if typed else self._written(head)
        return PartView(
            kind=kind,
            title="",
            html=typed_text(head, self._canvas.media) if html is None else html,
            size=size(len(text.encode(errors="replace"))) if is_cut or kind == "thinking" else "",
            whole_url=self._url if is_cut else "",
        )

    def _written(self, text: str) -> Markup | None:
        """Return what a program wrote: as a tree where it is JSON, else as Markdown."""
        found = structure(text.strip())
        if isinstance(found, str):
            return read(text, self._canvas)
        tree = json_tree(found, self._canvas)
        return tree.html if tree.whole else None

    def _value(self, kind: str, title: str, value: Json) -> PartView:
        found = structure(value.strip()) if isinstance(value, str) else value
        if isinstance(found, str):
            return replace(self._text(kind, found), title=title)
        tree = json_tree(found, self._canvas)
        if tree.whole or self._longest == _LONG:
            url = "" if tree.whole else self._url
            return PartView(kind=kind, title=title, html=tree.html, size="", whole_url=url)
        return replace(self._text(kind, printed(found)), title=title)


def _media(each: Media, media: PageMedia) -> Markup:
    """Return media of a message; another's address is a link, for to load it would tell on us."""
    if each.token:
        return media.show(each.token)
    if each.url:
        link = Markup('<a href="{}" rel="noopener nofollow noreferrer">{}</a>')
        return link.format(each.url, each.url)
    return Markup("<i>{}</i>").format(say("inspect.media_elsewhere"))

"""One input, output or metadata of a trace page: messages where it holds some, else JSON."""

from markupsafe import Markup, escape

from functions.model.chat.conversation import read_messages
from functions.model.chat.message import Message
from functions.model.chat.part import Media
from functions.model.json import Json, is_absent
from web.pages.format import size
from web.pages.media_view import PageMedia, escaped
from web.pages.pretty import coloured, printed
from web.pages.view import MessageView, ValueView

_LONGEST = 400_000
"""Characters of one value on a page; Lambda answers with 6 MB at most."""

_LAST = 3
"""Messages of a long prompt that are seen at once."""

_MESSAGES_UP_TO = 60_000
"""Longer prompts stand there once, as they were sent."""


def value_view(
    name: str, value: Json, whole_url: str, media: PageMedia, *, opened: bool = True
) -> ValueView | None:
    """Return a value as it is shown, or None where nothing was said."""
    if is_absent(value):
        return None
    text = printed(value)
    head = text[:_LONGEST]
    short = len(text) <= _MESSAGES_UP_TO
    messages = _messages(value, media) if short and not isinstance(value, str) else ()
    first = len(messages) - _LAST if len(messages) > _LAST + 2 else 0
    return ValueView(
        name=name,
        html=media.shown_in(escape(head) if isinstance(value, str) else coloured(head)),
        earlier=messages[:first],
        messages=messages[first:],
        size=size(len(text.encode(errors="replace"))),
        whole_url=whole_url if len(text) > _LONGEST else "",
        open=opened,
    )


def _messages(value: Json, media: PageMedia) -> tuple[MessageView, ...]:
    try:
        messages = read_messages(value)
    except RecursionError:
        return ()
    return tuple(MessageView(role=each.role, parts=_parts(each, media)) for each in messages)


def _parts(message: Message, media: PageMedia) -> tuple[tuple[str, Markup], ...]:
    said = (
        *([("thinking", message.reasoning)] if message.reasoning else []),
        *([("text", message.text)] if message.text else []),
        *((f"calls {each.name}", printed(each.arguments)) for each in message.tool_calls),
        *(
            (f"result of {each.name}" if each.name else "result", printed(each.result))
            for each in message.tool_results
        ),
    )
    return (
        *((kind, escaped(text, media)) for kind, text in said),
        *((each.name or each.kind, _shown(each, media)) for each in message.media),
    )


def _shown(each: Media, media: PageMedia) -> Markup:
    """Return media of a message; another's address is a link, for to load it would tell on us."""
    if each.token:
        return media.show(each.token)
    if each.url:
        link = Markup('<a href="{}" rel="noopener nofollow noreferrer">{}</a>')
        return link.format(each.url, each.url)
    return Markup("(not shown here)")

"""Media in a message, in the spelling of each convention."""

from collections.abc import Iterator, Mapping
from re import IGNORECASE
from re import compile as pattern

from functions.model.chat.part import Media
from functions.model.chat.words import as_words, first_of
from functions.model.json import Json
from functions.model.media import read_token

_TYPES = ("mime_type", "mimeType", "media_type", "mediaType", "content_type", "contentType")
_NAMES = ("filename", "file_name", "fileName", "name", "title", "file_id", "fileId")
_HOLDERS = (
    *("url", "uri", "image_url", "video_url", "audio_url", "file_uri", "fileUri"),
    *("image", "audio", "video", "document", "input_audio", "file", "media", "source"),
    *("inlineData", "inline_data", "fileData", "file_data", "data", "content", "bytes", "value"),
)
"""Keys under which an address, a token or an object with one of them stands."""

_DEEPEST = 5
_LONGEST_URL = 2048
_LONGEST_WORD = 256
_KINDS = ("image", "audio", "video")
_ADDRESS = pattern(r"https?://[^\s\x00-\x1f]+", IGNORECASE)
_URI = pattern(r"data:([\w.+-]{1,64}/[\w.+-]{1,64})[;,]", IGNORECASE)


def read_media(part: Mapping[str, Json], kind: str) -> Media:
    """Return what is said of media in a part of this type; never any base64."""
    levels = list(_levels(part, _DEEPEST))
    texts = [text for each in levels for key in _HOLDERS if isinstance(text := each.get(key), str)]
    token = next((found for each in texts if (found := read_token(each))), None)
    named = _first_word(levels, _TYPES) or (token.content_type if token else _declared(texts))
    return Media(
        kind=_kind(f"{kind} {as_words(part.get('modality'))}", named, part),
        content_type=named,
        token=token,
        url="" if token else next((each for each in texts if _is_address(each)), ""),
        name=_first_word(levels, _NAMES),
    )


def _levels(part: Mapping[str, Json], depth: int) -> Iterator[Mapping[str, Json]]:
    """Yield an object, and those of its values that say more of the same."""
    yield part
    for key in _HOLDERS if depth else ():
        inner = part.get(key)
        if isinstance(inner, dict):
            yield from _levels(inner, depth - 1)


def _first_word(levels: list[Mapping[str, Json]], keys: tuple[str, ...]) -> str:
    found = (first_of(each, *keys) for each in levels)
    return next((each[:_LONGEST_WORD] for each in found if isinstance(each, str) and each), "")


def _declared(texts: list[str]) -> str:
    """Return the content type at the beginning of a data URI that is still one."""
    return next((found[1] for each in texts if (found := _URI.match(each))), "")


def _is_address(text: str) -> bool:
    return len(text) <= _LONGEST_URL and _ADDRESS.fullmatch(text) is not None


def _kind(named: str, content_type: str, part: Mapping[str, Json]) -> str:
    for words in (named, content_type.partition("/")[0], " ".join(part)):
        for kind in _KINDS:
            if kind in words:
                return kind
    return "file"

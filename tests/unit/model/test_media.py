"""The tokens of media, and which media a page may show."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.model.media import (
    MediaToken,
    is_media_id,
    media_id,
    read_token,
    split_tokens,
)
from functions.model.media_type import EXTENSIONS, MediaKind, known_type, media_kind

_DIGEST = sha256(b"a picture").digest()
_TOKEN = MediaToken(content_type="image/png", media_id=media_id(_DIGEST))


def test_a_media_id_is_what_clients_compute_from_the_standard_base64_of_the_hash() -> None:
    standard = b64encode(_DIGEST).decode()
    assert media_id(_DIGEST) == re.sub("/", "_", re.sub(r"\+", "-", standard))[:22]
    assert is_media_id(media_id(_DIGEST))


@pytest.mark.parametrize("text", ["", "a" * 21, "a" * 23, "a" * 21 + "/", "a" * 22 + "\n"])
def test_nothing_else_is_a_media_id(text: str) -> None:
    assert not is_media_id(text)


def test_a_token_is_read_as_it_is_written() -> None:
    assert read_token(str(_TOKEN)) == _TOKEN
    assert str(_TOKEN).startswith("@@@langfuseMedia:type=image/png|id=")
    assert str(_TOKEN).endswith("|source=base64_data_uri@@@")


@pytest.mark.parametrize(
    "text",
    [
        None,
        7,
        "",
        "see " + str(_TOKEN),
        str(_TOKEN) + "\n",
        "@@@langfuseMedia:type=image/png|id=../../etc|source=bytes@@@",
        "@@@langfuseMedia:id=x@@@",
    ],
)
def test_what_is_no_token_from_end_to_end_is_none(text: object) -> None:
    assert read_token(text) is None


def test_a_text_falls_into_words_and_tokens() -> None:
    text = f"Look: {_TOKEN}{_TOKEN} nice?"
    assert list(split_tokens(text)) == ["Look: ", _TOKEN, _TOKEN, " nice?"]


@given(st.lists(st.one_of(st.text(), st.just(str(_TOKEN)))))
def test_splitting_loses_no_character(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(map(str, split_tokens(text))) == text


def test_fifty_two_content_types_are_taken_as_langfuse_takes_them() -> None:
    assert len(EXTENSIONS) == 52


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("image/png", MediaKind.IMAGE),
        ("image/svg+xml", MediaKind.FILE),
        ("image/x-unheard-of", MediaKind.FILE),
        ("audio/mp3", MediaKind.AUDIO),
        ("video/mp4", MediaKind.VIDEO),
        ("text/html", MediaKind.FILE),
        ("file", MediaKind.FILE),
    ],
)
def test_only_what_cannot_run_is_shown_in_a_page(content_type: str, kind: MediaKind) -> None:
    assert media_kind(content_type) is kind


def test_a_strange_type_is_any_bytes_and_parameters_are_dropped() -> None:
    assert known_type("Audio/WAV; codecs=1") == "audio/wav"
    assert known_type("text/x-evil") == "application/octet-stream"

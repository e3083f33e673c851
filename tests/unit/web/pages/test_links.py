"""Addresses of pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.model.errors import NotFoundError
from functions.store.keys import key_id
from web.pages import links


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_a_key_leads_back_to_the_form_of_its_id(text: str) -> None:
    key = links.id_to_key(text)

    assert key.isascii()
    assert links.key_to_id(key) == key_id(text)


@pytest.mark.parametrize("key", ["%", "a", "🌸", "/w", "_w"])
def test_what_is_no_key_is_not_found(key: str) -> None:
    with pytest.raises(NotFoundError):
        links.key_to_id(key)


def test_every_page_has_its_address() -> None:
    assert links.sessions_url("demo") == "/p/demo/sessions"
    assert links.sessions_url("demo", "abc") == "/p/demo/sessions?cursor=abc"
    assert links.trace_url("demo", "k") == "/p/demo/traces/k"
    assert links.trace_url("demo", "k", first=201) == "/p/demo/traces/k?from=201"
    assert links.value_url("demo", "k", 2, "input") == "/p/demo/traces/k/values/2/input"
    assert links.publish_url("demo", "k") == "/p/demo/sessions/k/publications"
    assert links.revoke_url("demo", "t") == "/p/demo/publications/t/revoke"

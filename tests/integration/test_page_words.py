"""What stands on pages: whose words are whose, in every page that can be reached.

All data of these tests are Greek, and the catalogue is of letters that nothing else is written in.
So a Latin word outside of code is one that somebody forgot to put into the catalogue.
"""

# ruff: noqa: RUF001 - Greek letters look like Latin ones, and are none
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.integration.crawl import crawl
from tests.integration.service import PROJECT, Service
from tests.unit.web.elements import Elements, Text
from web.pages import language
from web.viewer.app import create_app

IDS = ("ΣΥΝΕΔΡΙΑ-1", "ΙΧΝΟΣ-1", "ΙΧΝΟΣ-2", "ΒΗΜΑ-1", "ΒΗΜΑ-2")
WORDS = ("Πού είναι", "Στον δρόμο", "εκτός δικτύου")
STARTS = (
    f"/p/{PROJECT}/sessions",
    f"/p/{PROJECT}/traces",
    f"/p/{PROJECT}/traces?all=yes",
    f"/p/{PROJECT}/users",
    f"/p/{PROJECT}/sessions?last=1h",
    f"/p/{PROJECT}/traces?name=ψ",
    "/preferences",
    "/nowhere",
    "/api/public/docs",
)
SAID_TO_PEOPLE = ("title", "aria-label", "placeholder", "alt", "data-more", "data-less", "data-is")
NAMES = re.compile(
    r"\b(?:Reprise|English|Esc|UTC|kB|MB|JSON|JSONL|Markdown|OpenAPI|API|id|key=value)\b"
)
"""Names, units and formats that are the same everywhere."""

WORD = re.compile(r"[A-Za-z]{2,}")


def events() -> list[Mapping[str, Any]]:
    """Return a session of a turn that failed, and a trace without a session."""
    at = "2026-09-21T10:00:0{}.000Z"
    trace = {"userId": "χρήστης", "tags": ["ετικέτα"], "environment": "1", "metadata": {"κ": "τ"}}
    tool = {
        "id": "ΒΗΜΑ-2",
        "traceId": "ΙΧΝΟΣ-1",
        "type": "TOOL",
        "name": "εργαλείο",
        "startTime": at.format(1),
        "endTime": at.format(2),
        "input": {"α": 1},
        "output": "ω",
        "level": "ERROR",
        "statusMessage": "εκτός δικτύου",
    }
    generation = {
        "id": "ΒΗΜΑ-1",
        "traceId": "ΙΧΝΟΣ-1",
        "name": "γέννηση",
        "startTime": at.format(2),
        "endTime": at.format(4),
        "model": "μοντέλο",
        "input": [{"role": "user", "content": "Πού είναι;"}],
        "output": "Στον δρόμο.",
        "usage": {"input": 1200, "output": 34},
    }
    first = {"id": "ΙΧΝΟΣ-1", "sessionId": "ΣΥΝΕΔΡΙΑ-1", "name": "όνομα", "input": "Πού είναι;"}
    bodies: list[tuple[str, Mapping[str, Any]]] = [
        ("trace-create", {**trace, **first, "output": "Στον δρόμο.", "timestamp": at.format(0)}),
        ("observation-create", tool),
        ("generation-create", generation),
        (
            "trace-create",
            {**trace, "id": "ΙΧΝΟΣ-2", "input": "Πού είναι;", "timestamp": at.format(5)},
        ),
    ]
    return [
        {"id": f"e-{number}", "type": kind, "timestamp": at.format(number), "body": body}
        for number, (kind, body) in enumerate(bodies)
    ]


@pytest.fixture
def browser(service: Service) -> TestClient:
    service.send(events())
    service.settle()
    return TestClient(create_app())


@pytest.fixture
def strange(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the interface speak a language of letters that nothing else is written in."""
    catalogue = json.loads(json.dumps(language._catalogue()))  # noqa: SLF001 - the one there is
    for said in catalogue.values():
        said.update({code: _strange(text) for code, text in said.items()})
    monkeypatch.setattr(language, "_catalogue", lambda: catalogue)
    _forget()
    yield
    _forget()


def _strange(text: str | dict[str, str]) -> str | dict[str, str]:
    if isinstance(text, dict):
        return {form: str(_strange(each)) for form, each in text.items()}
    return re.sub(
        r"(\{\w+\})|[A-Za-z]", lambda found: found[1] or chr(ord(found[0]) + 0xFEE0), text
    )


def _forget() -> None:
    language._language.cache_clear()  # noqa: SLF001 - no code of ours ever has to forget
    language._texts_for_scripts.cache_clear()  # noqa: SLF001 - as above


def is_code(text: Text) -> bool:
    """Tell whether a text is none of the catalogue: code, ids, times, what is marked as English."""
    quiet = {"script", "style", "time", "title"}
    marked = any(each.tag in quiet for each in text.around) or text.within("translate", "no")
    return marked or any("lang" in each.attributes for each in text.around[1:])


def latin(page: Elements) -> set[str]:
    """Return the Latin words that a page says of itself."""
    texts = [each.text for each in page.texts if not is_code(each)]
    texts += [value for name in SAID_TO_PEOPLE for value in page.values(name)]
    return {word for text in texts for word in WORD.findall(NAMES.sub("", text))}


@pytest.mark.usefixtures("strange")
def test_every_word_of_every_page_is_in_the_catalogue(browser: TestClient) -> None:
    found = {path: latin(page) for path, page in crawl(browser, *STARTS)}

    assert {path: words for path, words in found.items() if words} == {}


def test_ids_and_code_are_never_translated(browser: TestClient) -> None:
    for path, page in crawl(browser, *STARTS):
        for each in page.texts:
            coded = any(element.tag in ("code", "pre") for element in each.around)
            named = any(identifier in each.text for identifier in IDS)
            titled = any(element.tag == "title" for element in each.around)
            if (coded or named) and each.text.strip() and not titled:
                assert each.within("translate", "no"), (path, each.text)


def test_what_people_wrote_has_its_own_direction(browser: TestClient) -> None:
    for path, page in crawl(browser, *STARTS):
        for each in page.texts:
            if any(word in each.text for word in WORDS) and not _is_title(each):
                own = each.within("dir", "auto") or any(one.tag == "bdi" for one in each.around)
                assert own, (path, each.text)


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_every_page_is_there_in_every_language(browser: TestClient, code: str) -> None:
    browser.cookies["lang"] = code
    for path, page in crawl(browser, *STARTS):
        if page.found and page.found[0].tag == "html":
            assert page.found[0].attributes["lang"] == code, path


def _is_title(text: Text) -> bool:
    return any(element.tag == "title" for element in text.around)

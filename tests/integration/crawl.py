"""Every kind of page that a person reaches from a list, as HTML."""

from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from fastapi.testclient import TestClient

from tests.unit.web.elements import Elements

_MOST = 150
_PARAMETERS = 1
_WHERE = ("href", "hx-get")


def crawl(browser: TestClient, *starts: str) -> Iterator[tuple[str, Elements]]:
    """Yield the pages and fragments behind these addresses, and behind the links on them.

    Of pages that differ in what one parameter says only the first is asked for, and none of those
    that several parameters make: there are more of these than anybody could look at.
    """
    waiting, known = list(starts), {_kind(start) for start in starts}
    for number, path in enumerate(waiting):
        assert number < _MOST, "the links of these pages never end"
        answer = browser.get(path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        page = Elements(answer.text)
        yield path, page
        for link in _links(page):
            if (kind := _kind(link)) not in known and len(kind) <= _PARAMETERS + 1:
                known.add(kind)
                waiting.append(link)


def _kind(address: str) -> tuple[str, ...]:
    """Return the path of an address and the names of its parameters."""
    url = urlsplit(address)
    return (url.path, *(name for name, _ in parse_qsl(url.query)))


def _links(page: Elements) -> Iterator[str]:
    for name in _WHERE:
        for link in page.values(name):
            if link.startswith("/p/"):
                yield link.partition("#")[0]

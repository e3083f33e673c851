"""What the product gives back, through its public API and its pages."""

import html
import json
import re
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

from tests.product import Product

type Json = dict[str, Any]

_PATIENCE_S = 10.0


def wait_for[T](read: Callable[[], T], wanted: Callable[[T], bool]) -> T:
    """Read until it is as wanted; after the time is up, return what there is."""
    until = time.monotonic() + _PATIENCE_S
    while not wanted(found := read()) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def read_session(product: Product, session_id: str) -> Json:
    """Return the session of that id, or the error that there is in its place."""
    reply = product.request(f"/api/public/sessions/{quote(session_id, safe='')}")
    found: Json = reply.json()
    return found


def read_traces(product: Product, session_id: str) -> list[Json]:
    """Return the session's traces in order, each with its observations and scores."""
    traces = read_session(product, session_id).get("traces", [])
    return [product.request(f"/api/public/traces/{each['id']}").json() for each in traces]


def read_totals(product: Product, session_id: str) -> Json:
    """Return what the session's turns add up to, or nothing for a session that is not there."""
    is_it = {"type": "string", "column": "id", "operator": "=", "value": session_id}
    query = urlencode({"fields": "totals", "filter": json.dumps([is_it])})
    found: list[Json] = product.request(f"/api/public/sessions?{query}").json()["data"]
    return found[0]["totals"] if found else {}


def read_page_of(product: Product, session_id: str) -> str:
    """Return the session's page."""
    path = f"/project/{product.project}/sessions/{quote(session_id, safe='')}"
    return product.request(path).body.decode()


def read_trace_page(product: Product, trace_id: str) -> str:
    """Return the words of the trace's page, as a person reads them."""
    path = f"/project/{product.project}/traces/{quote(trace_id, safe='')}"
    page = product.request(path).body.decode()
    without_code = re.sub(r"<(script|style)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", without_code)).split())


def text_of(value: object) -> str:
    """Return a value as JSON in which no character is escaped, to look for words in it."""
    return json.dumps(value, ensure_ascii=False)

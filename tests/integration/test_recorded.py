"""What real SDKs sent, byte for byte, through ingest, stream and rollup to the page.

Media calls are left out: media comes with a later version.
"""

import html
import re
from collections.abc import Iterator

import pytest

from functions.model.turn import Turn
from functions.store.table import session_table
from tests.bench.place import body, get
from tests.contract.recordings import recorded_requests, recordings
from tests.integration.service import PROJECT, Service
from web.pages.links import id_to_key, session_url, trace_url


@pytest.fixture(params=recordings())
def told(request: pytest.FixtureRequest, service: Service) -> Service:
    """Return the service after one recorded client told it everything, and it came to rest."""
    for each in recorded_requests(request.param):
        if each.method == "POST" and "/media" not in each.path:
            answer = service.post(each.path, each.body, dict(each.headers))
            assert answer["statusCode"] in (200, 202, 207), answer
    service.settle()
    return service


def test_every_turn_stands_on_the_page_of_its_session(told: Service) -> None:
    assert told.table
    for session_id, turns in _sessions():
        text = _read(session_url(PROJECT, id_to_key(session_id)))

        for number, turn in enumerate(turns, 1):
            assert f'id="t{number}"' in text
            for said in (turn.user, turn.answer):
                assert said is None or _first_word(said.text) in text
            for tool in turn.tools:
                assert html.escape(tool.name) in text
            for error in turn.errors:
                assert html.escape(error.message.split("\n")[0][:40]) in text


def test_every_trace_opens_with_all_its_observations(told: Service) -> None:
    assert told.table
    for _, turns in _sessions():
        for turn in turns:
            text = _read(trace_url(PROJECT, id_to_key(turn.trace_id)))
            assert len(re.findall(r'id="o\d+"', text)) == turn.observation_count


def _sessions() -> Iterator[tuple[str, tuple[Turn, ...]]]:
    listed = session_table().list_sessions(PROJECT).items
    assert listed
    for each in listed:
        record = session_table().read_session(PROJECT, each.session_id)
        assert each.turn_count == len(record.turns)
        yield each.session_id, record.turns


def _read(path: str) -> str:
    answer = get(path)
    assert answer["statusCode"] == 200
    return body(answer).decode()


def _first_word(text: str) -> str:
    """Return the first word that Markdown leaves as it is."""
    return next(iter(re.findall(r"\w{3,}", text)), "")

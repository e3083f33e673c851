"""The recordings themselves: complete, and silent about where they were made."""

import pytest

from infra.local.recording.environment import ROOT
from tests.contract.meaning import plain_body
from tests.contract.recordings import recorded_requests, recordings
from tests.live.catalogue import SDKS
from tests.live.catalogue.client import Client

_TRACES = ("/api/public/otel/v1/traces", "/api/public/ingestion")


@pytest.mark.parametrize("name", recordings())
def test_a_recording_holds_traces(name: str) -> None:
    assert any(each.path in _TRACES and plain_body(each) for each in recorded_requests(name))


@pytest.mark.parametrize("name", recordings())
def test_a_recording_names_nobody_s_machine(name: str) -> None:
    for request in recorded_requests(name):
        for trace_of_a_person in (b"/home/", b"/Users/", b"/root/", f"{ROOT}/".encode()):
            assert trace_of_a_person not in plain_body(request)


@pytest.mark.parametrize("client", SDKS, ids=lambda client: client.name)
def test_every_pinned_client_is_recorded(client: Client) -> None:
    assert client.name in recordings()


def test_the_encodings_of_a_body_are_all_recorded() -> None:
    encodings = {
        each.header("content-encoding") for name in recordings() for each in recorded_requests(name)
    }

    assert encodings >= {"", "gzip", "deflate"}

"""What real SDKs sent, byte for byte, through ingest, stream and rollup to the session."""

import pytest

from functions.store.table import session_table
from tests.contract.recordings import recorded_requests, recordings
from tests.integration.service import PROJECT, Service


@pytest.mark.parametrize("client", recordings())
def test_every_recorded_client_makes_sessions(client: str, service: Service) -> None:
    for request in recorded_requests(client):
        if request.method != "POST" or "/media" in request.path:
            continue  # media calls come with a later version
        answer = service.post(request.path, request.body, dict(request.headers))
        assert answer["statusCode"] in (200, 202, 207), answer

    service.settle()

    listed = session_table().list_sessions(PROJECT).items
    for each in listed:
        print(each)
    assert listed

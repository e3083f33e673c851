"""What every recorded client said comes out in the words of the model."""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from functions.interpret.fragments import read_fragments
from functions.model.chunk import Chunk, Format
from functions.model.fold.trace import fold_trace
from functions.model.fold.turn import fold_turn
from functions.model.fragment import Fragment, ScoreFragment
from functions.model.observation import Observation
from functions.model.trace import Trace
from infra.local.recording.capture import CapturedRequest
from tests.contract.meaning import plain_body
from tests.contract.recordings import recorded_requests
from tests.contract.said_by_clients import CLIENTS, METADATA, MODEL, SESSION, USER, Client

every_client = pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.recording)


@cache
def traces(recording: str) -> tuple[Trace, ...]:
    """Return the traces of a recording by their start."""
    fragments: dict[str, list[Fragment]] = defaultdict(list)
    for request in recorded_requests(recording):
        for chunk in chunks(request):
            for fragment in read_fragments(chunk):
                about = fragment.said if isinstance(fragment, ScoreFragment) else fragment
                if about.trace_id:
                    fragments[about.trace_id].append(fragment)
    folded = [fold_trace(trace_id, said) for trace_id, said in fragments.items()]
    return tuple(sorted(folded, key=lambda trace: trace.start_ns or 0))


def chunks(request: CapturedRequest) -> Iterator[Chunk]:
    """Return a request as a chunk, if it carries traces or events."""
    if request.path.endswith("/v1/traces"):
        is_json = "json" in request.header("content-type")
        form = Format.OTLP_JSON if is_json else Format.OTLP_PROTOBUF
        yield Chunk(format=form, data=plain_body(request))
    elif request.path == "/api/public/ingestion":
        batch = json.loads(request.body)["batch"]
        yield Chunk(format=Format.LANGFUSE, data=json.dumps(batch).encode())


def observations(recording: str) -> list[Observation]:
    """Return every observation of a recording."""
    return [each for trace in traces(recording) for each in trace.observations]


@every_client
def test_its_first_turns_belong_to_the_session_the_user_and_the_environment(
    client: Client,
) -> None:
    for trace in traces(client.recording)[:3]:
        assert (trace.session_id, trace.user_id) == (SESSION, USER)
        assert trace.environment == client.environment
    assert traces(client.recording)[0].tags == client.tags


@every_client
def test_its_traces_have_names(client: Client) -> None:
    assert sorted(trace.name or "" for trace in traces(client.recording)) == sorted(client.names)


@every_client
def test_its_observations_have_types_and_names(client: Client) -> None:
    said = {f"{each.type} {each.name}" for each in observations(client.recording)}

    assert said == set(client.steps.split("; "))


@every_client
def test_its_generations_name_model_and_usage(client: Client) -> None:
    said = observations(client.recording)
    models = {each.model for each in said if each.model}
    usages = [dict(each.usage) for each in said if each.usage]

    assert client.model in models if client.model else not models
    assert client.usage in usages if client.usage else not usages


@every_client
def test_its_first_turn_says_what_was_asked_and_answered(client: Client) -> None:
    turn = fold_turn(traces(client.recording)[0])

    assert turn.user is not None
    assert turn.user.text.startswith("Wo ist meine Bestellung 1007?")
    assert turn.answer is not None
    assert turn.answer.text.startswith("Your order 1007 left our Kiel warehouse today")


@pytest.mark.parametrize(
    "recording", ["py-langfuse-2.60.10-lowlevel", "js-langfuse-3.39.2-lowlevel"]
)
def test_a_picture_that_was_asked_about_stands_behind_the_words(recording: str) -> None:
    turn = fold_turn(traces(recording)[1])

    assert turn.user is not None
    words, _, picture = turn.user.text.partition("\n\n")
    assert words.startswith("Here is a photo")
    assert picture.startswith("@@@langfuseMedia:type=image/png|")


@every_client
def test_its_errors_tell_what_happened(client: Client) -> None:
    errors = {
        (each.name, each.status_message, each.exceptions[0].type if each.exceptions else None)
        for each in observations(client.recording)
        if each.is_error
    }

    assert errors == set(client.errors)


@pytest.mark.parametrize(
    "recording",
    [
        "py-langfuse-2.60.10-decorator",
        "js-langfuse-3.39.2-lowlevel",
        "py-langfuse-3.15.0-observe",
        "py-langfuse-5.0.4-observe",
        "openinference-langchain-0.1.80",
    ],
)
def test_the_same_metadata_reads_alike_from_all_that_keep_its_types(recording: str) -> None:
    metadata = traces(recording)[0].metadata

    assert {key: metadata.get(key) for key in METADATA} == METADATA


def test_metadata_that_python_4_wrote_as_python_stays_text() -> None:
    metadata = traces("py-langfuse-4.18.0-manual")[0].metadata

    assert (metadata["vip"], metadata["ab_bucket"]) == ("True", 7)
    assert metadata["nested"] == "{'cart': {'items': 3, 'total_eur': 1249.5}}"


def test_a_session_id_outside_ascii_is_kept_and_one_too_long_was_never_sent() -> None:
    sessions = {trace.name: trace.session_id for trace in traces("py-langfuse-4.18.0-manual")}

    assert sessions["unicode-session"] == "sitzung-ü-🚲"
    assert sessions["too-long-session"] is None


def test_a_root_may_name_a_parent_that_never_comes() -> None:
    trace = traces("py-langfuse-4.18.0-manual")[0]

    assert [(root.name, root.as_root) for root in trace.roots] == [("handle-message", True)]


def test_scores_are_numbers_labels_and_booleans() -> None:
    scores = {
        (each.name, str(each.data_type), each.value, each.text)
        for trace in traces("js-langfuse-3.39.2-lowlevel")
        for each in trace.scores
    }

    assert scores == {
        ("accuracy", "NUMERIC", 0.92, None),
        ("hallucination", "CATEGORICAL", None, "none"),
        ("user-feedback", "BOOLEAN", 1.0, None),
    }


def test_what_was_asked_and_answered_is_a_list_of_messages() -> None:
    (answer, *_) = [
        each for each in observations("otel-python-1.45.2-genai-gzip") if each.model == MODEL
    ]

    assert isinstance(answer.input, list)
    assert isinstance(answer.output, list)
    roles = [each["role"] for each in (*answer.input, *answer.output) if isinstance(each, dict)]
    assert roles == ["system", "user", "assistant"]

"""Pipecat's voice pipelines, after `pipecat-ai` 1.14."""

from functions.model.fragment import SessionClaim
from functions.model.observation import ObservationType
from tests.unit.interpret.spans import SPAN_ID, about_trace, observed


def test_a_model_is_asked_with_input_and_answers_with_output() -> None:
    said = observed(
        {
            "gen_ai.operation.name": "chat",
            "gen_ai.request.model": "gpt-4o-mini",
            "input": '[{"role": "user", "content": "Hi"}]',
            "output": "Hello",
            "tools": '[{"type": "function"}]',
        },
        scope="pipecat",
    )

    assert said.type is ObservationType.GENERATION
    assert (said.input, said.output) == ([{"role": "user", "content": "Hi"}], "Hello")
    assert said.attributes["tools"] == '[{"type": "function"}]'


def test_speech_is_heard_as_output_and_spoken_from_input() -> None:
    heard = observed({"transcript": "Where is 1007?", "is_final": True}, scope="pipecat")
    spoken = observed({"text": "On its way."}, scope="pipecat")

    assert (heard.input, heard.output) == (None, "Where is 1007?")
    assert (spoken.input, spoken.output) == ("On its way.", None)
    assert observed({"text": "x", "transcript": "y"}).input is None


def test_its_conversation_is_a_session_that_a_root_names() -> None:
    said = about_trace({"conversation.id": "call-7"}, scope="pipecat.turn", name="conversation")

    assert said is not None
    assert said.claims == (
        SessionClaim(rank=3, session_id="call-7", observation_id=SPAN_ID, root_only=True),
    )

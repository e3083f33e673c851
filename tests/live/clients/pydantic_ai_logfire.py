"""The conversation through Pydantic AI, told by Logfire to another backend than its own."""

from typing import Any

import logfire
import said
from pydantic_ai import Agent, ModelRetry
from pydantic_ai.models.openai import OpenAIChatModel
from said import MODEL, SAID, SESSION, TAGS, USER, pause, track_parcel


def cancel_order(order: str) -> dict[str, str]:
    """Cancel an order; the model is told what went wrong."""
    try:
        return said.cancel_order(order)
    except RuntimeError as error:
        raise ModelRetry(str(error)) from error


def main() -> None:
    """Have the conversation, flush, end."""
    # Its scrubbing would replace every session's id by the same words.
    logfire.configure(send_to_logfire=False, console=False, scrubbing=False, metrics=False)
    logfire.instrument_pydantic_ai()
    agent = Agent(OpenAIChatModel(MODEL), name="live", tools=[track_parcel, cancel_order])
    about: Any = {"session.id": SESSION, "user.id": USER, "langfuse.trace.tags": TAGS}
    history: list[Any] = []
    for turn in SAID["turns"]:
        with logfire.span("live", **about):
            result = agent.run_sync(turn["user"], message_history=history)
        history = result.all_messages()
        pause()
    logfire.shutdown()


if __name__ == "__main__":
    main()

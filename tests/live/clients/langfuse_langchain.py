"""The conversation through a LangChain agent, told by the handler of Langfuse's SDKs 3 to 5."""

from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import wrap_tool_call
from langchain_core.messages import ToolMessage
from langchain_openai import ChatOpenAI
from langfuse import get_client
from langfuse.langchain import CallbackHandler
from said import MODEL, SAID, SESSION, TAGS, USER, cancel_order, pause, track_parcel


@wrap_tool_call
def tell_the_model(request: Any, handler: Any) -> Any:
    """Let the agent go on when a tool has failed."""
    try:
        return handler(request)
    except RuntimeError as error:
        return ToolMessage(f"Error: {error}", tool_call_id=request.tool_call["id"], status="error")


def main() -> None:
    """Have the conversation, flush, end."""
    agent = create_agent(
        ChatOpenAI(model=MODEL),
        tools=[track_parcel, cancel_order],
        middleware=[tell_the_model],
        name="live",
    )
    messages: list[Any] = []
    for turn in SAID["turns"]:
        config = {
            "callbacks": [CallbackHandler()],
            "metadata": {
                "langfuse_session_id": SESSION,
                "langfuse_user_id": USER,
                "langfuse_tags": TAGS,
            },
        }
        asked = {"messages": [*messages, {"role": "user", "content": turn["user"]}]}
        messages = agent.invoke(asked, config)["messages"]
        pause()
    get_client().shutdown()


if __name__ == "__main__":
    main()

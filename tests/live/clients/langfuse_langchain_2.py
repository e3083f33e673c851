"""The conversation through LangChain, told by the callback handler of Langfuse's Python SDK 2."""

import json
from typing import Any

from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.runnables import RunnableConfig, RunnableLambda
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI
from langfuse.callback import CallbackHandler  # type: ignore[import-not-found]
from said import MODEL, SAID, SESSION, TAGS, USER, cancel_order, pause, track_parcel

TOOLS = {each.name: each for each in (tool(track_parcel), tool(cancel_order))}


def main() -> None:
    """Have the conversation, flush, end."""
    model = ChatOpenAI(model=MODEL).bind_tools(list(TOOLS.values()))
    history: list[Any] = []

    def answer(question: str, config: RunnableConfig) -> str:
        history.append(HumanMessage(question))
        while True:
            said: AIMessage = model.invoke(history, config)
            history.append(said)
            if not said.tool_calls:
                return str(said.content)
            for call in said.tool_calls:
                history.append(run(call, config))

    def run(call: Any, config: RunnableConfig) -> ToolMessage:
        try:
            result = json.dumps(TOOLS[call["name"]].invoke(call["args"], config))
        except RuntimeError as error:
            result = f"Error: {error}"
        return ToolMessage(result, tool_call_id=call["id"])

    chain = RunnableLambda(answer).with_config(run_name="live")
    for turn in SAID["turns"]:
        handler = CallbackHandler(session_id=SESSION, user_id=USER, tags=TAGS)
        chain.invoke(turn["user"], {"callbacks": [handler]})
        handler.flush()
        pause()


if __name__ == "__main__":
    main()

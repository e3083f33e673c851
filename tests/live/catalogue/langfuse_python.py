"""Langfuse's Python SDKs, with their LangChain and OpenAI integrations."""

from infra.local.recording.environment import Environment
from tests.live.catalogue.client import Client
from tests.live.feature import Feature

_LANGCHAIN = ("langchain==1.5.2", "langchain-openai==1.7.4", "openai==3.57.0")
# The handler of SDK 2 was written for the LangChain of its time.
_LANGCHAIN_2 = ("langchain==0.3.30", "langchain-openai==0.3.35", "openai==2.54.0")

_NO_SCORE = {Feature.SCORE: "the integration has no scores; the SDK beside it has"}


def _sdk(version: str) -> Client:
    generation = version[0]
    return Client(
        name=f"langfuse-python-{version}",
        program="langfuse_2.py" if generation == "2" else "langfuse_otel.py",
        environment=Environment(language="python", pins=(f"langfuse=={version}",)),
        tool_type="SPAN" if generation == "2" else "TOOL",
        api="langfuse_api.py",
    )


def _integration(version: str, kind: str) -> Client:
    old = version.startswith("2.")
    return Client(
        name=f"langfuse-python-{version}-{kind}",
        program=f"langfuse_{kind}_2.py" if old else f"langfuse_{kind}.py",
        environment=Environment(
            language="python",
            pins=(f"langfuse=={version}", *(_LANGCHAIN_2 if old else _LANGCHAIN)),
        ),
        tool_type="SPAN" if old else "TOOL",
        cannot=_NO_SCORE,
    )


VERSIONS = ("2.60.10", "3.15.0", "4.18.0", "5.0.4")
SDKS = tuple(_sdk(version) for version in VERSIONS)
INTEGRATIONS = tuple(
    _integration(version, kind) for version in VERSIONS for kind in ("langchain", "openai")
)

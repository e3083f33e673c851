"""What is printed once the product is ready."""

import base64
from urllib.parse import unquote

from opentelemetry.util.re import parse_env_headers

from infra.local.banner import text
from infra.local.options import parse


def test_the_headers_variable_gives_an_exporter_the_keys() -> None:
    options = parse(["--public-key", "pk", "--secret-key", "s=k"])

    printed = text(options, "http://127.0.0.1:3000", "http://localhost:3001")

    value = printed.partition("OTEL_EXPORTER_OTLP_HEADERS=")[2].partition("\n")[0]
    assert parse_env_headers(value) == {
        "authorization": f"Basic {base64.b64encode(b'pk:s=k').decode()}"
    }
    assert " " in unquote(value)


def test_the_langfuse_variables_are_there_to_paste() -> None:
    printed = text(parse([]), "http://127.0.0.1:3000", "http://localhost:3001")

    assert "export LANGFUSE_PUBLIC_KEY=pk-lf-local\n" in printed
    assert "export LANGFUSE_SECRET_KEY=sk-lf-local\n" in printed
    assert "export LANGFUSE_HOST=http://127.0.0.1:3000\n" in printed

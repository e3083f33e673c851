"""What a person sees once the product is ready."""

import base64
from urllib.parse import quote

from infra.local.options import Options


def text(options: Options, url: str, public_origin: str) -> str:
    """Return where it is, and what to paste into the shell of an application."""
    pair = f"{options.public_key}:{options.secret_key}".encode()
    # The variable holds a list `name=value,…` with percent-encoded values.
    basic = quote(f"Basic {base64.b64encode(pair).decode()}", safe="")
    return f"""
Reprise is ready:        {url}
Published pages are at:  {public_origin}
Project, keys:           {options.project_id}, {options.public_key} / {options.secret_key}

For a Langfuse SDK:
  export LANGFUSE_PUBLIC_KEY={options.public_key}
  export LANGFUSE_SECRET_KEY={options.secret_key}
  export LANGFUSE_HOST={url}

For an OpenTelemetry exporter (it appends /v1/traces itself):
  export OTEL_EXPORTER_OTLP_ENDPOINT={url}/api/public/otel
  export OTEL_EXPORTER_OTLP_HEADERS=Authorization={basic}
  export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf

Ctrl-C stops it; everything is kept in {options.data}.
"""

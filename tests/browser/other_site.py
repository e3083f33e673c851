"""A page on an origin of its own that runs Langfuse's browser SDK, unmodified."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from infra.local.recording.environment import Environment

SDK = Environment(language="node", pins=("langfuse@3.39.2",))

_PAGE = """<!doctype html><title>A shop</title><link rel="icon" href="data:,">
<script type="importmap">{"imports": {
  "langfuse": "/node_modules/langfuse/lib/index.mjs",
  "langfuse-core": "/node_modules/langfuse-core/lib/index.mjs",
  "mustache": "/node_modules/mustache/mustache.mjs"
}}</script>
<script type="module">
  import { LangfuseWeb } from "langfuse";
  window.LangfuseWeb = LangfuseWeb;
</script>
"""


class OtherSite:
    """Serves the page and the SDK's own files while it is entered."""

    def __init__(self) -> None:
        SDK.install()
        handler = partial(_Handler, directory=str(SDK.folder))
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """Return the address of the page."""
        return f"http://localhost:{self._http.server_port}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def do_GET(self) -> None:
        if self.path != "/":
            super().do_GET()
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(_PAGE.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Say nothing."""

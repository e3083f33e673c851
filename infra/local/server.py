"""The front door: every request to our port, through a route of the template to its function."""

import asyncio
import re
from concurrent.futures import Executor

from infra.local import asgi
from infra.local.answers import answer_of, failed
from infra.local.asgi import Answer, Message, Receive, Send
from infra.local.errors import BodyTooLargeError, FunctionFailedError
from infra.local.events import API_LIMIT, Request, event_of, path_of
from infra.local.lambdas import Lambdas
from infra.local.routes import Router

_OWN_ORIGIN = re.compile(r"https?://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?", re.IGNORECASE)


class FrontDoor:
    """An ASGI application that is API Gateway for one port.

    Whoever reaches the port is signed in, and everybody knows its keys. So a page elsewhere must
    not reach it, neither under a name of its own that resolves to this machine nor through the API,
    which lets any page read: only our names are answered, and only pages from this machine.
    """

    def __init__(self, router: Router, lambdas: Lambdas, pool: Executor, port: int) -> None:
        self._router = router
        self._lambdas = lambdas
        self._pool = pool
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost", "[::1]")}

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            answer = await self._answer(scope, receive)
        except asgi.DisconnectedError:
            return
        except BodyTooLargeError:
            answer = asgi.message(413, "Request Entity Too Large")
        await asgi.send_answer(send, answer, head=scope["method"] == "HEAD")

    async def _answer(self, scope: Message, receive: Receive) -> Answer:
        headers = asgi.headers(scope)
        host = next((value for name, value in headers if name == "host"), "")
        if host.lower() not in self._hosts:
            return asgi.message(421, "Misdirected Request")
        origin = next((value for name, value in headers if name == "origin"), None)
        if origin is not None and not _OWN_ORIGIN.fullmatch(origin):
            return asgi.message(403, "Only pages from this machine may call it")
        request = Request(
            method=scope["method"],
            raw_path=asgi.raw_path(scope),
            query=scope["query_string"].decode("latin-1"),
            headers=headers,
            body=await asgi.body(receive, API_LIMIT),
            host=host,
            source_ip=scope["client"][0],
        )
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, self.answer, request)

    def answer(self, request: Request) -> Answer:
        """Answer one request that was read whole.

        Raises:
            BodyTooLargeError: Lambda would not take it.

        """
        match = self._router.match(request.method, path_of(request.raw_path))
        if match is None:
            return asgi.message(404, "Not Found")
        event = event_of(request, match)
        try:
            return answer_of(self._lambdas.invoke_from_outside(match.function, event))
        except FunctionFailedError:
            return failed()

"""Lambda's Invoke on loopback, for functions that call one another through boto3."""

import asyncio
import json
import re
from concurrent.futures import Executor

from infra.local import asgi
from infra.local.asgi import Answer, Message, Receive, Send
from infra.local.errors import BodyTooLargeError, FunctionFailedError, NoSuchFunctionError
from infra.local.events import LAMBDA_LIMIT
from infra.local.lambdas import Lambdas

_PATH = re.compile(r"/2015-03-31/functions/([^/]+)/invocations")


class Invocations:
    """An ASGI application that knows one operation of Lambda."""

    def __init__(self, lambdas: Lambdas, pool: Executor) -> None:
        self._lambdas = lambdas
        self._pool = pool

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        found = _PATH.fullmatch(asgi.path(scope))
        if asgi.is_from_page(scope):
            answer = _error(403, "AccessDeniedException")
        elif found is None or scope["method"] != "POST":
            answer = _error(404, "ResourceNotFoundException")
        else:
            answer = await self._invoke(found[1], scope, receive)
        await asgi.send_answer(send, answer)

    async def _invoke(self, name: str, scope: Message, receive: Receive) -> Answer:
        kind = dict(asgi.headers(scope)).get("x-amz-invocation-type", "RequestResponse")
        try:
            event = json.loads(await asgi.body(receive, LAMBDA_LIMIT) or b"{}")
            if kind == "Event":
                self._lambdas.invoke_later(name, event)
                return Answer(status=202)
            loop = asyncio.get_running_loop()
            returned = await loop.run_in_executor(self._pool, self._lambdas.invoke, name, event)
        except NoSuchFunctionError:
            return _error(404, "ResourceNotFoundException")
        except BodyTooLargeError:
            return _error(413, "RequestTooLargeException")
        except FunctionFailedError as error:
            unhandled = (("x-amz-function-error", "Unhandled"),)
            body = json.dumps({"errorType": str(error)}).encode()
            return Answer(status=200, headers=unhandled, body=body)
        return Answer(status=200, body=json.dumps(returned).encode())


def _error(status: int, kind: str) -> Answer:
    headers = (("x-amzn-errortype", kind), ("content-type", "application/json"))
    return Answer(status=status, headers=headers, body=json.dumps({"Message": kind}).encode())

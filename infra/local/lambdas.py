"""The functions of template.yaml, called in this process."""

import importlib
import logging
import queue
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from functions.model.errors import places
from infra.local.errors import FunctionFailedError, NoSuchFunctionError
from infra.local.gate import Gate
from infra.resources import Function

type Json = dict[str, Any]
type Handler = Callable[[Any, "Context"], Any]

_LOG = logging.getLogger("reprise.local")
_RETRY_AFTER_S = (1.0, 5.0)
"""Lambda tries an asynchronous invocation twice more; after minutes, not seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What Lambda passes as the second argument."""

    function_name: str
    deadline: float
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    function_version: str = "$LATEST"
    memory_limit_in_mb: int = 1024
    client_context: None = None
    identity: None = None

    @property
    def invoked_function_arn(self) -> str:
        """The function's name as Lambda writes it."""
        return f"arn:aws:lambda:local:000000000000:function:{self.function_name}"

    @property
    def log_group_name(self) -> str:
        """Where its log would be."""
        return f"/aws/lambda/{self.function_name}"

    @property
    def log_stream_name(self) -> str:
        """Where in that."""
        return "local"

    def get_remaining_time_in_millis(self) -> int:
        """Return what is left of the function's timeout."""
        return max(0, int((self.deadline - time.monotonic()) * 1000))


class Lambdas:
    """Every function by name; `invoked` is called each time one has returned.

    What is invoked from outside, a request, a schedule or the queue, passes the gate; what follows
    from it, the stream or a function that another one waits for, does not.
    """

    def __init__(self, functions: Mapping[str, Function], invoked: Callable[[], None]) -> None:
        self._functions = functions
        self._invoked = invoked
        self.gate = Gate()
        self._waiting: queue.SimpleQueue[tuple[str, Json]] = queue.SimpleQueue()
        self._unfinished = 0
        self._changed = threading.Condition()

    def start(self) -> None:
        """Begin to work off asynchronous invocations."""
        threading.Thread(target=self._work, daemon=True, name="asynchronous").start()

    def load(self) -> None:
        """Import every handler."""
        for function in self._functions.values():
            _handler(function)

    def invoke(self, name: str, event: Json) -> Any:
        """Call a function and return its answer.

        Raises:
            NoSuchFunctionError: there is none of that name.
            FunctionFailedError: it raised.

        """
        function = self._function(name)
        deadline = time.monotonic() + function.timeout_s
        context = Context(function_name=name, deadline=deadline)
        try:
            return _handler(function)(event, context)
        except Exception as error:
            # Neither the message nor the frames' values: both may hold what a sender wrote.
            _LOG.error("%s failed: %s", name, _where(error))
            raise FunctionFailedError(type(error).__name__) from error
        finally:
            self._invoked()

    def invoke_from_outside(self, name: str, event: Json) -> Any:
        """Do as `invoke` once nobody holds up what comes from outside."""
        with self.gate.entered():
            return self.invoke(name, event)

    def invoke_later(self, name: str, event: Json) -> None:
        """Queue an asynchronous invocation, as `InvocationType=Event` does.

        Raises:
            NoSuchFunctionError: there is none of that name.

        """
        self._function(name)
        with self._changed:
            self._unfinished += 1
        self._waiting.put((name, event))

    def wait_idle(self, timeout: float) -> bool:
        """Return whether every queued invocation came to its end in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._unfinished == 0, timeout)

    def _function(self, name: str) -> Function:
        function = self._functions.get(name.rpartition(":")[2])
        if function is None:
            raise NoSuchFunctionError(name)
        return function

    def _work(self) -> None:
        while True:
            name, event = self._waiting.get()
            self._try(name, event)
            with self._changed:
                self._unfinished -= 1
                self._changed.notify_all()

    def _try(self, name: str, event: Json) -> None:
        for pause in (*_RETRY_AFTER_S, None):
            try:
                self.invoke_from_outside(name, event)
            except FunctionFailedError:
                if pause is not None:
                    time.sleep(pause)
            else:
                return


def _handler(function: Function) -> Handler:
    module, _, name = function.handler.rpartition(".")
    handler: Handler = getattr(importlib.import_module(module), name)
    return handler


def _where(error: BaseException) -> str:
    return f"{type(error).__name__} at {' > '.join(places(error)[1:])}"

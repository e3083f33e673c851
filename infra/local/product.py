"""The product as one thing: every part made, started and stopped in the right order."""

import asyncio
import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext

import boto3
from uvicorn import Config, Server

from functions.store import aws
from infra.local import environment, tables
from infra.local.asgi import App, Message, Receive, Send
from infra.local.delivery import Delivery, EventSource
from infra.local.engine import Engine
from infra.local.errors import EngineError, LocalError
from infra.local.events import Request
from infra.local.folder import DataFolder
from infra.local.invocations import Invocations
from infra.local.lambdas import Lambdas
from infra.local.options import Options
from infra.local.origin import Origin
from infra.local.routes import Router
from infra.local.schedules import Schedules
from infra.local.server import FrontDoor
from infra.local.shards import Shards
from infra.local.sockets import listen_anywhere, url
from infra.local.stream import Stream
from infra.local.upkeep import Upkeep
from infra.resources import functions, routes, stream_filters

_THREADS = 16
_HEALTHY_S = 30.0
_DRAINED_S = 60.0
_STREAM_FUNCTION = "RollupFunction"


class Product:
    """Everything of `make run` but the embedded engine, which was started before."""

    def __init__(
        self,
        options: Options,
        folder: DataFolder,
        listening: list[socket.socket],
        *,
        embedded: bool,
    ) -> None:
        self._options = options
        self._listening = listening
        self._invoking = listen_anywhere()
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="request")
        os.environ["AWS_ENDPOINT_URL_LAMBDA"] = url(self._invoking)
        environment.set_variables(functions(), public_origin=self.public_origin)
        os.environ["HOME_PROJECT"] = options.project_id
        self._lambdas = Lambdas(functions(), invoked=lambda: self._stream.wake())
        self._schedules = Schedules(self._lambdas, tuple(functions().values()))
        self._door = FrontDoor(Router(routes()), self._lambdas, self._pool, options.port)
        self._stream = self._make_stream(folder, embedded=embedded)
        self._servers: list[tuple[Server, asyncio.Task[None]]] = []

    @property
    def url(self) -> str:
        """Of the viewer and of everything that SDKs send to."""
        return f"http://127.0.0.1:{self._options.port}"

    @property
    def public_origin(self) -> str:
        """Of published pages: another host name, because cookies ignore ports."""
        return f"http://localhost:{self._options.port + 1}"

    @property
    def door(self) -> FrontDoor:
        """Answers requests."""
        return self._door

    def load(self) -> None:
        """Import the functions; the engine need not be there yet."""
        self._lambdas.load()

    def prepare(self) -> None:
        """Make what the functions need."""
        # Made here, one by one: two threads that make their first client at once can fail.
        dynamodb, s3, _ = aws.dynamodb(), aws.s3(), aws.lambdas()
        tables.make_table(dynamodb)
        tables.make_buckets(s3, os.environ["AWS_REGION"])
        tables.put_credentials(dynamodb, self._options)

    async def start(self) -> None:
        """Start every part; return when the product answers.

        Raises:
            LocalError: it does not become healthy.

        """
        self._lambdas.start()
        self._stream.start()
        self._schedules.start()
        self._serve(Invocations(self._lambdas, self._pool), [self._invoking])
        self._serve(self._by_port(), self._listening)
        await asyncio.to_thread(self._wait_healthy)

    async def stop(self) -> bool:
        """Stop every part; return whether nothing is left to do for the next start."""
        invocations, front = self._servers
        await _end(front)
        await asyncio.to_thread(self._schedules.stop)
        idle = await asyncio.to_thread(self._lambdas.wait_idle, _DRAINED_S)
        drained = await asyncio.to_thread(self._stream.drain, _DRAINED_S)
        if drained:
            await asyncio.to_thread(self._stream.stop)
        await _end(invocations)
        return idle and drained

    def engine_restarted(self) -> None:
        """Read the stream of the engine that came back from its beginning."""
        self._stream.rewind()

    def keep_up(self, engine: Engine, folder: DataFolder) -> Upkeep:
        """Start to keep the engine's journal short."""
        upkeep = Upkeep(engine, folder, self._lambdas.gate, self._stream)
        upkeep.start()
        return upkeep

    def drain(self) -> None:
        """Return when everything written so far has been rolled up."""
        if not self._stream.drain(_DRAINED_S):
            raise EngineError("the stream is not drained")

    def _make_stream(self, folder: DataFolder, *, embedded: bool) -> Stream:
        source = EventSource.of(_STREAM_FUNCTION)
        client = boto3.client("dynamodbstreams")
        position = None if embedded else folder.position
        return Stream(
            Shards(client, environment.TABLE, position, source.batch_size),
            Delivery(
                lambda event: self._lambdas.invoke(source.function, event),
                retries=source.retries,
                given_up=folder.failed,
            ),
            stream_filters(source.function),
            lanes=source.lanes,
        )

    def _by_port(self) -> App:
        port = self._options.port + 1
        origin = Origin(aws.s3(), environment.PUBLIC_BUCKET, self._pool, port)

        async def app(scope: Message, receive: Receive, send: Send) -> None:
            chosen: App = origin if scope["server"][1] == port else self._door
            await chosen(scope, receive, send)

        return app

    def _serve(self, app: App, sockets: list[socket.socket]) -> None:
        config = Config(
            app,
            access_log=False,
            lifespan="off",
            log_level="error",
            server_header=False,
            timeout_graceful_shutdown=30,
            timeout_keep_alive=75,
            # An HTTP API has none, and a page of any origin may ask for one.
            ws="none",
        )
        server = Server(config)
        # Signals are the whole product's, not one server's.
        server.capture_signals = nullcontext  # type: ignore[assignment, method-assign]
        self._servers.append((server, asyncio.create_task(server.serve(sockets=sockets))))

    def _wait_healthy(self) -> None:
        deadline = time.monotonic() + _HEALTHY_S
        request = Request(
            method="GET",
            raw_path="/api/public/health",
            query="",
            headers=[("host", self.url.removeprefix("http://"))],
            body=b"",
            host=self.url.removeprefix("http://"),
            source_ip="127.0.0.1",
        )
        while (status := self._door.answer(request).status) != 200:
            if time.monotonic() > deadline:
                raise LocalError(f"GET /api/public/health answers {status}")
            time.sleep(0.2)


async def _end(server: tuple[Server, asyncio.Task[None]]) -> None:
    server[0].should_exit = True
    await server[1]

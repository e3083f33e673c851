"""The engine's own process: ministack behind a journal, on a socket that its parent listens on.

It ends with its parent: when its standard input ends, however that came about.  The parent writes
`checkpoint`; the process writes `replaying <done> <all>`, `ready`, `saved` or `not saved`.
"""

import asyncio
import os
import signal
import socket
import sys
import threading
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from infra.local import generations
from infra.local.asgi import App, Message
from infra.local.environment import CREDENTIALS
from infra.local.journal import Journal, changes
from infra.local.recorder import Recorder, replay

_SAY_EVERY = 500
_SAVING_ATTEMPTS = 3


def main() -> None:
    """Serve until the parent is gone: `engine_process FOLDER OBJECTS REGION FD`."""
    engine, objects, region, fd = sys.argv[1:]
    for name in (signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    generation = generations.newest(Path(engine))
    _configure(generation, objects, region)
    asyncio.run(_serve(generation, region, socket.socket(fileno=int(fd))))


def _configure(generation: Path, objects: str, region: str) -> None:
    """Set what ministack reads when it is imported."""
    os.environ.pop("AWS_SESSION_TOKEN", None)
    os.environ |= CREDENTIALS | {
        "BIND_HOST": "127.0.0.1",
        "IOT_MTLS_ENABLED": "0",
        "LOG_LEVEL": "ERROR",
        "MINISTACK_REGION": region,
        "PERSIST_STATE": "1",
        "S3_DATA_DIR": objects,
        "S3_PERSIST": "1",
        "SERVICES": "dynamodb,dynamodbstreams,s3",
        "SFTP_ENABLED": "0",
        "STATE_DIR": str(generation),
    }


async def _serve(generation: Path, region: str, listening: socket.socket) -> None:
    from ministack.app import app as ministack
    from uvicorn import Config, Server

    _lifespan = await _start(ministack)
    await _replay_all(ministack, generations.journal(generation), region)
    recorder = Recorder(ministack, Journal(generations.journal(generation)))
    _obey(_Keeper(generation, recorder))
    server = Server(
        Config(
            recorder,
            access_log=False,
            date_header=False,
            lifespan="off",
            log_level="error",
            server_header=False,
            timeout_keep_alive=75,
        )
    )
    server.capture_signals = nullcontext  # type: ignore[assignment, method-assign]
    _say("ready")
    await server.serve(sockets=[listening])


async def _start(app: App) -> asyncio.Future[None]:
    """Let ministack load its state; what is returned must be held on to.

    It is never told to shut down: saving is ours.
    """
    started = asyncio.get_running_loop().create_future()
    told = asyncio.Event()

    async def receive() -> Message:
        if told.is_set():
            await asyncio.Event().wait()
        told.set()
        return {"type": "lifespan.startup"}

    async def send(message: Message) -> None:
        started.set_result(message["type"])

    lifespan = asyncio.ensure_future(app({"type": "lifespan"}, receive, send))
    lifespan.add_done_callback(lambda _task: os._exit(1))
    await started
    return lifespan


async def _replay_all(app: App, journal: Path, region: str) -> None:
    count = sum(1 for _change in changes(journal))
    for number, change in enumerate(changes(journal), start=1):
        await replay(app, change, region=region)
        if number % _SAY_EVERY == 0:
            _say(f"replaying {number} {count}")


class _Keeper:
    """Writes the engine's state, and starts a new journal behind it."""

    def __init__(self, generation: Path, recorder: Recorder) -> None:
        self._generation = generation
        self._recorder = recorder

    async def checkpoint(self) -> None:
        """Replace the generation by one with all changes in its state and an empty journal."""
        async with self._recorder.changing:
            following = generations.begin(self._generation)
            if not _saved(following):
                _say("not saved")
                return
            generations.journal(following)
            await self._recorder.journal.sync()
            self._recorder.journal.close()
            self._generation = generations.newest(generations.commit(following).parent)
            self._recorder.journal = Journal(generations.journal(self._generation))
        _say("saved")


def _saved(folder: Path) -> bool:
    from ministack.core import persistence
    from ministack.services import dynamodb, s3

    persistence.STATE_DIR = str(folder)
    wanted: dict[str, Any] = {"dynamodb": dynamodb.get_state, "s3": s3.get_state}
    # ministack logs what goes wrong and goes on; the thread that deletes expired items can get in
    # between while the state is copied.
    for _attempt in range(_SAVING_ATTEMPTS):
        persistence.save_all(wanted)
        if all((folder / f"{name}.json").exists() for name in wanted):
            return True
    return False


def _obey(keeper: _Keeper) -> None:
    loop = asyncio.get_running_loop()

    def listen() -> None:
        for line in sys.stdin:
            if line == "checkpoint\n":
                asyncio.run_coroutine_threadsafe(keeper.checkpoint(), loop)
        os._exit(1)

    threading.Thread(target=listen, daemon=True, name="parent").start()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

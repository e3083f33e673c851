"""`python -m infra.local`: the whole product on this machine until Ctrl-C."""

import asyncio
import logging
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

from infra.local import banner
from infra.local.engine import REGION, Engine
from infra.local.environment import use_embedded_engine, use_engine
from infra.local.errors import LocalError
from infra.local.folder import DataFolder
from infra.local.options import Options, parse
from infra.local.sockets import listen

if TYPE_CHECKING:
    from infra.local.product import Product


def main() -> None:
    """Run until a signal; exit 1 with one line if that is not possible."""
    options = parse()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    try:
        folder = DataFolder(options.data)
        folder.lock()
        listening = listen(options.port) + listen(options.port + 1)
        if options.reset:
            folder.reset()
        asyncio.run(_run(options, folder, listening))
    except LocalError as error:
        sys.stderr.write(f"reprise: {error}\n")
        sys.stderr.flush()
        os._exit(1)
    # Threads of a pool that still hold a request must not keep a stopped product alive.
    os._exit(0)


async def _run(options: Options, folder: DataFolder, listening: list[socket.socket]) -> None:
    stopping = _signals()
    engine = _start_engine(options, folder)
    try:
        product = await asyncio.to_thread(_prepare, options, folder, listening, engine)
        await product.start()
        upkeep = product.keep_up(engine, folder) if engine is not None else None
        await asyncio.to_thread(_load_demo, options, folder, product)
        _say(banner.text(options, product.url, product.public_origin))
        await stopping.wait()
        _say("Stopping …")
        if upkeep is not None:
            await asyncio.to_thread(upkeep.stop)
        clean = await product.stop()
        if engine is not None and clean:
            await asyncio.to_thread(engine.checkpoint)
        _say("Stopped." if clean else "Stopped; the next start goes on with the rest.")
    finally:
        if engine is not None:
            engine.stop()


def _start_engine(options: Options, folder: DataFolder) -> Engine | None:
    if options.endpoint_url is not None:
        use_engine(options.endpoint_url)
        return None
    engine = Engine(folder, _say)
    engine.start()
    use_embedded_engine(engine.url, REGION)
    return engine


def _prepare(
    options: Options, folder: DataFolder, listening: list[socket.socket], engine: Engine | None
) -> "Product":
    # Imported only now: boto3 and the functions take as long as the engine does to start.
    from infra.local.product import Product

    product = Product(options, folder, listening, embedded=engine is not None)
    if engine is not None:
        engine.restarted = product.engine_restarted
    product.load()
    if engine is not None:
        engine.wait_ready()
    product.prepare()
    return product


def _load_demo(options: Options, folder: DataFolder, product: "Product") -> None:
    if not options.demo or folder.demo_loaded.exists():
        return
    from infra.local.demo_sessions import load

    load(product.door, options)
    product.drain()
    folder.demo_loaded.touch(mode=0o600)


def _signals() -> asyncio.Event:
    """Return what is set by the first signal; the second ends the process at once."""
    stopping = asyncio.Event()

    def stop() -> None:
        if stopping.is_set():
            os._exit(130)
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    return stopping


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Listening on loopback."""

import socket
from contextlib import suppress

from infra.local.errors import PortInUseError


def listen(port: int) -> list[socket.socket]:
    """Listen on a port, by both loopback addresses where there are two.

    Raises:
        PortInUseError: somebody else listens there.

    """
    try:
        sockets = [_listen("127.0.0.1", port, socket.AF_INET)]
    except OSError as error:
        raise PortInUseError(f"port {port} is in use; choose another one with --port") from error
    # Without IPv6, or where somebody else has that port, 127.0.0.1 is what we print.
    with suppress(OSError):
        sockets.append(_listen("::1", port, socket.AF_INET6))
    return sockets


def listen_anywhere() -> socket.socket:
    """Listen on a free port of 127.0.0.1."""
    return _listen("127.0.0.1", 0, socket.AF_INET)


def url(listening: socket.socket) -> str:
    """Return how a client reaches it."""
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


def _listen(host: str, port: int, family: socket.AddressFamily) -> socket.socket:
    listening = socket.create_server((host, port), family=family, backlog=128)
    # Connections inherit it.  asyncio sets it only on sockets made with IPPROTO_TCP, and without it
    # an answer in two parts waits 40 ms for the client's delayed acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening

"""Let this process look up and connect to nothing but this machine, and say what it tried."""

import ipaddress
import sys
from typing import Any

_NAMES = frozenset({"localhost", "", "None", "0.0.0.0"})  # noqa: S104 - compared, not bound
_ASKED = {"socket.connect": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0}


def _is_here(host: str) -> bool:
    if host in _NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_outside(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _ASKED:
        return
    asked = arguments[_ASKED[event]]
    host = asked[0] if isinstance(asked, tuple) else asked
    name = host.decode() if isinstance(host, bytes) else str(host)
    if not name.startswith("/") and not _is_here(name):
        print(f"OUTSIDE {event} {name}", file=sys.stderr, flush=True)
        raise PermissionError(f"{name} is not this machine")


sys.addaudithook(_refuse_outside)

"""Put before a server's own path, this writes down every connection out of the machine that Python code asks for."""

import sys

ASKS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.sendto"})
OWN = frozenset({"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None})  # noqa: S104 # what it looks for


def noted(event: str, arguments: tuple[object, ...]) -> None:
    """Write down a connection to another machine, and let it fail."""
    if event not in ASKS:
        return
    target = arguments[0] if event == "socket.getaddrinfo" else arguments[1]
    host = target[0] if isinstance(target, tuple) else target
    if host not in OWN and not (isinstance(target, str | bytes) and event != "socket.getaddrinfo"):
        sys.stderr.write(f"OUTGOING {event} {host!r}\n")
        raise PermissionError(f"{event} {host!r}")


sys.addaudithook(noted)

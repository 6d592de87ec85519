"""Put before a server's own path, this writes down every connection out of the machine that Python code asks for."""

import sys

NAMES = frozenset({"socket.getaddrinfo", "socket.gethostbyname"})
ASKS = NAMES | {"socket.connect", "socket.sendto"}
OWN = frozenset({"127.0.0.1", "::1", "localhost", "0.0.0.0", "", None})  # noqa: S104 # what it looks for


def noted(event: str, arguments: tuple[object, ...]) -> None:
    """Write down a connection to another machine, and let it fail."""
    if event not in ASKS:
        return
    # A name is looked up by itself; a connection has its socket first, and a file's name where it stays on the machine.
    target = arguments[0] if event in NAMES else arguments[1]
    host = target[0] if isinstance(target, tuple) else target
    if host not in OWN and (event in NAMES or isinstance(target, tuple)):
        sys.stderr.write(f"OUTGOING {event} {host!r}\n")
        raise PermissionError(f"{event} {host!r}")


sys.addaudithook(noted)
sys.stderr.write("GUARDED\n")

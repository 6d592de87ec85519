"""Servers to measure, each on a free port of loopback and stopped when done."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ARENAS = "2"
"""As `deploy/` has it."""
START_SECONDS = 300  # where a machine has much else to do; nothing is measured by it


@dataclass(frozen=True, slots=True)
class App:
    """A script to serve, with this project's settings or with Streamlit's own."""

    name: str
    script: str
    our_settings: bool


OURS = App("Målstreg", "server.py", True)
EMPTY = App("empty app, our settings", "bench/empty.py", True)
EMPTY_AS_SHIPPED = App("empty app, Streamlit's settings", "bench/empty.py", False)
BARE = App("bare Streamlit", "bench/bare.py", False)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    url: str
    process: subprocess.Popen[bytes]
    seconds: float

    @property
    def megabytes(self) -> float | None:
        """Its memory (RSS); None where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    @property
    def processor_seconds(self) -> float:
        """The processor seconds it has used; zero where the system does not tell, or it has ended."""
        # The clock of a process, numbered as clock_getcpuclockid(3) does: /proc tells hundredths of a second alone.
        try:
            return time.clock_gettime((~self.process.pid << 3) | 2)
        except (AttributeError, OSError):
            return 0.0

    @property
    def wanted_seconds(self) -> float:
        """The processor seconds it has used, and those that its threads waited while others had the cores."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return self.processor_seconds + sum(map(_read_waited, threads))


def _read_waited(thread: Path) -> float:
    try:
        return int(thread.read_text().split()[1]) / 1e9
    except OSError:  # it has ended
        return 0.0


@contextmanager
def run_server(
    app: App, folder: Path, database: str, settings: Mapping[str, str] | None = None, port: int | None = None
) -> Iterator[Server]:
    """Run a server, ready once it has answered a request. It logs to `folder`, and runs there without our settings."""
    port = port or find_free_port()
    log = folder / f"{Path(app.script).stem}-{port}.log"
    began = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(ROOT / app.script), *_make_options(port)],
            cwd=ROOT if app.our_settings else folder,
            env=make_environment(database) | dict(settings or {}),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(process, url, log)
        yield Server(url, process, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def make_environment(database: str) -> dict[str, str]:
    """Make the environment of a measured program, which keeps compiled files and little memory as in real use."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = {"MAALSTREG_DATABASE_URL": database, "PYTHONPATH": str(ROOT), "MALLOC_ARENA_MAX": ARENAS}
    return {**kept, **own}


def _make_options(port: int) -> list[str]:
    options = {
        "server.port": str(port),
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "browser.gatherUsageStats": "false",
        "logger.hideWelcomeMessage": "true",
    }
    return [f"--{name}={value}" for name, value in options.items()]


def find_free_port() -> int:
    """Find a port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The server did not start:\n{log.read_text()}")
        time.sleep(0.01)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 # our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False

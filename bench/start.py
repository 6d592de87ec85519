"""How long a second start takes, as with `make run`, and how much memory the server holds."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from bench import data, servers
from bench.figures import Table, middle, paired
from bench.servers import App
from bench.sessions import Session

STARTS = 5
SESSIONS = 20
APPS = (servers.OURS, servers.EMPTY, servers.EMPTY_AS_SHIPPED)
COLUMNS = (
    "init_s",
    "serve_s",
    "sum_s",
    "ratio_to_empty",
    "idle_MB",
    "one_session_MB",
    f"{SESSIONS}_sessions_MB",
)


def run() -> list[Table]:
    """Start each app in turn, often enough that one disturbed start does not count; then open sessions."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        database = data.make_database(folder)
        _start(servers.OURS, folder, database)
        seconds: dict[App, list[tuple[float, float]]] = {app: [] for app in APPS}
        for _ in range(STARTS):
            for app in APPS:
                seconds[app].append(_start(app, folder, database))
        memory = {app: _measure_memory(app, folder, database) for app in APPS}
    title = f"Second start to the first answered request, {STARTS} of each, and memory (RSS)"
    table = Table("start", title, COLUMNS)
    empty = [sum(parts) for parts in seconds[servers.EMPTY]]
    for app in APPS:
        init, serve = (middle([parts[place] for parts in seconds[app]]) for place in (0, 1))
        sums = [sum(parts) for parts in seconds[app]]
        rest = dict(zip(COLUMNS[4:], memory[app], strict=True))
        table.add(
            app.name,
            init_s=init,
            serve_s=serve,
            sum_s=middle(sums),
            ratio_to_empty=paired(sums, empty),
            **rest,
        )
    return [table]


def _start(app: App, folder: Path, database: str) -> tuple[float, float]:
    """Start an app; return the seconds of `maalstreg init`, if it is ours, and of the server until it answers."""
    began = time.perf_counter()
    if app is servers.OURS:
        command = [sys.executable, "-c", "import cli; cli.main()", "init"]
        environment = servers.make_environment(database)
        subprocess.run(command, cwd=servers.ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    init = time.perf_counter() - began
    with servers.run_server(app, folder, database) as server:
        return init, server.seconds


def _measure_memory(app: App, folder: Path, database: str) -> list[float | None]:
    """Measure the megabytes with no reader, with one, and with all of them on the page."""
    with servers.run_server(app, folder, database) as server, ExitStack() as stack:
        found = [server.megabytes]
        for place in range(SESSIONS):
            stack.enter_context(Session(server.url, data.QUERY)).rerun()
            if place in {0, SESSIONS - 1}:
                found.append(server.megabytes)
        return found

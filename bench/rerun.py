"""What a rerun of the overview costs the server, over a real connection and against an empty app."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench import data, servers
from bench.figures import Table, middle, paired
from bench.servers import App
from bench.sessions import Run, Session

WARM_UP = 10
BLOCKS, PER_BLOCK = 12, 6
APPS = (servers.OURS, servers.EMPTY, servers.EMPTY_AS_SHIPPED, servers.BARE)
AREAS = range(data.AREAS + 1)
AREA = {servers.OURS: "area", servers.BARE: "Ministerområde"}


def run() -> list[Table]:
    """Measure reruns of the same page, then changes of a filter, in blocks of each app in turn."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, ExitStack() as stack:
        folder = Path(name)
        database = data.make_database(folder)
        sessions = {app: _open_session(app, folder, database, stack) for app in APPS}
        same = _measure({app: sessions[app].rerun for app in APPS})
        changes = _measure({app: _make_changes(sessions[app], AREA[app]) for app in AREA})
    return [_make_rerun_table(same), _make_filter_table(changes, same[servers.EMPTY])]


def _open_session(app: App, folder: Path, database: str, stack: ExitStack) -> Session:
    server = stack.enter_context(servers.run_server(app, folder, database))
    session = stack.enter_context(Session(server.url, data.QUERY))
    first = session.rerun()
    if app is servers.OURS and first.html.count('scope="row"') < data.PLANS:
        raise RuntimeError("the overview does not show all plans")
    return session


def _make_changes(session: Session, label: str) -> Callable[[], Run]:
    """Make the change: each call chooses the next area, and all of them after the last."""
    place = 0

    def change() -> Run:
        nonlocal place
        place = (place + 1) % len(AREAS)
        return session.choose(label, place)

    return change


def _measure(ways: dict[App, Callable[[], Run]]) -> dict[App, list[Run]]:
    found: dict[App, list[Run]] = {app: [] for app in ways}
    for way in ways.values():
        for _ in range(WARM_UP):
            way()
    for _ in range(BLOCKS):
        for app, way in ways.items():
            found[app] += [way() for _ in range(PER_BLOCK)]
    return found


def _list_milliseconds(runs: list[Run]) -> list[float]:
    return [run.seconds * 1000 for run in runs]


def _list_blocks(runs: list[Run]) -> list[float]:
    """List the median of each block."""
    times = _list_milliseconds(runs)
    return [middle(times[start : start + PER_BLOCK]) for start in range(0, len(times), PER_BLOCK)]


def _make_rerun_table(found: dict[App, list[Run]]) -> Table:
    columns = ("median_ms", "least_ms", "KB_sent", "ratio_to_empty")
    title = f"Rerun of the same page, {data.PLANS} plans; {BLOCKS * PER_BLOCK} each (aim: ratio at most 3)"
    table = Table("rerun", title, columns)
    empty = _list_blocks(found[servers.EMPTY])
    for app, runs in found.items():
        times = _list_milliseconds(runs)
        table.add(
            app.name,
            median_ms=middle(times),
            least_ms=min(times),
            KB_sent=middle([run.sent for run in runs]) / 1000,
            ratio_to_empty=paired(_list_blocks(runs), empty),
        )
    return table


def _make_filter_table(found: dict[App, list[Run]], empty: list[Run]) -> Table:
    columns = ("median_ms", "least_ms", "KB_sent", "ratio_to_bare", "ratio_to_empty")
    table = Table("filter_on_the_server", "Change of the area, server only", columns)
    for app, runs in found.items():
        times = _list_milliseconds(runs)
        table.add(
            app.name,
            median_ms=middle(times),
            least_ms=min(times),
            KB_sent=middle([run.sent for run in runs]) / 1000,
            ratio_to_bare=paired(_list_blocks(runs), _list_blocks(found[servers.BARE])),
            ratio_to_empty=middle(times) / middle(_list_milliseconds(empty)),
        )
    return table

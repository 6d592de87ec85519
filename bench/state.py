"""What a whole state costs: the overview at first, after a write to its own area or another, filtered; and memory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from bench import servers, state_data
from bench.figures import Table, middle
from bench.readers import ORIGIN, SETTINGS, XSRF, Person, grant_roles
from bench.servers import Server
from bench.sessions import Run, Session, SignedIn
from metrics.access import Role

SIZES = (2, 20, 200)
"""How many institutions there are, each with a plan in each of ten years."""
TIMES = 7
QUERY = f"as_of={state_data.AS_OF.isoformat()}"
COLUMNS = (
    *("empty_ms", "again_ms", "other_written_ms", "other_ratio", "own_written_ms", "own_aim_ms"),
    *("all_written_ms", "filter_ms", "first_s", "first_KB", "first_of_all_s", "first_of_all_KB", "MB"),
)


def run() -> list[Table]:
    """Measure each size in turn; every ratio is within one run."""
    title = (
        f"The overview of one area after a write to another, to its own, and of all areas; {TIMES} times each, median"
        " (aims: ratio 1.2, own at most 3 times the empty app and 100 ms, first 4 s and 300 kB, filter 100 ms, 400 MB)"
    )
    table = Table("state", title, COLUMNS)
    for institutions in SIZES:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
            found = _measure(Path(name), institutions)
        table.add(f"{institutions * len(state_data.YEARS)} plans", **found)
    return [table]


def _measure(folder: Path, institutions: int) -> dict[str, float | None]:
    url = f"sqlite:///{folder / 'state.db'}"
    state_data.fill_state(url, institutions)
    first, last = (state_data.name_area(place, institutions) for place in (0, institutions - 1))
    heads = [_make_head(place, area) for place, area in enumerate((first, last, None))]
    grant_roles(url, heads)
    numbers = count(400)
    with ExitStack() as stack:
        server = stack.enter_context(servers.run_server(servers.OURS, folder, url, SETTINGS))
        bare = stack.enter_context(servers.run_server(servers.EMPTY, folder, url))
        own, other, every = (_open(stack, server, head) for head in heads)
        empty = stack.enter_context(Session(bare.url))
        opened = other.rerun()
        opened_all = every.rerun()
        own.rerun()

        def write() -> None:
            state_data.add_value(url, 0, next(numbers))

        reruns = {one: [one.rerun().seconds for _ in range(TIMES)] for one in (empty, other)}
        after = {one: [_rerun_after(write, one) for _ in range(TIMES)] for one in (other, own, every)}
        filtered = [every.choose("area", 1 + place % 2).seconds for place in range(TIMES)]
        megabytes = server.megabytes
    idle, again = (1000 * middle(reruns[one]) for one in (empty, other))
    written = {one: 1000 * middle(after[one]) for one in (other, own, every)}
    return {
        "empty_ms": idle,
        "again_ms": again,
        "other_written_ms": written[other],
        "other_ratio": written[other] / again,
        "own_written_ms": written[own],
        "own_aim_ms": 3 * idle + 100,
        "all_written_ms": written[every],
        "filter_ms": 1000 * middle(filtered),
        "first_s": opened.seconds,
        "first_KB": _count_kilobytes(opened),
        "first_of_all_s": opened_all.seconds,
        "first_of_all_KB": _count_kilobytes(opened_all),
        "MB": megabytes,
    }


def _make_head(place: int, area: str | None) -> Person:
    return Person(f"head-{place}@example.dk", Role.HEAD, None, area, frozenset(), ())


def _open(stack: ExitStack, server: Server, head: Person) -> Session:
    return stack.enter_context(Session(server.url, QUERY, SignedIn(ORIGIN, XSRF, head.headers())))


def _rerun_after(write: Callable[[], None], one: Session) -> float:
    write()
    return one.rerun().seconds


def _count_kilobytes(run: Run) -> float:
    return run.sent / 1000

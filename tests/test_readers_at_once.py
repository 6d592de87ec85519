"""Many who have signed in, at the same time on one server: nobody is ever sent anything of anybody else."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench import data, readers, servers
from bench.sittings import Load, Sitting

READERS, CLICKS = 12, 10


def test_readers_at_the_same_time_see_their_own_institutions_and_nothing_else(tmp_path: Path) -> None:
    """Readers of one institution and of a whole area, in two areas; what they are sent is searched for other names."""
    url = f"sqlite:///{tmp_path / 'maalstreg.db'}"
    areas = data.fill_database(url, areas=2)
    there = readers.make_persons(url, areas, READERS)
    load = Load(readers.make_name_pattern(areas))

    async def at_once(server: servers.Server) -> None:
        sittings = [Sitting(server, person, readers.choose_click, load) for person in there]
        await asyncio.gather(*(one.hurry(CLICKS) for one in sittings))

    # A browser's tests leave a loop running in this thread.
    with (
        servers.run_server(servers.OURS, tmp_path, url, readers.SETTINGS) as server,
        ThreadPoolExecutor(1) as elsewhere,
    ):
        elsewhere.submit(asyncio.run, at_once(server)).result()
    assert load.wrong == []
    assert len(load.answers) == READERS * (1 + CLICKS)
    assert {answer.kind for answer in load.answers} >= {"overview", "plan", "goal", "day", "area"}

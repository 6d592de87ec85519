"""Full and read-only disks: pages still show, a write is refused in words, and later writes succeed."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from streamlit.testing.v1 import AppTest

from bench.faults.clusters import run_cluster
from bench.faults.kills import Outcome, time_faults
from bench.faults.writer import Told, describe_refusal, find_losses, prepare, write
from bench.figures import Missing
from db.location import ROOT, URL_VARIABLE

MEGABYTES, SERVER_MEGABYTES = 4, 128
MOST_WRITES = 400  # more than such a disk has room for


def fill_disk(times: int) -> Outcome:
    """Write until the disk is full, make room and go on, a number of times."""
    outcome, told = Outcome(), Told()
    with time_faults(outcome), _mount_disk() as folder:
        url = f"sqlite:///{folder / 'maalstreg.db'}"
        prepare(url)
        number = 1
        for _ in range(times):
            ballast = folder / "ballast"
            _fill(ballast)
            number = _write_until_refused(url, number, told)
            outcome.lost += [*_find_pages_not_shown(url), *find_losses(url, told)]
            ballast.unlink(missing_ok=True)
            number = _write_two(url, number, told)
            outcome.faults += 1
    outcome.kept, outcome.refused = len(told.kept), told.refused
    return outcome


def fill_server_disk(times: int) -> Outcome:
    """Write to PostgreSQL until its disk is full, make room, start it again and go on, a number of times."""
    outcome, told = Outcome(), Told()
    with time_faults(outcome), _mount_disk(SERVER_MEGABYTES) as disk, run_cluster(disk) as running:
        prepare(running.url)
        number = 1
        for _ in range(times):
            ballast = disk / "ballast"
            _fill(ballast)
            number = _write_until_refused(running.url, number, told)
            ballast.unlink()
            running.restart()
            outcome.lost += find_losses(running.url, told)
            number = _write_two(running.url, number, told)
            outcome.faults += 1
    outcome.kept, outcome.refused = len(told.kept), told.refused
    return outcome


def write_protect_disk(times: int) -> Outcome:
    """Make the disk read-only and writable again, a number of times."""
    outcome, told = Outcome(), Told()
    with time_faults(outcome), _mount_disk() as folder:
        url = f"sqlite:///{folder / 'maalstreg.db'}"
        prepare(url)
        number = 1
        for _ in range(times):
            number = _write_two(url, number, told)
            _mount("-o", "remount,ro", str(folder))
            number = _write_until_refused(url, number, told)
            outcome.lost += [*_find_pages_not_shown(url), *find_losses(url, told)]
            _mount("-o", "remount,rw", str(folder))
            number = _write_two(url, number, told)
            outcome.faults += 1
    outcome.kept, outcome.refused = len(told.kept), told.refused
    return outcome


def _write_until_refused(url: str, number: int, told: Told) -> int:
    for attempt in range(number, number + MOST_WRITES):
        try:
            write(url, attempt)
        except SQLAlchemyError as wrong:
            told.refused += bool(describe_refusal(wrong))
            return attempt + 1
        told.kept.add(attempt)
    raise AssertionError("nothing was refused")


def _write_two(url: str, number: int, told: Told) -> int:
    for attempt in (number, number + 1):
        write(url, attempt)
        told.kept.add(attempt)
    return number + 2


def _find_pages_not_shown(url: str) -> Sequence[str]:
    """Find the pages that do not show what they should."""
    os.environ[URL_VARIABLE] = url
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    at.switch_page("pages/admin/plans.py").run()
    html = "".join(str(block.proto.body) for block in at.get("html"))
    return [] if "Plan " in html and "m-error" not in html else ["the plans are not shown"]


def _fill(ballast: Path) -> None:
    """Write to a file until the disk is full."""
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 4096)


@contextmanager
def _mount_disk(megabytes: int = MEGABYTES) -> Iterator[Path]:
    """Mount a small disk in memory."""
    with tempfile.TemporaryDirectory(prefix="maalstreg-disk-") as name:
        try:
            _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", name)
        except (OSError, subprocess.CalledProcessError) as wrong:
            raise Missing("Mounting a disk in memory is not permitted here.") from wrong
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", name], check=True)  # noqa: S607 # wherever the system has it


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)  # noqa: S607

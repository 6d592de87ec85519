"""What all tests share: databases, the running app, a browser, and how they are spread over processes."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# Fewer examples than usual, since there are many laws; no deadline, since a busy machine is no fault of the code.
settings.register_profile("maalstreg", max_examples=60, deadline=None)
settings.load_profile("maalstreg")

pytest_plugins = [
    f"tests.fixtures.{name}" for name in ("apps", "databases", "browsers", "services", "terminal")
]

BROWSER_TESTS = "tests/browser/"
ATTACKS = "tests/attacks/"
SERVERS_OF_THEIR_OWN = {f"{BROWSER_TESTS}test_{name}.py" for name in ("faults", "signing_in", "service")}


class BrowserTestsTogether(LoadScopeScheduling):  # type: ignore[misc] # pytest-xdist has no types
    """Gives tests that share servers to one process, those with their own to another, and spreads the rest."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.split("::", maxsplit=1)[0] in SERVERS_OF_THEIR_OWN:
            return "servers of their own"
        return next((shared for shared in (BROWSER_TESTS, ATTACKS) if nodeid.startswith(shared)), nodeid)


MEMORY, ROOM = Path("/dev/shm"), 2 * 1024**3  # noqa: S108 - pytest makes a folder of its own in it


def pytest_configure() -> None:
    """Keep what tests write in memory where there is room: for a commit, SQLite waits for a disk several times."""
    if not MEMORY.is_dir():
        return
    found = os.statvfs(MEMORY)
    # Some tests write a program and run it.
    if found.f_bavail * found.f_frsize > ROOM and not found.f_flag & os.ST_NOEXEC:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> BrowserTestsTogether:
    """Our own, since `--dist loadgroup` of pytest-xdist 3.8 finds no groups under pytest 9.2."""
    return BrowserTestsTogether(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage while tests are collected: there is none, and all that is read would be looked through."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among the modules and the tests, which stay: a tenth of a run is saved."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests, so that they can be chosen or left out."""
    for item in items:
        if item.nodeid.startswith(BROWSER_TESTS):
            item.add_marker(pytest.mark.browser)

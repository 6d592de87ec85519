"""The web server killed under a reporter who saves one change after another, sometimes in Chromium."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from threading import Timer

from playwright.sync_api import Page, expect
from websockets.exceptions import WebSocketException

from bench import servers
from bench.faults import head
from bench.faults.head import Form, Reporter
from bench.faults.kills import A_DATABASE, Outcome, time_faults
from bench.faults.writer import Told, prepare
from bench.servers import OURS, Server
from db import session

LONGEST_LIFE = 1.0  # seconds after the first change the page says is saved
LONGEST_SAVE = 0.3  # seconds in Chromium from the click until the kill
UNANSWERED = "Serveren svarer ikke lige nu"


def kill_servers(
    count: int, new: Callable[[int], str], folder: Path, page: Page, chance: Random, each: int = A_DATABASE
) -> Outcome:
    """Kill servers. `new` makes a database; the last kill on each is under Chromium."""
    outcome = Outcome()
    with time_faults(outcome):
        for begun in range(0, count, each):
            url = new(begun // each)
            prepare(url)
            told, port, number = Told(), servers.find_free_port(), 1
            for _ in range(min(each, count - begun) - 1):
                before = len(told.kept)
                with servers.run_server(OURS, folder, url, port=port) as server:
                    number = _save_until_killed(server, number, told, chance)
                if len(told.kept) == before:
                    outcome.lost.append("the reporter could not go on")
                outcome.lost += head.find_losses(url, told)
            outcome.lost += _kill_under_page(folder, url, port, number, told, page, chance)
            outcome.faults += min(each, count - begun)
            outcome.kept += len(told.kept)
            session.open_engine(url).dispose()
    return outcome


def _save_until_killed(server: Server, number: int, told: Told, chance: Random) -> int:
    """Save one change after another until the server is gone; return the number the next one starts with.

    The first change shows that the reporter can go on after the previous kill, so the next kill waits for it.
    """
    reporter = Reporter(server.url)
    if not reporter.save(number):
        return number
    told.kept.add(number)
    Timer(chance.uniform(0, LONGEST_LIFE), server.process.kill).start()
    try:
        while True:
            assert reporter.save(number + 1), "a change was refused though nothing had failed"
            number += 1
            told.kept.add(number)
    except (WebSocketException, OSError):
        server.process.wait()
    return number + 2


def _kill_under_page(
    folder: Path, url: str, port: int, number: int, told: Told, page: Page, chance: Random
) -> list[str]:
    """Kill the server under a page in Chromium and start it again; return what went wrong."""
    try:
        with servers.run_server(OURS, folder, url, port=port) as server:
            form = Form(page, server.url)
            form.fill(number)
            form.send()
            time.sleep(chance.uniform(0, LONGEST_SAVE))
            server.process.kill()
            expect(page.get_by_role("dialog")).to_contain_text(UNANSWERED)
            form.stands(number)
        with servers.run_server(OURS, folder, url, port=port):
            expect(page.get_by_role("dialog")).to_have_count(0)
            form.stands(number)
            form.save(number + 1)
            told.kept.add(number + 1)
    except AssertionError as wrong:
        return [head.describe_failure(wrong), *head.find_losses(url, told)]
    return head.find_losses(url, told)

"""PostgreSQL stopped and started under a page that reads and a form that saves, both in Chromium."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from pathlib import Path
from random import Random

from playwright.sync_api import Page, expect

from bench import servers
from bench.faults import head
from bench.faults.clusters import Cluster
from bench.faults.head import Form
from bench.faults.kills import Outcome, time_faults
from bench.faults.writer import Told, prepare
from bench.servers import OURS, Server

AWAY = "Databasen kan ikke nås"
LONGEST_SAVE = 0.3  # seconds from the click until PostgreSQL is stopped
TRACEBACK = "[data-testid=stException]"


def stop_under_pages(count: int, cluster: Cluster, folder: Path, reading: Page, chance: Random) -> Outcome:
    """Stop and start PostgreSQL a number of times under the same two pages."""
    outcome, told = Outcome(), Told()
    prepare(cluster.url)
    with time_faults(outcome), servers.run_server(OURS, folder, cluster.url) as server:
        reading.goto(server.url)
        form = Form(reading.context.new_page(), server.url)
        for number in range(count):
            try:
                _stop_once(cluster, server, reading, form, 3 * number + 1, told, chance)
            except AssertionError as wrong:
                outcome.lost.append(head.describe_failure(wrong))
            outcome.lost += head.find_losses(cluster.url, told)
            outcome.faults += 1
    outcome.kept, outcome.refused = len(told.kept), told.refused
    return outcome


def _stop_once(
    cluster: Cluster, server: Server, reading: Page, form: Form, number: int, told: Told, chance: Random
) -> None:
    """Stop the database in the middle of a change, press while it is away, and start it again."""
    form.fill(number)
    expect(form.done).to_have_count(0)
    form.send()
    time.sleep(chance.uniform(0, LONGEST_SAVE))
    cluster.stop("immediate" if number % 2 else "fast")
    try:
        assert _ask_ready(server) == 503
        _try_while_away(form, number, told)
        reading.locator(".m-brand").click()
        expect(reading.locator(".m-error")).to_contain_text(AWAY)
        expect(reading.locator(TRACEBACK)).to_have_count(0)
        told.refused += 2
    finally:
        cluster.start()
    assert _ask_ready(server) == 200
    expect(reading.locator(".m-error")).to_have_count(0)
    expect(reading.locator("h1")).to_have_text("Overblik")
    form.stands(number)
    form.save(number + 2)
    told.kept.add(number + 2)


def _try_while_away(form: Form, number: int, told: Told) -> None:
    """See the change refused, or where it was saved just before, a further press."""
    page, said = form.page, form.page.locator(".m-error, .m-problems").filter(has_text=AWAY)
    expect(said.or_(form.done).first).to_be_visible()
    form.settle()
    if form.done.is_visible():
        told.kept.add(number)
        if not said.first.is_visible():  # the page may have failed below what it says was saved
            form.send()
    expect(said.first).to_be_visible()
    expect(page.locator(TRACEBACK)).to_have_count(0)


def _ask_ready(server: Server) -> int:
    """Ask the readiness endpoint; return its HTTP status."""
    try:
        with urllib.request.urlopen(f"{server.url}/api/ready", timeout=10) as reply:  # noqa: S310 # our own
            return int(reply.status)
    except urllib.error.HTTPError as wrong:
        return wrong.code

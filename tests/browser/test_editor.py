"""The plan editor in a real browser: accessible, and nothing that is typed is lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from db import session
from db.plans import plan_commands, plan_file, plan_queries
from metrics.plan.next_year import draft_next_year
from tests.browser.test_pages import AXE_WIDTHS, find_violations, show
from tests.fixtures.browsers import Server, at_rest, running

DRAFT = "/planer?plan=eksempel-tilsyn-2027"
VIEWS = {
    "goals": "",
    "goal": "&goal=1.1",
    "text": "&goal=1.1&text=1",
    "series": "&view=series",
    "head": "&view=head",
    "preview": "&view=preview",
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark", "dark")

BUSY = """
import threading, time
from streamlit.runtime.scriptrunner.script_cache import ScriptCache

def delay(owner, name, delayed):
    done = getattr(owner, name)
    def do_late(self, *args):
        if delayed(self):
            time.sleep(0.3)
        return done(self, *args)
    setattr(owner, name, do_late)

delay(threading.Thread, "run", lambda thread: thread.name == "ScriptRunner.scriptThread")
delay(ScriptCache, "get_bytecode", lambda _: True)
"""
"""What a server does as it starts, to be as long as on a busy machine before a run of a page begins and acts."""
EARLY, MEANWHILE = 200, 450
"""Milliseconds after a press, before its run has begun; and while what was pressed is taken in."""


@pytest.fixture(scope="module")
def draft(server: Server) -> str:
    """The address of the editor on a draft."""
    return make_draft(server)


def make_draft(server: Server) -> str:
    """Make a draft, and return the address of the editor on it."""
    with session.open_writing(server.database_url, session.MACHINE) as db:
        copy = draft_next_year(plan_queries.read_plan_file(db, "eksempel-tilsyn-2026"))
        plan_commands.import_plan(db, plan_file.check_plan(plan_file.to_data(copy)))
    return DRAFT


@pytest.mark.parametrize("view", [*VIEWS.values(), "&view=life"], ids=[*VIEWS, "life"])
def test_axe_finds_nothing(page: Page, server: Server, draft: str, view: str) -> None:
    show(page, server, draft + view)
    for width, scheme in zip(AXE_WIDTHS, SCHEMES, strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        at_rest(page)
        assert find_violations(page) == [], (width, scheme)


def test_what_is_typed_survives_a_reload_and_a_refusal_though_the_field_is_not_left(
    page: Page, server: Server, draft: str
) -> None:
    show(page, server, f"{draft}&goal=1.1")
    page.wait_for_load_state(
        "networkidle"
    )  # an input that is still being drawn forgets what is typed into it
    note, title = page.locator("textarea").first, page.get_by_label("Titel").first
    note.fill("En lang tekst")
    expect(page.get_by_text("Kladde gemt")).to_be_visible()
    title.fill("Ny titel")
    page.get_by_role("button", name="milepæl").click()
    expect(page.get_by_role("heading", name="Delmål 1.1.2: milepæl")).to_be_visible()
    page.reload()
    expect(title).to_have_value("Ny titel")
    expect(note).to_have_value("En lang tekst")
    expect(page.get_by_label("Titel")).to_have_count(3)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(".m-problems")).to_be_in_viewport()
    expect(page.locator(".m-problems li")).to_have_text(["Mål 1.1, delmål 1.1.2, titel: Skal udfyldes."])
    expect(title).to_have_value("Ny titel")
    page.get_by_label("Titel").nth(2).fill("Milepælen")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(".m-done")).to_be_in_viewport()
    expect(page).to_have_url(f"{server.url}{draft}&goal=1.1")
    expect(page.get_by_label("Titel").nth(2)).to_have_value("Milepælen")
    expect(page.get_by_text("Kladde gemt")).to_have_count(0)


def test_one_press_is_enough_though_one_goes_on_typing(page: Page, server: Server, draft: str) -> None:
    show(page, server, f"{draft}&view=head")
    page.wait_for_load_state("networkidle")
    source = page.get_by_label("Kilde", exact=True)
    for number in range(3):
        page.get_by_label("Titel", exact=True).fill(f"Plan {number}")
        page.get_by_role("button", name="Gem", exact=True).click(no_wait_after=True)
        source.fill(f"Kilde {number}")
        source.press("Tab")
        expect(page.get_by_text(f": Plan {number}")).to_be_visible()
        at_rest(page)
        expect(source).to_have_value(f"Kilde {number}")


def test_a_press_counts_though_another_follows_before_it_is_acted_on(page: Page, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(BUSY)
    with running(tmp_path, {"PYTHONPATH": str(tmp_path)}) as server:
        show(page, server, f"{make_draft(server)}&goal=1.1")
        criteria = page.get_by_role("heading", name="Delmål")
        existing = criteria.count()
        kinds = page.get_by_role("button", name=re.compile("^(måltal|milepæl|vurdering)$"))
        expect(kinds).to_have_count(3)
        kinds.evaluate_all(
            "(buttons, waits) => buttons.forEach((button, place) => setTimeout(() => button.click(), waits[place]))",
            [0, EARLY, MEANWHILE],
        )
        expect(criteria).to_have_count(existing + 3)

"""The plan editor in a real browser: accessible, and nothing that is typed is lost."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from db import session
from db.plans import plan_commands, plan_file, plan_queries
from metrics.plan.next_year import draft_next_year
from tests.browser.test_pages import SERIOUS, WIDTHS, serious, show
from tests.fixtures.browsers import SLOW, Server

DRAFT = "/planer?plan=eksempel-tilsyn-2027"
VIEWS = {
    "goals": "",
    "goal": "&goal=1.1",
    "text": "&goal=1.1&text=1",
    "head": "&view=head",
    "preview": "&view=preview",
}


@pytest.fixture(scope="module")
def draft(server: Server) -> str:
    """The address of the editor on a draft."""
    with session.open_writing(server.database_url, session.MACHINE) as db:
        copy = draft_next_year(plan_queries.read_plan_file(db, "eksempel-tilsyn-2026"))
        plan_commands.import_plan(db, plan_file.check_plan(plan_file.to_data(copy)))
    return DRAFT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", [*VIEWS.values(), "&view=life"], ids=[*VIEWS, "life"])
def test_axe_finds_nothing_serious(
    page: Page, server: Server, draft: str, view: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    show(page, server, draft + view)
    found = {}
    for name, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        found[name] = serious(page)
    assert found == {"wide": [], "narrow": []}, SERIOUS


def test_a_refused_goal_is_told_where_it_is_seen_and_keeps_what_was_typed(
    page: Page, server: Server, draft: str
) -> None:
    show(page, server, f"{draft}&goal=1.1")
    page.wait_for_load_state(
        "networkidle"
    )  # an input that is still being drawn forgets what is typed into it
    title = page.get_by_label("Titel").first
    title.fill("Ny titel")
    page.get_by_role("link", name="milepæl").click()
    expect(page.get_by_label("Titel")).to_have_count(3)
    expect(title).to_have_value("Ny titel")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".m-problems")).to_be_in_viewport()
    expect(page.locator(".m-problems li")).to_have_text(["Mål 1.1, kriterium 1.1.2, titel: Skal udfyldes."])
    expect(title).to_have_value("Ny titel")
    page.get_by_label("Titel").nth(2).fill("Milepælen")
    page.get_by_role("button", name="Gem").click()
    expect(page.locator(".m-done")).to_be_in_viewport()
    expect(page).to_have_url(f"{server.url}{draft}&goal=1.1")
    expect(page.get_by_role("heading", name="Kriterium 1.1.2: milepæl")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Titel").nth(2)).to_have_value("Milepælen", timeout=SLOW)

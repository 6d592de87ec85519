"""The plan editor in a real browser: accessible, and nothing that is typed is lost."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from db import session
from db.plans import plan_commands, plan_file, plan_queries
from metrics.plan.next_year import draft_next_year
from tests.browser.test_pages import AXE_WIDTHS, find_violations, show
from tests.fixtures.browsers import Server, at_rest

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


@pytest.fixture(scope="module")
def draft(server: Server) -> str:
    """The address of the editor on a draft."""
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

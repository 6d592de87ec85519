"""A report filled in by a browser: what is left is kept, and nobody's text is written over unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from db.clock import CLOCK
from tests.browser.test_pages import find_violations
from tests.db.reports.played import CHIEF, PLAN, QUARTER, REPORTER, answer_everything, take
from tests.fixtures.browsers import SLOW, Server, at_rest, prepared, served, visit
from tests.fixtures.wires import run_wire

ADDRESS = "/indberetning?plan=eksempel-ankenaevn-2026&quarter=2026Q4"
STOCK = "Tal: Åbne sager, der er ældre end 12 måneder, 4. kvartal 2026"


def field(page: Page, label: str = STOCK) -> Locator:
    return page.get_by_label(label, exact=True)


def leave(page: Page, text: str, label: str = STOCK) -> None:
    """Type in a field and leave it by keyboard; wait until it is saved."""
    field(page, label).fill(text)
    field(page, label).press("Tab")
    at_rest(page)
    expect(page.get_by_text("Kladde gemt")).to_be_visible()


def test_what_is_typed_is_there_after_a_reload_and_after_a_restart(page: Page, tmp_path: Path) -> None:
    running = prepared(tmp_path)
    with served(running):
        visit(page, f"{running.url}{ADDRESS}&role=reporter")
        leave(page, "131")
        visit(page, f"{running.url}{ADDRESS}&role=chief")
        page.wait_for_load_state("networkidle")
        expect(field(page)).to_have_value("131")
        field(page).fill("132")  # and not left
    with served(running):
        expect(page.get_by_text("132 (højst 140)")).to_be_visible(timeout=3 * SLOW)
        expect(field(page)).to_be_focused()


def test_what_is_being_typed_is_saved_by_a_click_on_another_page_and_asked_about_at_a_reload(
    page: Page, written_server: Server
) -> None:
    visit(page, f"{written_server.url}{ADDRESS}&role=reporter")
    field(page).fill("127")
    page.get_by_role("navigation").get_by_role("link", name="Overblik").click()
    expect(page.locator("h1")).to_have_text("Overblik")
    visit(page, f"{written_server.url}{ADDRESS}&role=chief")
    expect(field(page)).to_have_value("127")
    page.wait_for_load_state("networkidle")
    field(page).click()  # a browser asks nothing of somebody who has not touched the page
    field(page).fill("129")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.reload()
    assert asked == ["beforeunload"]


def test_what_is_being_typed_while_the_line_is_cut_for_12_seconds_is_saved(
    page: Page, written_server: Server
) -> None:
    with run_wire(written_server.url) as wire:
        visit(page, f"{wire.url}{ADDRESS}&role=reporter")
        page.wait_for_load_state("networkidle")
        field(page).fill("128")
        wire.cut(seconds=12)
        expect(page.get_by_role("dialog")).to_contain_text("Serveren svarer ikke lige nu")
        expect(page.get_by_text("128 (højst 140)")).to_be_visible(timeout=3 * SLOW)
        expect(field(page)).to_be_focused()


def test_two_tabs_never_write_over_each_other_unseen(
    page: Page, browser: Browser, written_server: Server
) -> None:
    visit(page, f"{written_server.url}{ADDRESS}&role=reporter")
    other = browser.new_page()
    visit(other, f"{written_server.url}{ADDRESS}&role=chief")
    leave(page, "131")
    other_field = field(other)
    other_field.fill("133")
    other_field.press("Tab")
    expect(other.get_by_text("trial-reporter har imens skrevet her")).to_be_visible()
    other.get_by_role("button", name="Behold den tekst").click()
    expect(other_field).to_have_value("131")
    other.close()


def test_a_row_is_filled_in_by_keyboard_alone_and_what_unfolds_is_accessible(
    page: Page, written_server: Server
) -> None:
    visit(page, f"{written_server.url}{ADDRESS}&role=reporter")
    numerator = field(page, "Tæller: Andel sager afgjort inden for 6 måneder, 4. kvartal 2026")
    numerator.fill("450")
    numerator.press("Tab")
    at_rest(page)
    # The field that the key led to has kept the focus while the first was saved.
    expect(field(page, "Nævner: Andel sager afgjort inden for 6 måneder, 4. kvartal 2026")).to_be_focused()
    page.keyboard.type("540")
    page.keyboard.press("Tab")
    expect(page.get_by_text("måltallet er ikke nået indtil nu").first).to_be_visible()
    at_rest(page)
    assert find_violations(page) == []
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert find_violations(page) == []


@pytest.mark.parametrize("width", [1440, 1024])
def test_a_row_is_no_higher_than_what_stands_in_it(page: Page, server: Server, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, f"{server.url}{ADDRESS}&role=reporter")
    heights = page.locator("[class*=st-key-m-line-figure]").evaluate_all(
        "rows => rows.map(row => row.getBoundingClientRect().height)"
    )
    assert len(heights) > 3
    assert max(heights) < 160


def test_the_department_answers_by_keyboard_alone_and_its_forms_are_accessible(
    page: Page, tmp_path: Path
) -> None:
    running = prepared(tmp_path)
    answer_everything(running.database_url)
    take(running.database_url, REPORTER, "sent")
    take(running.database_url, CHIEF, "approved", "Godkendt")
    with served(running, **{CLOCK: "2017-07-12"}):
        visit(page, f"{running.url}/indberetning?plan={PLAN}&quarter={QUARTER}&role=controller")
        page.get_by_text("Spørg institutionen").press("Enter")
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            at_rest(page)
            assert find_violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name="Bekræft milepælen").first.press("Enter")
        expect(page.get_by_text("Milepæl bekræftet. Det er registreret.")).to_be_visible()


def test_on_paper_a_report_shows_its_choices_and_how_much_is_missing(
    page: Page, written_server: Server
) -> None:
    visit(page, f"{written_server.url}{ADDRESS}&role=reporter")
    page.emulate_media(media="print")
    expect(page.get_by_role("radio", name="Forventes gennemført").first).to_be_visible()
    missing = page.locator(".m-entry-missing")
    expect(missing).to_be_visible()
    assert "mangler" in missing.inner_text()

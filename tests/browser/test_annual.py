"""A year is settled in a real browser: accessible, by keyboard alone, and nothing cut off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import cut_off, find_violations
from tests.fixtures.browsers import Server, at_rest, visit

PLAN = "/aarsopgoerelse?plan=eksempel-tilsyn-2025"
ADDRESSES = {
    "all": "/aarsopgoerelse?",
    "a year": PLAN,
    "a goal": f"{PLAN}&goal=1.1",
    "open goals": "/aarsopgoerelse?plan=cpr-2017",
    "to come": "/aarsopgoerelse?plan=eksempel-tilsyn-2026&as_of=2026-11-20",
    "closed": "/aarsopgoerelse?plan=eksempel-ankenaevn-2023",
}
LOOKS = [("da", "light"), ("en", "dark")]
WIDTHS = (1440, 1024, 390)
WHY = "Hvorfor endte målet, som det gjorde?"


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_view_is_accessible_and_fits_every_width(page: Page, server: Server, name: str) -> None:
    for lang, scheme in LOOKS:
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        visit(page, f"{server.url}{ADDRESSES[name]}&lang={lang}")
        assert find_violations(page) == []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert cut_off(page) == [], width
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_a_year_is_settled_by_keyboard_alone(page: Page, written_server: Server) -> None:
    for goal, onward, then in (
        ("1.1", "Næste: mål 1.2", "Mål 2 af 8"),
        ("2.2", "Næste: mål 3.1", "Mål 6 af 8"),
    ):
        visit(page, f"{written_server.url}{PLAN}&goal={goal}&role=reporter")
        page.get_by_label(WHY).focus()
        page.keyboard.type(f"Forklaring af {goal}")
        page.get_by_role("link", name=onward).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text(then)).to_be_visible()
    take(
        page,
        written_server,
        "chief",
        "Godkend for institutionen",
        "Opgørelsen er godkendt for institutionen.",
    )
    take(
        page, written_server, "head", "Tiltræd for departementet", "Opgørelsen er tiltrådt for departementet."
    )
    take(page, written_server, "head", "Luk planen", "Planen er lukket. Målopfyldelsen ligger fast.")
    visit(page, f"{written_server.url}{PLAN}&role=reader")
    expect(page.get_by_text("Forklaring af 2.2")).to_be_visible()
    expect(page.get_by_role("button", name="Luk planen")).to_have_count(0)
    assert find_violations(page) == []


def take(page: Page, server: Server, role: str, button: str, said: str) -> None:
    """Press a button by keyboard in a role, and see that it is done."""
    visit(page, f"{server.url}{PLAN}&role={role}")
    page.get_by_role("button", name=button, exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(said, exact=True)).to_be_visible()


def test_what_is_typed_is_there_after_a_click_on_another_goal(page: Page, written_server: Server) -> None:
    address = "/aarsopgoerelse?plan=eksempel-tilsyn-2024&role=reporter"
    visit(page, written_server.url + address)
    page.get_by_role("link", name="Gennemgå målene ét for ét").click()
    at_rest(page)
    page.get_by_label("Tag målet med i del 2").or_(page.get_by_label(WHY)).first.wait_for()
    if not page.get_by_label(WHY).count():
        page.get_by_text("Tag målet med i del 2").click()
    page.get_by_label(WHY).fill("Skrevet og ikke forladt")
    page.get_by_role("link", name="Næste: mål 1.2").click()
    expect(page.get_by_text("Mål 2 af 8")).to_be_visible()
    page.get_by_role("link", name="Forrige: mål 1.1").click()
    expect(page.get_by_text("Mål 1 af 8")).to_be_visible()
    expect(page.get_by_label(WHY)).to_have_value("Skrevet og ikke forladt")

"""Small drawings in a real browser: no two texts meet at any width, and each leads on by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browsers import Server, visit

PAGES = [
    *(f"/institution?institution=eksempel-{name}&as_of=2026-11-20" for name in ("tilsyn", "register")),
    "/institution?institution=eksempel-ankenaevn&as_of=2026-11-20&lang=en",
    "/institution?institution=cpr",
    "/udvikling?as_of=2026-11-20",
]
WIDTHS = (390, 1024, 1440)
COLUMNS = {390: 1, 1024: 2, 1440: 4}

TEXTS = (
    ".m-at-end, .m-tick, .m-parted, .m-bar-value, .m-grid-number, .m-limit-name, .m-report-name, .m-last-value,"
    ".m-below p"
)
MEETING = (
    """() => [...document.querySelectorAll('.m-plot, .m-years-plot')].flatMap(plot => {
        const texts = [...plot.querySelectorAll('"""
    + TEXTS
    + """')].filter(e => e.offsetParent);
        const boxes = texts.map(e => [e.textContent, e.getBoundingClientRect()]);
        return boxes.flatMap(([one, a], n) => boxes.slice(n + 1)
            .filter(([, b]) => a.left < b.right - .5 && b.left < a.right - .5
                && a.top < b.bottom - .5 && b.top < a.bottom - .5)
            .map(([other]) => `${one} and ${other}`));
    })"""
)
CUT = """() => [...document.querySelectorAll('.m-at-end')]
    .filter(e => e.scrollWidth > e.clientWidth).map(e => e.textContent)"""
GRID = "getComputedStyle(document.querySelector('.m-cards')).gridTemplateColumns.split(' ').length"
HEIGHTS = "[...new Set([...document.querySelectorAll('.m-cards .m-plot')].map(e => e.offsetHeight))]"


@pytest.mark.parametrize("address", PAGES)
def test_no_two_texts_of_a_drawing_meet_and_none_is_cut_at_any_width(
    page: Page, server: Server, address: str
) -> None:
    visit(page, server.url + address)
    expect(page.locator(".m-plot").first).to_be_visible()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert (page.evaluate(MEETING), page.evaluate(CUT)) == ([], []), width
        assert page.evaluate(GRID) == COLUMNS[width]
        assert page.evaluate(HEIGHTS) == [160]


def test_a_drawing_leads_to_its_goal_by_keyboard_and_by_a_click_anywhere_on_it(
    page: Page, server: Server
) -> None:
    visit(page, server.url + PAGES[0])
    card = page.locator(".m-cards > li").first
    link = card.locator("a")
    link.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("1.1 Tilsyn i hele landet")
    page.go_back()
    expect(page.locator(".m-cards > li").first).to_be_visible()
    card.locator(".m-plot").click(force=True)  # the link lies over the whole card
    expect(page.locator("h1")).to_contain_text("1.1 Tilsyn i hele landet")
    page.get_by_role("link", name="Styrelsen for Borgertilsyn", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Styrelsen for Borgertilsyn")


def test_the_order_is_kept_in_the_address_and_redraws_the_cards_alone(page: Page, server: Server) -> None:
    visit(page, server.url + PAGES[0])
    page.locator(".m-cards > li").first.scroll_into_view_if_needed()
    page.get_by_role("combobox", name="Rækkefølge").click()
    page.get_by_role("option", name="Planens rækkefølge").click()
    expect(page.locator(".m-cards h3").nth(3)).to_have_text("2.1 Ny tilsynsmodel")
    expect(page).to_have_url(f"{server.url}{PAGES[0]}&order=plan")

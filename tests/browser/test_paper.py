"""Pages on paper: A4 with a head and a foot, nothing beyond the margins, and nothing that only a screen can use."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import cut_off
from tests.fixtures.browsers import Server, visit

INSIDE = {"portrait": 658, "landscape": 986}
"""The pixels between the margins of an A4 page: 174 mm upright, 261 mm lying."""
CONTROLS = (
    *(".m-trial", ".m-menu", ".stDownloadButton", ".stButton", ".stSelectbox", ".stMultiSelect", ".stForm"),
    *(".stButtonGroup", ".stSlider", ".stCheckbox", ".stDateInput", ".stExpander", "#m-first"),
)
TITLES = {
    "/?as_of=2026-11-20": "Overblik",
    "/plan?plan=eksempel-tilsyn-2026&as_of=2026-11-20": "Styrelsen for Borgertilsyn: Mål- og resultatplan 2026",
    "/maal?plan=eksempel-tilsyn-2026&goal=1.2&as_of=2026-11-20": "Mål- og resultatplan 2026 · 1.2 Hurtig opfølgning på",
    "/institution?institution=eksempel-tilsyn&as_of=2026-11-20": "Styrelsen for Borgertilsyn",
    "/risiko?as_of=2026-11-20": "Risiko og frister",
    "/hvad-nu-hvis?plan=eksempel-tilsyn-2026&as_of=2026-11-20&set=1.2-met": "Hvad nu hvis?",
    "/hvad-nu-hvis?plan=eksempel-tilsyn-2026&as_of=2026-11-20&ask=total&wanted=80": "Hvad nu hvis?",
    "/hvad-nu-hvis?plan=eksempel-tilsyn-2026&as_of=2026-11-20&ask=goal&goal=2.1": "Hvad nu hvis?",
}
CHARTS = "[...document.querySelectorAll('.js-plotly-plot')]"
SHOWN = "all => all.filter(e => e.checkVisibility()).map(e => e.innerText.trim())"
HEAD = "[...document.styleSheets].flatMap(s => [...s.cssRules]).map(r => r.cssText).find(t => t.includes('@top-left'))"


@pytest.mark.parametrize("address", TITLES)
def test_every_page_fits_between_the_margins_of_a4_with_title_day_and_number(
    page: Page, server: Server, address: str
) -> None:
    visit(page, server.url + address)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    columns = page.locator("thead th").evaluate_all(SHOWN)
    page.emulate_media(media="print")
    for width in INSIDE.values():
        page.set_viewport_size({"width": width, "height": 1000})
        assert cut_off(page) == []
        wide = f"{CHARTS}.filter(e => e.getBoundingClientRect().width > innerWidth + 1).length"
        assert page.evaluate(wide) == 0
        assert page.locator("thead th").evaluate_all(SHOWN) == columns
    head = page.evaluate(HEAD)
    assert TITLES[address] in head
    assert "Status pr. 20. november 2026" in head
    assert "counter(page)" in head
    for control in CONTROLS:
        assert page.locator(control).evaluate_all(SHOWN) == []
    # Widths in points: 210 mm upright, 297 mm lying.
    for landscape, widths in ((False, {b"594", b"595"}), (True, {b"841", b"842"})):
        sheets = page.pdf(format="A4", landscape=landscape)
        found = set(re.findall(rb"/MediaBox \[0 0 (\d+)", sheets))
        assert found
        assert found <= widths


def test_paper_has_every_reason_and_all_that_is_owed_and_no_options(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/risiko?as_of=2026-11-20")
    expect(page.locator(".m-more").first).to_be_visible()
    assert page.locator(".m-more[open], .m-owes[open]").count() == 0
    page.emulate_media(media="print")
    for told in (".m-more summary span", ".m-more li", ".m-owes:not(.m-later) summary"):
        everything = page.locator(told).evaluate_all("all => all.map(e => e.innerText.trim())")
        assert everything
        assert page.locator(told).evaluate_all(SHOWN) == everything
    assert page.locator(".m-more summary b").evaluate_all(SHOWN) == []
    visit(page, f"{server.url}/?as_of=2026-11-20")
    expect(page.locator(".m-asked").first).to_be_visible()
    assert page.locator(".m-options").count() > 0
    assert page.locator(".m-options").evaluate_all(SHOWN) == []


def test_paper_has_no_gap_below_a_chart_or_beside_a_meeting(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/maal?plan=eksempel-tilsyn-2026&goal=1.2&as_of=2026-11-20")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    place, height = page.locator(".stElementContainer:has(.js-plotly-plot)").first, "e => e.clientHeight"
    on_screen = place.evaluate(height)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    smaller = float(page.locator(".js-plotly-plot").first.evaluate("e => e.style.zoom"))
    assert smaller < 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": INSIDE["portrait"], "height": 1000})
    assert place.evaluate(height) <= on_screen * smaller + 2
    visit(page, f"{server.url}/kvartalsmoede?institution=eksempel-tilsyn&quarter=2026Q3&role=head")
    left = "e => e.getBoundingClientRect().left"
    start = page.locator("h1").evaluate(left)
    assert page.locator(".m-first-minute").first.evaluate(left) == pytest.approx(start, abs=2)


def test_paper_is_light_where_the_screen_is_dark(page: Page, server: Server) -> None:
    page.emulate_media(color_scheme="dark")
    visit(page, f"{server.url}/maal?plan=eksempel-tilsyn-2026&goal=1.2")
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    on_screen = page.locator("h1").evaluate("e => getComputedStyle(e).color")
    page.emulate_media(color_scheme="dark", media="print")
    assert page.locator("h1").evaluate("e => getComputedStyle(e).color") != on_screen
    backgrounds = page.evaluate(
        "['body', '.stApp', '.stMain'].map(s => getComputedStyle(document.querySelector(s)).backgroundColor)"
    )
    assert set(backgrounds) == {"rgba(0, 0, 0, 0)"}
    assert "invert" in page.locator(".js-plotly-plot").first.evaluate("e => getComputedStyle(e).filter")


def test_no_sheet_is_left_blank_after_the_last_line(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/maal?plan=eksempel-tilsyn-2026&goal=2.1&as_of=2026-11-20")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": INSIDE["landscape"], "height": 100})
    last = "Math.max(...all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().bottom))"
    bottom = page.locator(".stHtml *").evaluate_all(f"all => {last}")
    assert bottom - 1 <= page.evaluate("document.documentElement.scrollHeight") <= bottom + 2

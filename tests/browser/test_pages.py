"""The pages in a real browser: accessible, usable by keyboard alone, and nothing cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Literal
from urllib.parse import quote_plus

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.fixtures.browsers import Server, visit

FICTIONAL_AREA = "Digitaliserings- og Borgerministeriet (opdigtet)"
PAGES = {
    "overview": "/",
    "development": "/udvikling?as_of=2026-11-20",
    "institution": "/institution?institution=eksempel-tilsyn&as_of=2026-11-20",
    "institution of old plans": "/institution?institution=cpr",
    "plan": "/plan?plan=cpr-2017",
    "goal": "/maal?plan=cpr-2017&goal=2.1",
    "milestones": "/maal?plan=eksempel-ankenaevn-2026&goal=2.1",
    "roadmap": "/retning?plan=cpr-udviklingsplan-2023&as_of=2024-10-01",
    "wheel": "/aarshjul?institution=dst&year=2025&role=reporter",
    "own reports": "/indberetning?role=reporter",
    "report": "/indberetning?plan=eksempel-ankenaevn-2026&quarter=2026Q4&role=reporter",
    "report received": "/indberetning?plan=cpr-2017&quarter=2017Q2&role=controller",
    "meetings": "/kvartalsmoede?role=head",
    "meeting ahead": "/kvartalsmoede?institution=eksempel-ankenaevn&quarter=2026Q3&role=head",
    "goal at a meeting": "/kvartalsmoede?institution=cpr&quarter=2017Q2&role=head&at=cpr-2017%3A2.1",
    "what if": "/hvad-nu-hvis?plan=eksempel-ankenaevn-2026&as_of=2026-11-20&set=1.1-met+3.2-0.5&chance=1.2-0.4",
    "what if of values": "/hvad-nu-hvis?plan=cpr-2017&as_of=2017-06-30&value=2.1.1-95&reached=1.1.1-2017-06-15",
    "unknown plan": "/plan?plan=findes-ikke",
    "plans": "/planer",
    "new plan": "/planer?add=plan",
    "locked plan": "/planer?plan=cpr-2021",
    "roles": "/administration?role=administrator",
    "limits": "/administration?section=thresholds&role=controller",
    "institutions": "/administration?section=institutions&role=administrator",
    "new definitions": "/administration?section=breaks&role=reporter",
    "who gives the figures": "/administration?section=owners&role=controller",
    "record": "/spor",
    "empty record": "/spor?to=2000-01-01",
    "risk": "/risiko?as_of=2026-11-20",
    "tolerance": "/maal?plan=eksempel-tilsyn-2026&goal=3.1&as_of=2026-11-20",
    "known later": "/plan?plan=cpr-2017&as_of=2017-12-31&known_at=2018-12-31",
    "what a total takes": "/hvad-nu-hvis?plan=eksempel-tilsyn-2026&as_of=2026-11-20&ask=total",
    "what a goal means": "/hvad-nu-hvis?plan=eksempel-tilsyn-2026&as_of=2026-11-20&ask=goal&goal=1.2",
    "annual": "/aarsopgoerelse?plan=eksempel-tilsyn-2025",
    "journal": "/journal?plan=eksempel-tilsyn-2026",
    "wheel of an area": f"/aarshjul?area={quote_plus(FICTIONAL_AREA)}&year=2026&as_of=2026-11-20&role=head",
}
AXE_WIDTHS = (1440, 1024, 390)
LOOKS = [
    (name, lang, ("light", "dark")[(place + turn) % 2], AXE_WIDTHS[(place + turn) % 3])
    for place, name in enumerate(PAGES)
    for turn, lang in enumerate(("da", "en"))
]
"""Every page in both languages, both schemes and at two widths, and each of these with each of the others."""
NARROW_WIDTHS = (720, 390, 320)
"""A wide screen enlarged to twice its size, a telephone, and the least that WCAG asks for."""
AREA = "Social- og Indenrigsministeriet"


def show(page: Page, server: Server, address: str) -> None:
    """Open a page and wait until its chart is drawn too."""
    visit(page, server.url + address)
    if ("goal=2.1" in address and "cpr" in address) or address.startswith("/retning"):
        expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()


def find_violations(page: Page) -> list[str]:
    """What axe finds at any level, with the elements it means."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {[node['html'][:120] for node in rule['nodes'][:3]]}" for rule in found]


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all looks, so that the browser reads its scripts once."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.mark.parametrize(("name", "lang", "scheme", "width"), LOOKS)
def test_axe_finds_nothing_nothing_is_cut_off_and_no_level_of_heading_is_skipped(
    tab: Page, server: Server, name: str, lang: str, scheme: Literal["light", "dark"], width: int
) -> None:
    address = PAGES[name]
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 900})
    show(tab, server, address + ("&" if "?" in address else "?") + f"lang={lang}")
    assert find_violations(tab) == []
    for narrow in NARROW_WIDTHS:
        tab.set_viewport_size({"width": narrow, "height": 900})
        assert cut_off(tab) == [], narrow
        assert out_of_sight(tab) == [], narrow
        assert written_over(tab) == [], narrow
    levels = tab.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(e => Number(e.tagName[1]))")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def cut_off(page: Page) -> list[str]:
    """What reaches beyond the right edge of the window and cannot be pulled into view."""
    found: list[str] = page.evaluate(
        """() => {
            // Tables become blocks on a telephone; where they do not, they scroll, as the grid of ways and
            // two lines of links do everywhere: what they hold, not they themselves.
            const scrolls = innerWidth > 640 ? '.m-scroll, .m-menu, .m-roles'
                : '.m-menu, .m-roles, .m-scroll:has(.m-ways)'
            return [...document.querySelectorAll('.stHtml *')]
                .filter(e => e.offsetParent && !e.closest('.m-hidden, thead') && !e.parentElement.closest(scrolls))
                .filter(e => getComputedStyle(e).clipPath === 'none')
                .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
                .map(e => e.outerHTML.slice(0, 100))
        }"""
    )
    return found


def out_of_sight(page: Page, within: str = ".stButtonGroup *") -> list[str]:
    """What is to be pulled into view: of choices, or of what is asked for, and of tables on a telephone."""
    found: list[str] = page.evaluate(
        """within => [...document.querySelectorAll(innerWidth > 640 ? within : '.stButtonGroup *, .m-scroll')]
            .filter(e => !e.querySelector('.m-ways'))
            .filter(e => e.offsetParent && getComputedStyle(e).overflowX !== 'visible')
            .filter(e => e.scrollWidth > e.clientWidth + 1)
            .map(e => e.innerText.slice(0, 100))""",
        within,
    )
    return found


def written_over(page: Page) -> list[str]:
    """What is written over something else in the same cell of a table."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.m-table :is(th, td)')].filter(e => e.offsetParent).flatMap(cell => {
            const words = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), boxes = []
            for (let text; text = words.nextNode();) {
                if (!text.data.trim() || text.parentElement.closest('.m-hidden')) continue
                const range = document.createRange()
                range.selectNodeContents(text)
                boxes.push(...[...range.getClientRects()].map(box => [box, text]))
            }
            const over = ([a, one], [b, other]) => one !== other && a.left + 1 < b.right && b.left + 1 < a.right
                && a.top + 4 < b.bottom && b.top + 4 < a.bottom
            return boxes.some(a => boxes.some(b => over(a, b))) ? [cell.innerText.slice(0, 100)] : []
        })"""
    )
    return found


def test_from_the_overview_to_a_goal_by_keyboard_alone(page: Page, server: Server) -> None:
    show(page, server, "/")
    tab_to(page, "CPR-administrationen")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("CPR-administrationen")
    tab_to(page, "Resultatplan 2017")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("CPR-administrationen: Resultatplan 2017")
    tab_to(page, "2.1 Afslutning af klagesager")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("2.1 Afslutning af klagesager")
    expect(page).to_have_url(f"{server.url}/maal?plan=cpr-2017&goal=2.1")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on the link with this text, and check that the focus can be seen."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.innerText.replace(/\\s+/g, ' ').trim()")
        if focused == name:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"the focus on {name} cannot be seen"
            return
    pytest.fail(f"{name} cannot be reached by Tab")


def test_what_is_owed_at_risk_and_ahead_fits_a_screen_and_folds_out_by_keyboard(
    page: Page, server: Server
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    show(page, server, PAGES["risk"])
    assert page.evaluate("document.querySelector('.m-lookout').getBoundingClientRect().bottom") <= 900
    figure = page.locator(".m-owes").first.get_by_role("link", name="1.1 Tal for 4. kvartal 2026")
    expect(figure).to_be_hidden()
    page.locator(".m-owes summary").first.focus()
    page.keyboard.press("Enter")
    expect(figure).to_be_visible()


def test_a_filter_narrows_the_overview_and_stands_in_the_address(page: Page, server: Server) -> None:
    show(page, server, "/")
    expect(page.locator(".m-area:visible")).to_have_count(2)
    page.get_by_role("combobox", name=re.compile("Ministerområde")).click()
    page.get_by_role("option", name=AREA, exact=True).click()
    expect(page.locator(".m-area:visible")).to_have_count(1)
    expect(page).to_have_url(f"{server.url}/?area={quote_plus(AREA)}")
    page.reload()
    expect(page.locator(".m-area:visible")).to_have_count(1)
    expect(page.locator(".m-area:visible h2")).to_have_text(AREA)
    page.go_back()
    expect(page.locator(".m-area:visible")).to_have_count(2)


def test_the_language_link_keeps_the_filter(page: Page, server: Server) -> None:
    show(page, server, "/")
    page.get_by_role("combobox", name=re.compile("Ministerområde")).click()
    page.get_by_role("option", name=AREA, exact=True).click()
    expect(page.locator(".m-area:visible")).to_have_count(1)
    page.get_by_role("link", name="english").click()
    expect(page.locator("h1")).to_have_text("Overview")
    expect(page).to_have_url(f"{server.url}/?area={quote_plus(AREA)}&lang=en")
    expect(page.locator(".m-area:visible")).to_have_count(1)


def test_the_chart_and_its_table_show_the_same_figures(page: Page, server: Server) -> None:
    show(page, server, PAGES["goal"])
    assert drawn_results(page) == ["75,8*", "78,9", "98,0", "98,7"]
    cells = page.locator(".m-years tbody td:nth-child(3)").all_text_contents()
    assert sorted(cell for cell in cells if cell != "–") == drawn_results(page)


def drawn_results(page: Page) -> list[str]:
    """The labels of a chart that are bare numbers, least first."""
    labels = page.locator(".js-plotly-plot .annotation-text").all_text_contents()
    return sorted(label for label in labels if re.fullmatch(r"[\d,]+\*?", label))


@pytest.mark.parametrize("name", ["risk", "known later"])
def test_paper_has_the_day_in_words_and_no_controls_for_it(page: Page, server: Server, name: str) -> None:
    show(page, server, PAGES[name])
    moment = page.get_by_text(re.compile("^Status pr. .*, med de oplysninger, der forelå "))
    controls = [page.get_by_label("Status pr.", exact=True), page.get_by_text("Med det, vi ved i dag")]
    for control in controls:
        expect(control).to_be_visible()
    page.emulate_media(media="print")
    expect(moment).to_be_visible()
    for control in (*controls, page.get_by_text("Vis kun det, der forelå den dag")):
        expect(control).to_be_hidden()


def test_another_day_changes_the_chart_and_the_table(page: Page, server: Server) -> None:
    show(page, server, PAGES["goal"] + "&as_of=2016-12-31")
    assert drawn_results(page) == ["75,8*", "78,9"]
    expect(page.locator(".m-years tbody tr")).to_have_count(4)
    expect(page.locator(".m-stand")).to_contain_text("Endnu ikke opgjort")


@pytest.mark.parametrize(
    "address", ["/?as_of=2026-11-20", "/plan?plan=eksempel-tilsyn-2026&as_of=2026-11-20"]
)
def test_on_a_telephone_name_menu_and_day_leave_room_for_the_content(
    page: Page, server: Server, address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    show(page, server, address)
    bottom = "e => e.getBoundingClientRect().bottom"
    top = "e => e.getBoundingClientRect().top"
    assert page.locator(".st-key-m-head").evaluate(bottom) <= 160
    assert page.locator("h1").evaluate(top) <= 250
    marks = page.locator(".m-goals-table td:last-child .m-status:visible").all()
    assert all(mark.evaluate("e => e.getClientRects().length") == 1 for mark in marks)


def test_on_a_telephone_the_menu_begins_where_the_page_one_reads_is_in_view(
    page: Page, server: Server
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    show(page, server, "/hvad-nu-hvis?as_of=2026-11-20")
    expect(page.locator(".m-menu [aria-current]")).to_have_text("Scenarier")
    expect(page.locator(".m-menu [aria-current]")).to_be_in_viewport(ratio=1)
    page.locator(".m-menu ul").evaluate("e => { e.scrollLeft = 0; }")
    expect(page.locator(".m-menu").get_by_text("Overblik")).to_be_in_viewport(ratio=1)

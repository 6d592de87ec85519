"""The pages in a real browser: accessible, usable by keyboard alone, and nothing cut off."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.fixtures.browsers import SLOW, Server, visit

PAGES = {
    "overview": "/",
    "plan": "/plan?plan=cpr-2017",
    "goal": "/maal?plan=cpr-2017&goal=2.1",
    "milestones": "/maal?plan=eksempel-ankenaevn-2026&goal=2.1",
    "what if": "/hvad-nu-hvis?plan=eksempel-ankenaevn-2026&as_of=2026-11-20&set=1.1-met+3.2-0.5&chance=1.2-0.4",
    "what if of values": "/hvad-nu-hvis?plan=cpr-2017&as_of=2017-06-30&value=2.1.1-95&reached=1.1.1-2017-06-15",
    "unknown plan": "/plan?plan=findes-ikke",
    "plans": "/planer",
    "new plan": "/planer?add=plan",
    "locked plan": "/planer?plan=cpr-2021",
    "record": "/spor",
    "empty record": "/spor?to=2000-01-01",
    "risk": "/risiko?as_of=2026-11-20",
}
LOOKS = [
    (name, lang, ("light", "dark")[(place + turn) % 2])
    for place, name in enumerate(PAGES)
    for turn, lang in enumerate(("da", "en"))
]
"""Every page in both languages and both schemes, and every language in both schemes."""
WIDTHS = {"wide": 1440, "narrow": 320}
SERIOUS = {"serious", "critical"}


def show(page: Page, server: Server, address: str) -> None:
    """Open a page and wait until its chart is drawn too."""
    visit(page, server.url + address)
    if "goal=2.1" in address and "cpr" in address:
        expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible(timeout=SLOW)


def serious(page: Page) -> list[str]:
    """What axe finds serious or critical, with the elements it means."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {[node['html'][:120] for node in rule['nodes'][:3]]}"
        for rule in found
        if rule["impact"] in SERIOUS
    ]


@pytest.mark.parametrize(("name", "lang", "scheme"), LOOKS)
def test_axe_finds_nothing_serious_nothing_is_cut_off_and_no_level_of_heading_is_skipped(
    page: Page, server: Server, name: str, lang: str, scheme: Literal["light", "dark"]
) -> None:
    address = PAGES[name]
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": WIDTHS["wide"], "height": 900})
    show(page, server, address + ("&" if "?" in address else "?") + f"lang={lang}")
    found = {"wide": serious(page)}
    page.set_viewport_size({"width": WIDTHS["narrow"], "height": 800})
    found |= {"narrow": serious(page), "cut off": cut_off(page)}
    assert found == {"wide": [], "narrow": [], "cut off": []}
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(e => Number(e.tagName[1]))")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def cut_off(page: Page) -> list[str]:
    """What reaches beyond the right edge of the window."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.stHtml *')]
            .filter(e => e.offsetParent && !e.closest('.m-hidden, thead') && getComputedStyle(e).clipPath === 'none')
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => e.outerHTML.slice(0, 100))"""
    )
    return found


def test_from_the_overview_to_a_goal_by_keyboard_alone(page: Page, server: Server) -> None:
    show(page, server, "/")
    tab_to(page, "CPR-administrationen 2017")
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


def test_a_filter_narrows_the_overview_and_stands_in_the_address(page: Page, server: Server) -> None:
    show(page, server, "/")
    expect(page.locator(".m-area:visible")).to_have_count(2)
    page.get_by_role("combobox", name=re.compile("Planår")).click()
    page.get_by_role("option", name="2017", exact=True).click()
    expect(page.locator(".m-area:visible")).to_have_count(1)
    expect(page).to_have_url(f"{server.url}/?year=2017")
    page.reload()
    expect(page.locator(".m-area:visible")).to_have_count(1)
    expect(page.locator(".m-plans tbody tr")).to_have_count(1)
    page.go_back()
    expect(page.locator(".m-area:visible")).to_have_count(2)


def test_the_language_link_keeps_the_filter(page: Page, server: Server) -> None:
    show(page, server, "/")
    page.get_by_role("combobox", name=re.compile("Planår")).click()
    page.get_by_role("option", name="2017", exact=True).click()
    expect(page.locator(".m-area:visible")).to_have_count(1)
    page.get_by_role("link", name="english").click()
    expect(page.locator("h1")).to_have_text("Overview", timeout=SLOW)
    expect(page).to_have_url(f"{server.url}/?year=2017&lang=en")
    expect(page.locator(".m-area:visible")).to_have_count(1)


def test_the_chart_and_its_table_show_the_same_figures(page: Page, server: Server) -> None:
    show(page, server, PAGES["goal"])
    labels = page.locator(".js-plotly-plot .textpoint").all_text_contents()
    assert labels == ["78,9", "75,8*", "98,7", "98,0"]
    cells = page.locator(".m-years tbody td:nth-child(3)").all_text_contents()
    assert [cell for cell in cells if cell != "–"] == labels


def test_another_day_changes_the_chart_and_the_table(page: Page, server: Server) -> None:
    show(page, server, PAGES["goal"] + "&as_of=2016-12-31")
    assert page.locator(".js-plotly-plot .textpoint").all_text_contents() == ["78,9", "75,8*"]
    expect(page.locator(".m-years tbody tr")).to_have_count(4)
    expect(page.locator(".m-stand")).to_contain_text("Ikke forfaldent")

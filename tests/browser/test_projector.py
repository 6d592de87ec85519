"""The view for a projector: nothing on a page is smaller than 20 pixels on 1024 by 768."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browsers import Server, at_rest, visit

LEAST = 20
ADDRESSES = (
    "/?as_of=2026-11-20",
    "/plan?plan=eksempel-tilsyn-2026&as_of=2026-11-20",
    "/maal?plan=eksempel-tilsyn-2026&goal=1.2&as_of=2026-11-20",
    "/institution?institution=eksempel-tilsyn&as_of=2026-11-20",
    "/risiko?as_of=2026-11-20",
)
SMALL = """least => {
    const walker = document.createTreeWalker(document.querySelector('.stMain'), NodeFilter.SHOW_TEXT)
    const found = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const holder = node.parentElement
        const hidden = !holder.checkVisibility() || holder.closest('.m-hidden, style, script')
        if (hidden || !node.textContent.trim()) continue
        const size = parseFloat(getComputedStyle(holder).fontSize)
        if (size < least) found.push(`${size} ${node.textContent.trim().slice(0, 40)} ${holder.className}`)
    }
    return found
}"""


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_text_of_a_page_is_smaller_than_20_pixels(page: Page, server: Server, address: str) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    visit(page, f"{server.url}{address}&view=projector")
    assert page.evaluate(SMALL, LEAST) == []


def test_the_view_is_chosen_in_the_head_goes_along_and_is_left_again(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    visit(page, server.url)
    page.get_by_role("link", name="Projektor").click()
    expect(page).to_have_url(f"{server.url}/?view=projector")
    expect(page.get_by_role("link", name="Almindelig visning")).to_be_visible()
    at_rest(page)  # until then the links below are those of the other view
    page.get_by_role("link", name="Registerstyrelsen").first.click()
    expect(page.locator("h1")).to_contain_text("Registerstyrelsen")
    assert "view=projector" in page.url
    page.get_by_role("link", name="Almindelig visning").click()
    expect(page.get_by_role("link", name="Projektor")).to_be_visible()
    assert "view" not in page.url


@pytest.mark.parametrize("at", ["start", "eksempel-ankenaevn-2026:1.1"])
def test_a_meeting_s_content_begins_in_the_upper_quarter_of_the_screen(
    page: Page, server: Server, at: str
) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    asked = "institution=eksempel-ankenaevn&quarter=2026Q3&role=head&view=projector"
    visit(page, f"{server.url}/kvartalsmoede?{asked}&at={at}")
    assert page.evaluate(SMALL, LEAST) == []
    heading = page.locator(".m-at-goal h2, .m-first-minute h2").first
    box = heading.bounding_box()
    assert box is not None
    assert box["y"] < 768 / 4
    expect(page.locator(".m-lead", has_text="status pr.")).to_be_in_viewport()
    # The way back lies over nothing of the title.
    way, title = page.get_by_role("link", name="Almindelig visning"), page.locator(".m-title")
    back, named = way.bounding_box(), title.bounding_box()
    assert back is not None
    assert named is not None
    assert back["x"] >= named["x"] + named["width"] or back["y"] + back["height"] <= named["y"]

"""What a reader sees before the server has answered, and that it gives way to the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.fixtures.browsers import Server, visit

DARK, LIGHT = "rgb(20, 25, 30)", "rgb(255, 255, 255)"


def never_answer(_socket: WebSocketRoute) -> None:
    """As on a line so slow that nothing comes of the page."""


@pytest.mark.parametrize(("scheme", "background"), [("light", LIGHT), ("dark", DARK)])
@pytest.mark.parametrize("width", [1440, 390])
def test_name_menu_and_shapes_are_there_before_the_server_has_answered(
    page: Page, server: Server, scheme: str, background: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.route_web_socket("**/*", never_answer)
    page.goto(server.url)
    expect(page.locator(".stApp")).to_be_attached()
    for text in ("Målstreg", "Overblik", "Udvikling"):
        expect(page.locator("#m-first").get_by_text(text, exact=True)).to_be_in_viewport()
    expect(page.locator("#m-first > i")).to_have_count(4)
    expect(page.locator("#root[aria-busy=true]")).to_be_attached()
    covers = "(e) => [document.body, ...e].map(one => getComputedStyle(one).backgroundColor)"
    seen = page.locator(".stApp, .stMain, .stAppViewContainer").evaluate_all(covers)
    assert set(seen) == {background, "rgba(0, 0, 0, 0)"}
    assert page.get_by_role("navigation").count() == 0


def test_it_gives_way_to_the_page_and_the_head_stays_where_it_was(page: Page, server: Server) -> None:
    # Two tabs of one reader: the first never hears from the server, so that what is drawn before can be measured.
    waiting, answered = page, page.context.new_page()
    waiting.route_web_socket("**/*", never_answer)
    for tab in (waiting, answered):
        tab.set_viewport_size({"width": 1440, "height": 800})
    waiting.goto(server.url)
    # Nothing is drawn before the styles are there.
    expect(waiting.locator("#m-first .m-banner")).to_have_css("min-height", "46px")
    before = waiting.locator("#m-first .m-brand").bounding_box()
    visit(answered, server.url)
    expect(answered.locator("#m-first")).to_have_count(0)
    expect(answered.locator("#root[aria-busy]")).to_have_count(0)
    after = answered.locator(".m-brand").bounding_box()
    assert before
    assert after
    assert abs(before["x"] - after["x"]) <= 1
    assert abs(before["y"] - after["y"]) <= 4

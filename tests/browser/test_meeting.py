"""A whole quarterly meeting by keyboard alone: from the first minute to minutes that both parties have approved."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import cut_off, find_violations, out_of_sight
from tests.browser.test_projector import LEAST, SMALL
from tests.fixtures.browsers import Server, at_rest, unfold, visit

ADDRESS = "/kvartalsmoede?institution=eksempel-ankenaevn&quarter=2026Q3"
NEXT = "/kvartalsmoede?institution=eksempel-ankenaevn&quarter=2026Q4"

DECISION = "Departementet tager risikoen til efterretning."


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on the control with this name."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.ariaLabel || document.activeElement.innerText || '').trim()"
        )
        if focused == name:
            return
    pytest.fail(f"{name} cannot be reached by Tab")


def press(page: Page, name: str) -> None:
    """Press a button by keyboard."""
    tab_to(page, name)
    page.keyboard.press("Enter")
    at_rest(page)


def start_meeting(page: Page) -> None:
    """Start a meeting that nobody was asked to."""
    press(page, "Start mødet")
    expect(page.get_by_role("button", name="Start uden indkaldelse")).to_be_visible()
    press(page, "Start uden indkaldelse")


def turn(page: Page, key: str, title: str) -> None:
    """Turn to the place before or after."""
    page.keyboard.press(key)
    expect(page.locator(".m-agenda [aria-current]")).to_contain_text(title)
    at_rest(page)


def capture_action(page: Page) -> None:
    """Capture an action, from field to field by Enter."""
    page.keyboard.press("o")
    page.keyboard.type("Send en plan for klagerne")  # at once: what is typed waits for its field
    expect(page.get_by_label("Opgave", exact=True)).to_have_value("Send en plan for klagerne")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ansvarlig (rolle)")).to_be_focused()
    page.keyboard.type("Institutionens chef")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Frist")).to_be_focused()
    page.keyboard.type("15.12.2026")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Opgave tilføjet.")).to_be_visible()
    expect(page.get_by_label("Opgave", exact=True)).to_have_value("")
    expect(page.get_by_label("Opgave", exact=True)).to_be_focused()  # where the next one begins


def capture_decision(page: Page) -> None:
    """Capture a decision after the field of something else was left."""
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    page.keyboard.type(DECISION)
    page.keyboard.press("Enter")  # at once, too
    expect(page.get_by_text("Beslutning tilføjet.")).to_be_visible()
    page.keyboard.press("Escape")


def test_a_meeting_is_held_closed_and_approved_by_keyboard_alone(page: Page, written_server: Server) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    visit(page, f"{written_server.url}{ADDRESS}&role=head")
    start_meeting(page)
    expect(page.get_by_role("group", name="Taster").get_by_text("Beslutning")).to_be_visible()
    page.locator(".stMain").focus()
    turn(page, "ArrowRight", "Opfølgning på sidste møde")
    turn(page, "ArrowRight", "2.1 Lettere at klage digitalt")
    capture_action(page)
    assert find_violations(page) == []
    capture_decision(page)
    turn(page, "ArrowLeft", "Opfølgning på sidste møde")
    here = page.locator(".m-agenda [aria-current]")
    while "Beslutninger og opgaver" not in (before := here.inner_text()):
        page.keyboard.press("ArrowRight")
        expect(here).not_to_have_text(before)
    at_rest(page)
    expect(page.get_by_text("Send en plan for klagerne")).to_be_visible()
    tab_to(page, "Deltagere (navn eller rolle, også uden bruger)")
    page.keyboard.type("Afdelingschef, controller og institutionens chef")
    press(page, "Afslut mødet")
    expect(page.get_by_text("Udkast til referat", exact=True)).to_be_visible()

    visit(page, f"{written_server.url}{ADDRESS}&role=chief")
    expect(page.locator(".m-captured").get_by_text(DECISION)).to_be_visible()
    press(page, "Godkend for institutionen")
    expect(page.locator("li").get_by_text("Godkendt for institutionen")).to_be_visible()
    visit(page, f"{written_server.url}{ADDRESS}&role=controller")
    press(page, "Godkend for departementet")
    expect(page.get_by_text("Endeligt, når fristen for bemærkninger")).to_be_visible()
    assert find_violations(page) == []

    visit(page, f"{written_server.url}{NEXT}&role=head")
    start_meeting(page)
    page.locator(".stMain").focus()
    turn(page, "ArrowRight", "Opfølgning på sidste møde")
    expect(page.get_by_text("Send en plan for klagerne")).to_be_visible()
    press(page, "Markér linje 1 som udført")
    expect(page.get_by_text("✓ Udført 20. november 2026")).to_be_visible()


def test_a_key_never_acts_while_somebody_types_and_not_at_all_once_it_is_turned_off(
    page: Page, written_server: Server
) -> None:
    address = f"{written_server.url}/kvartalsmoede?institution=eksempel-tilsyn&quarter=2026Q3&role=head"
    visit(page, address)
    unfold(page, "Indkald mødet")
    page.get_by_label("Mødedag").fill("")
    page.keyboard.type("h?b")
    expect(page.get_by_label("Mødedag")).to_have_value("h?b")
    expect(page).to_have_url(address)
    page.get_by_label("Mødedag").fill("")
    visit(page, f"{address}&keys=off")
    page.locator(".stMain").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("?")
    at_rest(page)
    expect(page).to_have_url(f"{address}&keys=off")
    expect(page.get_by_text("Slå tasterne til")).to_be_hidden()


def test_two_capture_at_once_and_both_see_both_lines(
    page: Page, browser: Browser, written_server: Server
) -> None:
    address = f"{written_server.url}/kvartalsmoede?institution=eksempel-register&quarter=2026Q3&at=end"
    visit(page, f"{address}&role=head")
    start_meeting(page)
    other = browser.new_page()
    visit(other, f"{address}&role=controller")
    for one, text in ((page, "Fra chefen"), (other, "Fra controlleren")):
        one.locator(".stMain").focus()
        one.keyboard.press("n")
        one.keyboard.type(text)
        expect(one.get_by_label("Note", exact=True)).to_have_value(text)
    for one in (page, other):
        one.keyboard.press("Enter")
    for one in (page, other):
        expect(one.get_by_text("Note tilføjet.")).to_be_visible()
    visit(page, f"{address}&role=head")
    for text in ("Fra chefen", "Fra controlleren"):
        expect(page.get_by_text(text)).to_be_visible()
    other.close()


SLOW = """() => {
    const Wire = WebSocket
    window.WebSocket = class extends Wire {
        addEventListener(kind, act, ...more) {
            let last = Promise.resolve()
            const later = event => { last = last.then(() => new Promise(go => setTimeout(go, window.slow ?? 0)))
                .then(() => act.call(this, event)) }
            super.addEventListener(kind, kind === "message" ? later : act, ...more)
        }
    }
}"""
"""What comes from the server comes piece by piece, `window.slow` milliseconds apart."""


def test_what_is_typed_at_once_never_lands_in_the_form_that_is_on_its_way_out(
    page: Page, written_server: Server
) -> None:
    page.add_init_script(f"({SLOW})()")
    visit(page, f"{written_server.url}/kvartalsmoede?institution=eksempel-register&quarter=2026Q2&role=head")
    start_meeting(page)
    page.locator(".stMain").focus()
    turn(page, "ArrowRight", "Opfølgning på sidste møde")
    page.keyboard.press("o")
    expect(page.get_by_label("Opgave", exact=True)).to_be_focused()
    at_rest(page)
    page.evaluate("window.slow = 40")
    capture_decision(page)
    expect(page.get_by_text(DECISION)).to_be_visible()
    page.evaluate("window.slow = 0")
    page.keyboard.press("o")
    expect(page.get_by_label("Opgave", exact=True)).to_have_value("")


PLACES = ("start", "old", "eksempel-tilsyn-2026:1.1", "end")


@pytest.mark.parametrize(("lang", "scheme"), [("da", "light"), ("en", "dark")])
@pytest.mark.parametrize("place", PLACES)
def test_no_place_is_cut_off_or_inaccessible_at_any_width(
    page: Page, written_server: Server, lang: str, scheme: Literal["light", "dark"], place: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    address = f"/kvartalsmoede?institution=eksempel-tilsyn&quarter=2026Q3&role=head&at={place}&lang={lang}"
    visit(page, written_server.url + address)
    for width in (1440, 1024, 390):
        page.set_viewport_size({"width": width, "height": 768})
        at_rest(page)
        assert page.evaluate("document.querySelector('.stMain').scrollWidth <= innerWidth"), width
        assert cut_off(page) == [], width
        assert out_of_sight(page, ".m-scroll, .stButtonGroup *") == [], width
        assert find_violations(page) == [], width


@pytest.mark.parametrize("place", PLACES)
def test_no_text_of_a_meeting_is_too_small_for_a_projector(
    page: Page, written_server: Server, place: str
) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    address = f"/kvartalsmoede?institution=eksempel-tilsyn&quarter=2026Q3&role=head&at={place}"
    visit(page, f"{written_server.url}{address}&view=projector")
    assert page.evaluate(SMALL, LEAST) == []


def test_on_a_projector_the_axis_stands_above_the_keys_each_press_counts_and_what_if_is_at_hand(
    page: Page, written_server: Server
) -> None:
    page.set_viewport_size({"width": 1024, "height": 768})
    area = "Digitaliserings-+og+Borgerministeriet+(opdigtet)"
    address = f"{written_server.url}/kvartalsmoede?area={area}&quarter=2026Q3&role=head&view=projector"
    visit(page, address)
    start_meeting(page)
    expect(page.get_by_role("group", name="Taster").get_by_text("Beslutning")).to_be_visible()
    page.locator(".stMain").focus()
    places = page.locator(".m-agenda li:not(.m-quiet) > a").all_inner_texts()
    page.keyboard.press("n")
    page.keyboard.type("Skrevet og forladt")
    expect(page.get_by_label("Note", exact=True)).to_have_value("Skrevet og forladt")
    page.keyboard.press("Escape")  # what was typed is on its way to the server as the arrows are pressed
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".m-agenda [aria-current]")).to_have_text(places[3])
    at_rest(page)
    page.locator(".stMain").focus()
    page.keyboard.press("o")
    page.keyboard.type("Saml op")
    expect(page.get_by_label("Opgave", exact=True)).to_have_value("Saml op")
    page.get_by_label("Frist").fill("15.12.2026")
    page.get_by_label("Ansvarlig (rolle)").fill("Direktør")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="Hos")).to_be_focused()
    page.keyboard.press("Enter")  # a choice that is made already goes on, too, and here it is the last
    expect(page.get_by_text("Opgave tilføjet.")).to_be_visible()
    page.keyboard.press("Escape")
    visit(page, f"{address}&at=eksempel-tilsyn-2026:1.1")
    years = page.locator(".js-plotly-plot .xtick").last
    expect(years).to_be_visible()
    lowest = years.bounding_box()
    keys = page.locator(".m-keys").bounding_box()
    assert lowest
    assert keys
    assert lowest["y"] + lowest["height"] <= keys["y"]
    page.locator(".stMain").focus()
    page.keyboard.press("h")
    expect(page.get_by_text("Hvis målet ikke opfyldes:")).to_be_visible()
    expect(page.get_by_role("link", name="Flere scenarier")).to_be_visible()

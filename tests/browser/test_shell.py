"""The shell in a real browser: navigation, language, the day in the address, and nothing from outside."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.fixtures.browsers import Server, answered, held_back, visit

DAY = "2017-03-31"


class Documents(list[str]):
    """The addresses of every document a page has loaded in full."""

    def note(self, request: Request) -> None:
        """Keep the address if it is a document's."""
        if request.resource_type == "document":
            self.append(request.url)


@pytest.fixture
def documents(page: Page) -> Documents:
    loaded = Documents()
    page.on("request", loaded.note)
    return loaded


def shows(page: Page, address: str, title: str) -> None:
    """Both the address and the page: Streamlit puts the address back when an answer comes after the next step."""
    expect(page).to_have_url(address)
    expect(page.locator("h1")).to_have_text(title)


def day_shown(page: Page) -> str:
    return re.sub(r"\s", "", page.locator("[data-testid=stDateInputField]").inner_text())


def choose_day(page: Page, digits: str, part: str = "day") -> None:
    page.locator(f"[data-testid=stDateInputField] [data-type={part}]").click()
    page.keyboard.type(digits, delay=30)
    page.locator("h1").click()


def test_a_link_keeps_the_session_and_the_day(page: Page, server: Server, documents: Documents) -> None:
    visit(page, f"{server.url}/overblik?as_of={DAY}")
    page.locator(".m-brand").click()
    expect(page).to_have_url(f"{server.url}/?as_of={DAY}")
    expect(page.locator("h1")).to_have_text("Overblik")
    assert len(documents) == 1


def test_a_click_that_waits_for_a_save_never_overtakes_a_later_one(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/?as_of={DAY}")
    menu = page.get_by_role("navigation", name="Sider")
    left = page.evaluate("""() => {
        dispatchEvent(new Event("change"));
        document.querySelector(".stApp").dataset.testScriptState = "running";
        return performance.now();
    }""")  # as a field is left on a busy machine
    menu.get_by_role("link", name="Udvikling").click()
    page.wait_for_function("left => performance.now() - left > 1100", arg=left)
    menu.get_by_role("link", name="Risiko og frister").click()
    page.wait_for_function("left => performance.now() - left > 1300", arg=left)
    expect(page).to_have_url(f"{server.url}/?as_of={DAY}")
    page.evaluate("document.querySelector('.stApp').dataset.testScriptState = 'notRunning'")
    shows(page, f"{server.url}/risiko?as_of={DAY}", "Risiko og frister")


def test_the_back_and_forward_buttons_work(page: Page, server: Server, documents: Documents) -> None:
    visit(page, f"{server.url}/planer?as_of={DAY}")
    page.locator(".m-brand").click()
    shows(page, f"{server.url}/?as_of={DAY}", "Overblik")
    page.go_back()
    shows(page, f"{server.url}/planer?as_of={DAY}", "Planudkast")
    page.go_forward()
    shows(page, f"{server.url}/?as_of={DAY}", "Overblik")
    assert len(documents) == 1


def test_a_link_opens_in_a_new_tab_with_its_day(page: Page, context: BrowserContext, server: Server) -> None:
    visit(page, f"{server.url}/overblik?as_of={DAY}")
    with context.expect_page() as opened:
        page.locator(".m-brand").click(modifiers=["Control"])
    expect(opened.value).to_have_url(f"{server.url}/?as_of={DAY}")
    expect(page).to_have_url(f"{server.url}/overblik?as_of={DAY}")


def test_without_a_connection_a_link_loads_anew(page: Page, server: Server, documents: Documents) -> None:
    visit(page, f"{server.url}/overblik?as_of={DAY}")
    page.evaluate("document.querySelector('.stApp').dataset.testConnectionState = 'DISCONNECTED_FOREVER'")
    page.locator(".m-brand").click()
    expect(page).to_have_url(f"{server.url}/?as_of={DAY}")
    assert len(documents) == 2


def test_the_day_goes_into_the_address_and_back(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/")
    today = day_shown(page)
    choose_day(page, "30062017")
    expect(page).to_have_url(f"{server.url}/?as_of=2017-06-30")
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    assert day_shown(page) == "30.06.2017"
    page.go_back()
    expect(page.locator("[data-testid=stDateInputField]")).to_contain_text(today[-4:])
    expect(page).to_have_url(f"{server.url}/")


def test_a_day_drawn_only_after_another_choice_shows_what_the_page_goes_by(
    page: Page, server: Server
) -> None:
    """On a slow line the browser fetches what draws the day while the reader already chooses something else."""
    with held_back(page, "DateInput"):
        page.goto(f"{server.url}/spor?from={DAY}")
        page.get_by_role("combobox", name=re.compile("Hvad")).click()
        page.get_by_role("option", name="Planer").click()
        expect(page).to_have_url(f"{server.url}/spor?from={DAY}&kind=plan")
        answered(page)
    expect(page.get_by_role("group", name="Fra")).to_have_text(re.compile(r"31\W+03\W+2017"))


def test_a_day_typed_in_full_takes_effect_on_enter(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/")
    page.locator("[data-testid=stDateInputField] [data-type=day]").click()
    page.keyboard.type("30062025", delay=30)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.url}/?as_of=2025-06-30")


def test_an_address_with_too_many_parts_is_explained_and_not_blank(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/plan/cpr-2017")
    expect(page.get_by_text("Adressen fører ikke til nogen side i Målstreg")).to_be_visible()


def test_another_day_takes_effect_at_once(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/?as_of={DAY}")
    choose_day(page, "30062017")
    expect(page.locator(".m-brand")).to_have_attribute("href", "/?as_of=2017-06-30")


@pytest.mark.parametrize("asked", ["31.12.2017", "2017-02-30", "1066-10-14", "<b>"])
def test_an_impossible_day_is_said_in_words(page: Page, server: Server, asked: str) -> None:
    visit(page, f"{server.url}/?as_of={asked}")
    expect(page.locator(".m-notice")).to_contain_text(f"“{asked}” i adressen er ikke en dato")


def test_the_language_switch_shows_the_same_thing(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/overblik?as_of={DAY}")
    page.get_by_role("link", name="english").click()
    expect(page.locator("h1")).to_have_text("Overview")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert f"as_of={DAY}" in page.url
    assert day_shown(page) == DAY
    page.get_by_role("link", name="dansk").click()
    expect(page.locator("h1")).to_have_text("Overblik")
    expect(page.locator("html")).to_have_attribute("lang", "da")
    assert "lang=" not in page.url


def test_an_english_link_stays_english(page: Page, server: Server, documents: Documents) -> None:
    visit(page, f"{server.url}/overblik?lang=en")
    page.locator(".m-brand").click()
    expect(page.locator("h1")).to_have_text("Overview")
    assert page.url == f"{server.url}/?lang=en"
    assert len(documents) == 1


def test_no_english_is_left_in_the_danish_shell(page: Page, server: Server) -> None:
    visit(page, server.url)
    page.locator("[data-testid=stMainMenuButton]").click()
    expect(page.locator("[data-testid=stMainMenuPopover]")).to_contain_text("Mørkt")
    page.keyboard.press("Escape")
    page.locator("[data-testid=stDateInputField] button").click()
    expect(page.locator("[data-testid=stDateInputCalendar]")).to_be_visible()
    labels = page.eval_on_selector_all(
        "[aria-label], [title]:not(iframe)", "all => all.map(e => e.ariaLabel || e.title)"
    )
    english = re.compile(r"\b(the|choose|main|day|month|year|next|previous|close|open|clear)\b", re.I)
    assert [label for label in labels if english.search(label)] == []


def test_an_unknown_address_is_explained_in_danish(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/findes-ikke")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Siden findes ikke")
    expect(dialog).to_contain_text("Adressen fører ikke til nogen side")


@pytest.mark.parametrize("key", ["r", "c", "R"])
def test_single_keys_do_nothing(page: Page, server: Server, key: str) -> None:
    visit(page, server.url)
    page.locator("h1").click()
    page.keyboard.press(key)
    page.wait_for_timeout(300)
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")


def test_nothing_is_fetched_from_elsewhere_and_nothing_fails(page: Page, server: Server) -> None:
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    for address in ("/", "/overblik", "/?lang=en"):
        visit(page, server.url + address)
    assert [url for url in requests if not url.startswith((server.url, "data:", "blob:"))] == []
    assert [error for error in errors if re.search("Content.Security|Uncaught|Refused", error)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_appearance_follows_the_computer(page: Page, server: Server, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    visit(page, server.url)
    colour = page.eval_on_selector("h1", "e => getComputedStyle(e).color")
    assert colour == {"light": "rgb(28, 33, 38)", "dark": "rgb(233, 237, 240)"}[scheme]


def test_a_narrow_screen_does_not_scroll_sideways(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    visit(page, server.url)
    assert page.evaluate("document.documentElement.scrollWidth") == 320

"""Administration in a real browser: a role is given by keyboard alone, and what is read before is accessible."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_pages import find_violations, show
from tests.fixtures.browsers import Server, at_rest

PERSON = "keyboard@example.dk"
TYPED = 40
"""Milliseconds between two keys: a list that is asked for faster than anybody types does not always open."""


def choose(page: Page, box: Locator, option: str) -> None:
    """Choose in a select box by keyboard: type what is sought and take it."""
    box.focus()
    page.keyboard.type(option, delay=TYPED)
    page.keyboard.press("ArrowDown")  # opens the list, where what was typed has not
    expect(page.get_by_role("option", name=option, exact=True)).to_be_visible()
    expect(box).to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value(option)


def test_a_role_is_given_and_taken_back_by_keyboard_alone(page: Page, server: Server) -> None:
    show(page, server, "/administration?role=administrator")
    at_rest(page)
    # A field that is still being drawn forgets what is typed.
    page.wait_for_load_state("networkidle")
    page.locator("summary", has_text="Giv en rolle").focus()
    page.keyboard.press("Enter")
    page.get_by_label("E-mailadresse", exact=True).focus()
    page.keyboard.type(PERSON)
    boxes = page.get_by_test_id("stForm").get_by_role("combobox")
    choose(page, boxes.first, "Revisor")
    choose(page, boxes.last, "CPR-administrationen")
    page.get_by_role("button", name="Kontrollér").press("Enter")
    expect(page.get_by_text(f"{PERSON} får rollen Revisor for CPR-administrationen")).to_be_visible()
    at_rest(page)
    assert find_violations(page) == []
    page.get_by_role("button", name="Registrér").press("Enter")
    expect(page.get_by_text(f"Registreret: {PERSON} har rollen Revisor")).to_be_visible()
    page.get_by_role("link", name=f"Tag rollen Revisor tilbage fra {PERSON}").press("Enter")
    expect(page.get_by_text(f"{PERSON} mister straks rollen Revisor")).to_be_visible()
    at_rest(page)
    assert find_violations(page) == []
    page.get_by_role("button", name="Tag rollen tilbage").press("Enter")
    expect(page.get_by_text(f"Registreret: {PERSON} har ikke længere")).to_be_visible()

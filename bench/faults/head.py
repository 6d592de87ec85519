"""The form for the head of a plan: over a plain connection, in Chromium, and what the database holds of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect, sync_playwright
from sqlalchemy import select

from bench.browser import CHROMIUM_ARGS
from bench.faults.writer import PLAN, Told
from bench.figures import Missing
from bench.sessions import Session
from db import models as m
from db import session
from db.audit import chain
from db.scope import EVERYTHING
from scripts.programs import find_chromium

QUERY = f"plan={PLAN['id']}&view=head"
PARTS = {"title": ("Titel", "Plan"), "department": ("Departement", "Dept"), "source": ("Kilde", "Kilde")}
"""The keys of a change, each with the label of its field and the word written there before the change's number."""
SAVED = "m-done"
MOST_MS = 30_000


class Reporter:
    """A reporter who changes it over a connection like a browser's."""

    def __init__(self, url: str) -> None:
        self._session = Session(url, QUERY)
        self._session.visit("planer")
        self._session.rerun()

    def save(self, number: int) -> bool:
        """Save a change; return whether the page says that it is saved."""
        for key, (_, word) in PARTS.items():
            self._session.type(f"|head|{key}", f"{word} {number}")
        return SAVED in self._session.press("|head|send").html


class Form:
    """The form, open in Chromium."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.done = page.locator(f".{SAVED}")
        self._address = f"{url}/planer?as_of=2017-03-31&{QUERY}"
        page.goto(self._address)
        expect(page.get_by_label("Titel")).to_be_visible()
        page.wait_for_load_state("networkidle")  # a field that is still being drawn forgets what is typed

    def fill(self, number: int) -> None:
        """Fill in a change."""
        for label, word in PARTS.values():
            self.page.get_by_label(label, exact=True).fill(f"{word} {number}")

    def send(self) -> None:
        """Press the button without waiting for the answer."""
        self.page.get_by_role("button", name="Gem", exact=True).click(no_wait_after=True)

    def settle(self) -> None:
        """Wait until everything sent has been answered."""
        expect(self.page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")

    def save(self, number: int) -> None:
        """Fill in a change, press once, and expect it to be saved."""
        self.settle()
        self.fill(number)
        self.send()
        self.saved(number)

    def stands(self, number: int) -> None:
        """Expect the page at the same address, with the change in its fields."""
        for label, word in PARTS.values():
            expect(self.page.get_by_label(label, exact=True)).to_have_value(f"{word} {number}")
        expect(self.page).to_have_url(self._address)

    def saved(self, number: int) -> None:
        """Expect the page to say that the change is saved, and to show it once it is redrawn."""
        expect(self.done).to_be_visible()
        self.settle()
        self.stands(number)


@contextmanager
def open_page() -> Iterator[Page]:
    """Open a page in Chromium; others can be opened beside it."""
    program = find_chromium()
    if program is None:
        raise Missing("Chromium was not found.")
    expect.set_options(timeout=MOST_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGS)
        yield started.new_context(locale="da-DK").new_page()
        started.close()


def describe_failure(wrong: AssertionError) -> str:
    """Describe a failed expectation of a page in one line: what was expected where, without the page's content."""
    lines = str(wrong).splitlines()
    return "in Chromium: " + " ".join([*lines[:2], *(line.strip() for line in lines if " - Expect " in line)])


def find_losses(url: str, told: Told) -> list[str]:
    """Find every change that is lost or half saved, and every problem of the audit chain."""
    with session.open_reading(url, sees=EVERYTHING) as db:
        heads = [json.loads(document) for document in db.scalars(select(m.PlanVersion.document))]
        found = [f"the audit: {problem}" for problem in chain.find_chain_problems(db)]
    numbers = [{head[key].rpartition(" ")[2] for key in PARTS} for head in heads[1:]]
    found += [f"half there: {sorted(parts)}" for parts in numbers if len(parts) != 1]
    kept = {int(part) for parts in numbers for part in parts}
    return found + [f"{number} is lost" for number in sorted(told.kept - kept)]

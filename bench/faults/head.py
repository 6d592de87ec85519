"""The head of a plan as its form changes it: over a connection as a browser's, in Chromium, and in the database."""

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
from scripts.programs import chromium

QUERY = f"plan={PLAN['id']}&view=head"
PARTS = {"title": ("Titel", "Plan"), "department": ("Departement", "Dept"), "source": ("Kilde", "Kilde")}
"""The keys of a change: the label of each one's field, and what is written in it before the number of the change."""
SAVED = "m-done"
MOST_MS = 30_000


class Reporter:
    """Somebody who changes it over a connection as a browser's."""

    def __init__(self, url: str) -> None:
        self._session = Session(url, QUERY)
        self._session.visit("planer")
        self._session.rerun()

    def save(self, number: int) -> bool:
        """Make a change; whether the page says that it is saved."""
        for key, (_, word) in PARTS.items():
            self._session.type(f"|head|{key}", f"{word} {number}")
        return SAVED in self._session.press("Gem").html


class Form:
    """The form as somebody has it open in Chromium."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self._address = f"{url}/planer?as_of=2017-03-31&{QUERY}"
        page.goto(self._address)
        expect(page.get_by_label("Titel")).to_be_visible()
        page.wait_for_load_state("networkidle")  # a field that is still being drawn forgets what is typed

    def fill(self, number: int) -> None:
        """Write a change."""
        for label, word in PARTS.values():
            self.page.get_by_label(label, exact=True).fill(f"{word} {number}")

    def send(self) -> None:
        """Press the button, and do not wait for what comes of it."""
        self.page.get_by_role("button", name="Gem").click(no_wait_after=True)

    def settle(self) -> None:
        """Wait until all that was sent has been answered."""
        expect(self.page.locator(".stApp")).to_have_attribute("data-test-script-state", "notRunning")

    def stands(self, number: int) -> None:
        """See that the page is where it was, with a change in its fields."""
        for label, word in PARTS.values():
            expect(self.page.get_by_label(label, exact=True)).to_have_value(f"{word} {number}")
        expect(self.page).to_have_url(self._address)

    def saved(self, number: int) -> None:
        """See that the page says that a change is saved, and shows it once the fields before it are gone."""
        expect(self.page.locator(f".{SAVED}")).to_be_visible()
        self.settle()
        self.stands(number)


@contextmanager
def browser() -> Iterator[Page]:
    """A page in Chromium; others are opened beside it."""
    program = chromium()
    if program is None:
        raise Missing("Chromium was not found.")
    expect.set_options(timeout=MOST_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGS)
        yield started.new_context(locale="da-DK").new_page()
        started.close()


def in_chromium(wrong: AssertionError) -> str:
    """What a page was not as it should be, without all that stands on it."""
    return "in Chromium: " + " ".join(str(wrong).splitlines()[:2])


def losses(url: str, told: Told) -> list[str]:
    """Everything that is lost, half there, or not as the record says."""
    with session.open_reading(url, sees=EVERYTHING) as db:
        heads = [json.loads(document) for document in db.scalars(select(m.PlanVersion.document))]
        found = [f"the record: {problem}" for problem in chain.find_chain_problems(db)]
    numbers = [{head[key].rpartition(" ")[2] for key in PARTS} for head in heads[1:]]
    found += [f"half there: {sorted(parts)}" for parts in numbers if len(parts) != 1]
    kept = {int(part) for parts in numbers for part in parts}
    return found + [f"{number} is lost" for number in sorted(told.kept - kept)]

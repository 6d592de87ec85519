"""What the tests of the plan editor share: a draft, and how its page is read and used."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.plans import plan_commands, plan_queries
from db.scope import EVERYTHING
from metrics.periods import find_danish_day
from metrics.plan import next_year
from metrics.plan.model import Plan
from metrics.plan.terms import Stage
from tests.pages.conftest import Open, text

COPY = "cpr-2022"
COMING = "cpr-kommende"
"""A proposal for the coming year, whose targets are all provisional."""


def plain(at: AppTest) -> str:
    """All the page's HTML as text with single spaces."""
    spaced = re.sub(r"<[^>]+>", " ", text(at)).replace("\u00a0", " ")
    return re.sub(r"\s+", " ", spaced)


def newest(url: str, key: str) -> tuple[int, Plan]:
    """The number of a plan's newest version, and what it says."""
    with session.open_reading(url, sees=EVERYTHING) as db:
        version = plan_queries.read_versions_of(db, key)[-1]
    return version.number, version.plan


def versions(url: str, key: str) -> int:
    return newest(url, key)[0]


def named(elements: Any, label: str, place: int = 0) -> Any:
    """The widget with a label; of several the one at a place."""
    return [element for element in elements if element.label == label][place]


def press(at: AppTest, label: str) -> AppTest:
    pressed: AppTest = named(at.button, label).click().run()
    return pressed


@pytest.fixture
def copied(database: str, open_page: Open) -> AppTest:
    """The editor on a draft for 2022 that has just been copied from the plan for 2021."""
    return press(open_page("plans", plan="cpr-2021"), "Lav et planudkast for 2022 ud fra planen")


@pytest.fixture
def draft(copied: AppTest, open_page: Open) -> Open:
    """Opens the editor on that draft."""

    def run(**query: str) -> AppTest:
        return open_page("plans", plan=COPY, **query)

    return run


def propose_coming(url: str) -> None:
    """Add the proposal for the coming year, copied on year by year."""
    with session.open_writing(url, session.MACHINE) as db:
        plan = plan_queries.read_plan_file(db, "cpr-2021")
        while plan.year <= find_danish_day(datetime.now(UTC)).year:
            plan = next_year.draft_next_year(plan)
        plan_commands.import_plan(db, plan.model_copy(update={"id": COMING, "stage": Stage.PROPOSED}))


def sign(at: AppTest, label: str, reason: str = "Niveauet er aftalt.") -> AppTest:
    """Sign with the button of a party, with a reason."""
    parties = [button.label for button in at.button if button.label.startswith("Underskriv for ")]
    at.text_area[parties.index(label)].set_value(reason)
    return press(at, label)

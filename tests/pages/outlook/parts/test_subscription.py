"""The reader's own calendar: opened, told once, and closed again."""

from __future__ import annotations

import re
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from db.people import calendar_keys, rights
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from pages.ui import reader
from tests.pages.conftest import Open, text

SPRING = "2017-04-01"


NOW = "2026-11-20"


TIMELINE = re.compile(
    r'<div class="m-time-line"><a [^>]*>([^<]*)</a>.*?aria-label="([^"]*)">(.*?)</span></div>'
)


SOMEBODY = "chief@cpr.dk"


@pytest.fixture
def signed_in(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader is the chief of one institution."""
    grant = Grant(Role.CHIEF, date(2020, 1, 1), institution="cpr")
    with open_writing(database, MACHINE) as session:
        rights.grant_role(session, SOMEBODY, grant)
    monkeypatch.setattr(reader, "find_reader", lambda: Person(SOMEBODY, (grant,)))
    monkeypatch.setattr(reader, "is_in_trial", lambda: False)


def subscribed(open_page: Open) -> AppTest:
    at = open_page("risk", as_of=SPRING)
    at.session_state["subscription"] = True
    return at.run()


def press(at: AppTest, key: str) -> AppTest:
    next(button for button in at.button if button.key == key).click()
    return at.run()


@pytest.mark.usefixtures("signed_in")
def test_a_calendar_is_opened_told_once_and_closed_again(open_page: Open, database: str) -> None:
    at = subscribed(open_page)
    assert [button.label for button in at.button] == ["Lav min adresse"]
    made = press(at, "subscription_make")
    (address,) = (block.value for block in made.code)
    secret = address.removeprefix("/api/calendar/").removesuffix(".ics")
    with open_reading(database, sees=EVERYTHING) as session:
        holder = calendar_keys.find_holder(session, secret)
    assert holder is not None
    assert holder.key == SOMEBODY
    again = made.run()
    assert not again.code
    assert [button.label for button in again.button] == ["Lav en ny adresse", "Luk adressen"]
    closed = press(again, "subscription_close")
    assert [said.value for said in closed.success] == ["Adressen er lukket."]
    with open_reading(database, sees=EVERYTHING) as session:
        assert calendar_keys.find_holder(session, secret) is None


def test_in_the_trial_a_calendar_takes_a_sign_in(open_page: Open) -> None:
    at = subscribed(open_page)
    assert not at.button
    assert "En egen kalender kræver log på." in text(at)

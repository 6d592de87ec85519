"""Risks and deadlines on a real database: what is owed and when, what has moved, and the reader's own calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from db.audit import chain
from db.people import calendar_keys, rights
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.facts.facts import Facts
from metrics.followup import outlook
from metrics.followup.outlook import Outlook
from metrics.plan.model import Plan
from pages.ui import downloads, reader
from pages.ui.downloads import OfferedFile
from tests.pages.conftest import Open, record, text
from tests.pages.status.test_overview import plain, row

SPRING = "2017-04-01"
NOW = "2026-11-20"
TIMELINE = re.compile(
    r'<div class="m-time-line"><a [^>]*>([^<]*)</a>.*?aria-label="([^"]*)">(.*?)</span></div>'
)


def captions(html: str) -> list[str]:
    return [plain(found) for found in re.findall(r"<caption[^>]*>(.*?)</caption>", html)]


def test_a_report_due_on_good_friday_has_the_wednesday_before_easter_as_its_working_day(
    open_page: Open,
) -> None:
    html = text(open_page("risk", as_of=SPRING))
    assert row(html, "Afrapportering for 1. kvartal 2017") == (
        "Afrapportering for 1. kvartal 2017 CPR-administrationen 2017 14.04.2017 12.04.2017"
        " 13 dage tilbage Indberetter"
    )
    assert captions(html)[:3] == ["April 2017: 1 frist", "Juni 2017: 2 frister", "Juli 2017: 1 frist"]
    english = text(open_page("risk", as_of=SPRING, lang="en"))
    assert "14 Apr 2017 12 Apr 2017 13 days left Reporter" in row(english, "Report for Q1 2017")


def test_what_is_late_comes_first_and_leads_to_its_goal(open_page: Open) -> None:
    html = text(open_page("risk", as_of=NOW))
    named = captions(html)
    assert named.index("Over fristen: 3 frister") < named.index("November 2026: 1 frist")
    late = row(html, "2.1 Bekræftelse")
    assert late.endswith("30.09.2026 51 dage over fristen Controller i departementet")
    assert f"/maal?plan=eksempel-ankenaevn-2026&amp;goal=2.1&amp;as_of={NOW}" in html


def test_the_timeline_has_a_line_for_each_plan_and_says_what_it_draws(open_page: Open) -> None:
    (line,) = TIMELINE.findall(text(open_page("risk", as_of=SPRING)))
    name, said, drawn = line
    assert name == "CPR-administrationen 2017"
    assert said.startswith("14. april 2017: Afrapportering for 1. kvartal 2017; 30. juni 2017: Milepæl: ")
    assert re.findall(r"m-duty-(\w+)", drawn) == ["report", "milestone", "report"]
    assert re.findall(r"left:([\d.]+)%", drawn) == ["10.83", "75.00", "86.67"]
    assert "<b>2</b>" in drawn
    assert len(TIMELINE.findall(text(open_page("risk", as_of=NOW)))) == 3


def test_the_filters_stand_in_the_address_and_narrow_what_is_shown(open_page: Open) -> None:
    one = text(open_page("risk", as_of=NOW, institution="eksempel-tilsyn"))
    assert "Styrelsen for Borgertilsyn 1.1" in one
    assert "Registerstyrelsen" not in one
    owed_by_heads = text(open_page("risk", as_of=NOW, owes="head"))
    assert [c for c in captions(owed_by_heads) if "frist" in c][-1] == "Januar 2027: 3 frister"
    assert "I risiko eller over fristen: 14 mål" in captions(owed_by_heads)
    area = text(open_page("risk", as_of=SPRING, area="Digitaliserings- og Borgerministeriet (opdigtet)"))
    assert "findes ikke her" in area  # on that day it had no plans
    assert "“chef” i adressen findes ikke her" in text(open_page("risk", owes="chef"))
    nothing = open_page("risk", as_of=NOW, institution="cpr", owes="controller")
    assert "Intet er i risiko, og ingen frister passer til valget." in text(nothing)


def test_all_that_has_moved_stands_here_most_points_first(open_page: Open) -> None:
    html = text(open_page("risk", as_of=NOW))
    assert "Ændret siden 30. september 2026: 10 mål" in captions(html)
    part = html[html.index("Ændret siden 30. september 2026: 10 mål") :]
    rows = [plain(found) for found in re.findall(r"<tr[^>]*>(.*?)</tr>", part, flags=re.DOTALL)][1:11]
    points = [
        float(re.findall(r" (\d+(?:,\d+)?) (?=På|I |Mangler|Ikke)", r)[0].replace(",", ".")) for r in rows
    ]
    assert len(points) == 10
    assert points == sorted(points, reverse=True)


def test_fictional_figures_are_marked_and_share_no_section_with_real_ones(
    open_page: Open, database: str
) -> None:
    html = text(open_page("risk", as_of="2021-05-01"))
    sections = re.findall(r'<section class="m-area">(.*?)</section>', html, flags=re.DOTALL)
    assert ["CPR-administrationen" in section for section in sections] == [
        "Opdigtede tal" not in section for section in sections
    ]
    assert "Opdigtede tal" in text(open_page("risk", as_of=NOW))


Taken = list[tuple[OfferedFile, Callable[[], bytes]]]


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Taken:
    """The files the page offers, and what makes each."""
    found: Taken = []
    monkeypatch.setattr(downloads, "offer_file", lambda _label, file, make: found.append((file, make)))
    return found


def test_the_same_deadlines_are_given_as_a_calendar_on_record(
    open_page: Open, taken: Taken, database: str
) -> None:
    open_page("risk", as_of=SPRING, owes="head")
    file, make = taken[-1]
    events = Calendar.from_ical(downloads.hand_out(reader.make_trial_reader(""), file, make)).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2018, 1, 14)]
    with open_reading(database, sees=EVERYTHING) as session:
        newest = chain.read_entries(session)[-1]
    assert (newest.action, newest.subject) == ("export.deadlines", "cpr")


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


@pytest.fixture
def reckoned(monkeypatch: pytest.MonkeyPatch) -> list[tuple[date, str]]:
    """The day and the plan of each outlook that is worked out from here on."""
    found: list[tuple[date, str]] = []
    reckon = outlook.find_outlook

    def counted(plan: Plan, facts: Facts, *given: Any, **more: Any) -> Outlook:
        found.append((facts.as_of, plan.id))
        return reckon(plan, facts, *given, **more)

    monkeypatch.setattr(outlook, "find_outlook", counted)
    return found


def test_a_page_reckons_nothing_again_that_has_not_changed(
    open_page: Open, database: str, reckoned: list[tuple[date, str]]
) -> None:
    """A moment and the quarter before it are reckoned once for all pages, however often they are drawn."""
    at = open_page("overview", as_of="2026-11-03")
    open_page("risk", as_of="2026-11-03", owes="head")
    shown = len(reckoned)
    assert shown == len(set(reckoned)) > 10
    for _ in range(3):
        at.run()
    at.selectbox(key="area").select("Social- og Indenrigsministeriet").run()
    open_page("risk", as_of="2026-11-03", owes="head")
    open_page("plan", as_of="2026-11-03", plan="eksempel-tilsyn-2026")
    assert len(reckoned) == shown
    record(database, ("cpr", "sygefravaer", "2021", "6.5"))
    at.run()
    assert len(reckoned) > shown


def test_a_page_of_one_plan_reckons_no_other(
    open_page: Open, database: str, reckoned: list[tuple[date, str]]
) -> None:
    """Whoever looks at one plan on a day of their own does not wait for all plans of the ministries."""
    record(database, ("cpr", "sygefravaer", "2021", "6.5"))
    reckoned.clear()
    open_page("goal", as_of="2026-10-07", plan="eksempel-tilsyn-2026", goal="1.2")
    plans = {plan for _, plan in reckoned}
    assert "eksempel-tilsyn-2026" in plans
    assert all(plan.startswith("eksempel-tilsyn") for plan in plans)

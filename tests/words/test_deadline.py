"""Deadlines in words: every duty in both languages, and the days to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from metrics.access import Role
from metrics.facts.reports.handed_in import Awaited, Turn
from metrics.followup.deadlines import OF_A_REPORT, Deadline, Duty
from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Institution
from tests.factories import catalogue, indicator, milestone, plan
from words import deadline as said
from words.language import Words

DA, EN = Words("da"), Words("en")
FRIDAY = date(2017, 6, 30)
QUARTER = (date(2017, 4, 1), FRIDAY)


def deadline(duty: Duty = Duty.MILESTONE, due: date = FRIDAY, owner: str = "inst") -> Deadline:
    """A deadline with what a duty of its kind has."""
    of_a_goal = duty not in {*OF_A_REPORT, Duty.SETTLEMENT}
    return Deadline(
        plan(title="Planen"),
        duty,
        due,
        Role.REPORTER,
        goal="1" if of_a_goal else None,
        criterion=milestone("1.1") if of_a_goal else None,
        series=(owner, "share") if duty is Duty.VALUE else None,
        span=QUARTER if duty in {*OF_A_REPORT, Duty.VALUE} else None,
    )


SAID = {
    Duty.REPORT: ("Afrapportering for 2. kvartal 2017", "Report for Q2 2017"),
    Duty.ANSWER: (
        "Svar til departementet: Afrapportering for 2. kvartal 2017",
        "Answer to the department: Report for Q2 2017",
    ),
    Duty.RECEIPT: (
        "Modtagelse af afrapporteringen for 2. kvartal 2017",
        "Receipt of the report for Q2 2017",
    ),
    Duty.STATUS: ("Status for 2. kvartal 2017", "Status for Q2 2017"),
    Duty.VALUE: ("Tal for 2. kvartal 2017: share", "Figure for Q2 2017: share"),
    Duty.MILESTONE: ("Milepæl: 1.1", "Milestone: 1.1"),
    Duty.CONFIRMATION: ("Bekræftelse: 1.1", "Confirmation: 1.1"),
    Duty.ASSESSMENT: ("Vurdering: 1.1", "Assessment: 1.1"),
    Duty.SETTLEMENT: ("Opgørelse: Planen", "Settlement: Planen"),
}


def test_a_value_that_is_not_out_yet_says_when_it_is_expected() -> None:
    found = replace(deadline(Duty.VALUE), awaited=date(2017, 8, 1))
    known = catalogue(indicator())
    assert said.name_duty(found, known, DA).replace("\u00a0", " ") == (
        "Tal for 2. kvartal 2017: share; foreligger ikke endnu, ventes 1. august 2017"
    )
    assert said.name_duty(found, known, EN) == (
        "Figure for Q2 2017: share; not out yet, expected 1 August 2017"
    )


@pytest.mark.parametrize("duty", Duty)
def test_every_duty_has_its_sentence(duty: Duty) -> None:
    found = deadline(duty)
    assert tuple(said.name_duty(found, catalogue(), words) for words in (DA, EN)) == SAID[duty]


def test_a_value_of_another_institution_names_it() -> None:
    known = catalogue(indicator(owner="state"), owners=("inst",))
    assert (
        said.name_duty(deadline(Duty.VALUE, owner="state"), known, DA)
        == "Tal for 2. kvartal 2017: share, State"
    )


def test_the_owner_is_marked_where_it_is_fictional() -> None:
    owner = Institution(id="inst", name="Inst", ministry_area="Area", fictional=True)
    fictional = Catalogue({"inst": owner}, {})
    assert said.name_owner(deadline(), catalogue(), DA) == "Inst"
    assert said.name_owner(deadline(), fictional, DA) == "Inst [Opdigtede tal]"
    assert said.name_owner(deadline(), fictional, EN) == "Inst [Fictional figures]"


def test_the_last_working_day_is_told_where_it_is_another() -> None:
    assert said.write_due_day(deadline(due=FRIDAY), DA) == "30. juni 2017"
    sunday = deadline(due=date(2017, 7, 2))
    assert said.write_due_day(sunday, DA) == "2. juli 2017 (sidste arbejdsdag 30. juni 2017)"
    assert said.write_due_day(sunday, EN) == "2 July 2017 (last working day 30 June 2017)"


@pytest.mark.parametrize(
    ("day", "danish", "english"),
    [
        (date(2017, 6, 28), "2 dage tilbage", "2 days left"),
        (date(2017, 6, 29), "1 dag tilbage", "1 day left"),
        (date(2017, 6, 30), "i dag", "today"),
        (date(2017, 7, 1), "1 dag over fristen", "1 day overdue"),
        (date(2017, 7, 2), "2 dage over fristen", "2 days overdue"),
    ],
)
def test_the_days_left_of_a_deadline(day: date, danish: str, english: str) -> None:
    found = deadline()
    assert (said.write_days_left(found, day, DA), said.write_days_left(found, day, EN)) == (danish, english)


@pytest.mark.parametrize(
    ("left", "danish", "english"),
    [
        (1, "1 dag tilbage", "1 day left"),
        (0, "0 dage tilbage", "0 days left"),
        (-1, "1 dag over fristen", "1 day overdue"),
        (-51, "51 dage over fristen", "51 days overdue"),
    ],
)
def test_a_number_of_days(left: int, danish: str, english: str) -> None:
    assert (said.write_days(left, DA), said.write_days(left, EN)) == (danish, english)


def test_an_answer_says_since_when_it_is_waited_for_and_by_whose_act() -> None:
    at = datetime(2017, 7, 10, 9, tzinfo=UTC)
    waits = replace(deadline(Duty.RECEIPT), since=Awaited(Turn.DEPARTMENT, at, "chief@example.dk"))
    assert said.write_since(waits, DA).replace("\u00a0", " ") == "Afleveret 10. juli 2017 af chief@example.dk"
    assert said.write_since(replace(waits, duty=Duty.ANSWER), EN) == "Asked 10 July 2017 by chief@example.dk"
    assert said.write_since(deadline(), DA) == ""


def test_a_deadline_leads_to_its_report_its_goal_or_its_plan() -> None:
    reported = replace(deadline(), quarter="2017Q2")
    assert said.link_to_page(reported, DA) == "/indberetning?plan=plan-2017&quarter=2017Q2"
    assert said.link_to_page(deadline(), DA) == "/maal?plan=plan-2017&goal=1"
    assert said.link_to_page(deadline(Duty.SETTLEMENT), EN) == "/aarsopgoerelse?plan=plan-2017&lang=en"

"""A year of `cpr-2017` is played through on the pages, by those whose acts they are: reports, meetings, settlement.

What was received at a report, and what a meeting was shown, stay as they were, whatever is known later.

The plan lies in the editor as a draft. From there on nothing is done but by the pages' own controls.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from db.clock import CLOCK
from db.location import URL_VARIABLE
from metrics.plan.terms import Stage
from tests.db.recorded import imported, source
from tests.pages.conftest import Open
from tests.pages.cycle import meeting_acts, year_meetings, year_settlement
from tests.pages.cycle.playing import Dashboard, Said, Version
from tests.pages.drawing import plain, row

ABSENCE = "figure:sygefravaer:2016-10/2017-09"
COMPLAINTS = "figure:klagesager-rettidigt:2017"
BUDGET = "figure:budgetafvigelse-grundbudget:2017"
FOLLOW_UP = "figure:budgetafvigelse-udgiftsopfoelgning-2:2017"
ABSENCE_ROW = "Sygefraværsdage pr. medarbejder, oktober 2016 – september 2017"
COMPLAINTS_ROW = "Andel klagesager afsluttet rettidigt inden for 5 mdr., 2017"
SEND, APPROVE, CORRECT = "Send til godkendelse", "Godkend og aflever", "Ret en modtaget indberetning"

FROZEN: dict[Version, tuple[str, ...]] = {
    ("2017Q1", 1): ("I alt 0 opnået, 100 udestår, 0 tabt",),
    ("2017Q2", 1): (
        "I alt 0 opnået, 100 udestår, 0 tabt",
        "1.2 Datakvalitet Afventer departementet 0 opnået, 14,3 udestår, 0 tabt"
        " 1.2.1 Opfyldt 1.2.2 Afventer departementet",
        "Mål 1.1 IT-sikkerhed: forventning Forventes opfyldt, 10.07.2017",
    ),
    ("2017Q2", 2): (
        "I alt 14,3 opnået, 85,7 udestår, 0 tabt",
        "1.2 Datakvalitet Opfyldt 14,3 opnået, 0 udestår, 0 tabt 1.2.1 Opfyldt 1.2.2 Opfyldt",
        "Mål 1.1 IT-sikkerhed: forventning Usikker, 15.08.2017 Bemærkning: Leverandøren er forsinket.",
    ),
    ("2017Q3", 1): (
        "I alt 42,9 opnået, 57,1 udestår, 0 tabt",
        "3.2 Sygefravær Opfyldt 14,3 opnået, 0 udestår, 0 tabt",
        f"{ABSENCE_ROW} 6,1 dage",
    ),
    ("2017Q4", 1): (
        "I alt 85,7 opnået, 0 udestår, 14,3 tabt",
        "2.1 Afslutning af klagesager Opfyldt 14,3 opnået, 0 udestår, 0 tabt",
        "3.2 Sygefravær Ikke opfyldt 0 opnået, 0 udestår, 14,3 tabt",
        f"{COMPLAINTS_ROW} 91,0 pct.",
        f"{ABSENCE_ROW} 6,9 dage",
    ),
    ("2017Q4", 2): (
        "I alt 71,4 opnået, 0 udestår, 28,6 tabt",
        "2.1 Afslutning af klagesager Ikke opfyldt 0 opnået, 0 udestår, 14,3 tabt",
        f"{COMPLAINTS_ROW} 88,5 pct.",
    ),
}
"""Some rows of each receipt, reckoned by hand: seven goals of 100/7 points, each won or lost whole."""


@pytest.fixture
def at(sqlite_url: str, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> Dashboard:
    """The dashboard on a database with a draft of the plan and nothing else, before the year."""
    monkeypatch.setenv(URL_VARIABLE, sqlite_url)
    monkeypatch.setenv(CLOCK, "2016-12-05")
    draft = source().model_copy(update={"stage": Stage.DRAFT, "signatures": ()})
    imported(sqlite_url, draft, now=datetime(2016, 12, 1, tzinfo=UTC))
    return Dashboard(open_page, monkeypatch)


def test_a_year_is_played_on_the_pages_and_what_was_known_stays_as_it_was(at: Dashboard) -> None:
    sign_the_plan(at)
    first = report_the_first_quarter(at)
    spring = year_meetings.hold_the_first_meeting_which_is_moved_and_opened_again(at)
    second = report_the_second_quarter_which_the_chief_returns(at)
    confirm_late_and_correct_the_second_quarter(at)
    corrected = receive(at, "2017Q2", 2, "2017-08-16")
    summer = year_meetings.hold_the_second_meeting_which_accepts_a_deviation(at)
    third = report_the_third_quarter(at)
    withdraw_a_figure(at)
    autumn = year_meetings.hold_the_third_meeting_after_the_deviation_has_ended(at)
    confirm_late(at)
    fourth = report_the_fourth_quarter(at)
    correct_the_fourth_quarter(at)
    last = receive(at, "2017Q4", 2, "2018-02-12")
    table = year_settlement.settle_the_year(at)

    at.turn_to("2018-05-14")
    kept = dict(zip(FROZEN, (first, second, corrected, third, fourth, last), strict=True))
    assert {version: at.read_receipt(version) for version in FROZEN} == kept
    assert "6,1 dage 6,9 dage" in beside_now(at, ("2017Q3", 1), ABSENCE_ROW)
    assert "91,0 pct. 88,5 pct." in beside_now(at, ("2017Q4", 1), COMPLAINTS_ROW)
    shown = dict(zip(year_meetings.MINUTES, (spring, summer, autumn), strict=True))
    assert {quarter: meeting_acts.read_minutes(at, quarter, "chief") for quarter in shown} == shown
    assert "Indberet sygefraværet igen" in year_meetings.read_last_open_action(at)
    assert year_settlement.read_table(at) == table
    met = {"1.1": 1, "1.2": 1, "2.1": 0, "2.2": 1, "2.3": 1, "3.1": 1, "3.2": 0}
    assert year_settlement.read_kept_credit() == met
    assert year_settlement.score_from_the_rows_alone() == met


def sign_the_plan(at: Dashboard) -> None:
    at.propose()
    at.turn_to("2016-12-12")
    assert "Planen er underskrevet for institutionen." in at.sign("chief", "institutionen")
    assert "Planen er underskrevet og låst" in at.sign("head", "departementet")


def report_the_first_quarter(at: Dashboard) -> list[str]:
    at.turn_to("2017-04-07")
    fill_in_and_send(at, "2017Q1", expect("1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2"))
    approve(at, "2017Q1", "2017-04-10")
    return receive(at, "2017Q1", 1, "2017-04-20")


def report_the_second_quarter_which_the_chief_returns(at: Dashboard) -> list[str]:
    at.turn_to("2017-07-05")
    done = claim("2017-06-28", "1.2.1", "1.2.2")
    fill_in_and_send(at, "2017Q2", expect("1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2") | done)
    at.turn_to("2017-07-06")
    at.act("chief", "2017Q2", "Send tilbage", ("Hvad skal rettes?", "Rapporten har et andet nummer."))
    at.turn_to("2017-07-07")
    fill_in_and_send(at, "2017Q2", {("milestone:1.2.2", "evidence"): "2017-12"})
    approve(at, "2017Q2", "2017-07-10")
    at.turn_to("2017-07-20")
    at.answer("2017Q2", "milestone:1.2.1", "confirmed")
    at.answer("2017Q2", "milestone:1.2.2", "doubted", "Vi mangler rapporten.")
    return receive(at, "2017Q2", 1, "2017-07-20")


def confirm_late_and_correct_the_second_quarter(at: Dashboard) -> None:
    reply(at, "2017Q2", "2017-07-24")
    at.turn_to("2017-08-04")
    at.answer("2017Q2", "milestone:1.2.2", "confirmed")
    doubt = {("goal:1.1", "status"): "in_doubt", ("goal:1.1", "note"): "Leverandøren er forsinket."}
    correct(at, "2017Q2", "2017-08-14", doubt)
    approve(at, "2017Q2", "2017-08-15")


def report_the_third_quarter(at: Dashboard) -> list[str]:
    at.turn_to("2017-10-05")
    done = claim("2017-09-28", "2.2.1", "2.2.2", "2.3.1", "2.3.2")
    expected = expect("1.1", "2.1", "2.2", "2.3", "3.1", "3.2")
    fill_in_and_send(at, "2017Q3", expected | done | {(ABSENCE, "value"): "6,1"})
    approve(at, "2017Q3", "2017-10-10")
    at.turn_to("2017-10-24")
    for milestone in ("2.2.1", "2.2.2", "2.3.2"):
        at.answer("2017Q3", f"milestone:{milestone}", "confirmed")
    at.answer("2017Q3", "milestone:2.3.1", "doubted", "Vi mangler dokumentationen.")
    return receive(at, "2017Q3", 1, "2017-10-24")


def withdraw_a_figure(at: Dashboard) -> None:
    reply(at, "2017Q3", "2017-10-30")
    at.turn_to("2017-11-20")
    assert "Trukket tilbage" in at.withdraw(
        "3.2", f"{ABSENCE_ROW}: 6,1 dage (Statens Benchmarkdatabase)", "Talt uden langtidssygdom"
    )


def confirm_late(at: Dashboard) -> None:
    at.turn_to("2017-12-12")
    at.answer("2017Q3", "milestone:2.3.1", "confirmed")


def report_the_fourth_quarter(at: Dashboard) -> list[str]:
    at.turn_to("2018-01-08")
    figures = {ABSENCE: "6,9", COMPLAINTS: "91", BUDGET: "1,2", FOLLOW_UP: "0,6"}
    why = {(ABSENCE, "cause"): "Flere længere forløb.", (ABSENCE, "measure"): "Tidlig opfølgning."}
    lost = {("goal:3.2", "status"): "expected_not_met", ("goal:3.2", "note"): "Se tallet."}
    said = {(line, "value"): value for line, value in figures.items()} | why | expect("1.1") | lost
    fill_in_and_send(at, "2017Q4", said | claim("2017-12-15", "1.1.1"))
    approve(at, "2017Q4", "2018-01-10")
    year_settlement.see_the_preliminary_settlement(at)
    at.turn_to("2018-01-22")
    at.answer("2017Q4", "milestone:1.1.1", "confirmed")
    at.answer("2017Q4", "assessed:1.1.2", "assessed", "Anbefalingerne er fulgt.", verdict="met")
    return receive(at, "2017Q4", 1, "2018-01-22")


def correct_the_fourth_quarter(at: Dashboard) -> None:
    why = {(COMPLAINTS, "cause"): "Sager talt to gange.", (COMPLAINTS, "measure"): "Nyt udtræk."}
    correct(at, "2017Q4", "2018-02-05", {(COMPLAINTS, "value"): "88,5"} | why)
    approve(at, "2017Q4", "2018-02-06")


def expect(*goals: str) -> Said:
    """Goals are expected to be met."""
    return {(f"goal:{goal}", "status"): "expected_met" for goal in goals}


def claim(day: str, *milestones: str) -> Said:
    """Milestones were reached on a day, as a journal number shows."""
    fields = {"status": "claimed", "on": day, "evidence": "2017-11"}
    return {(f"milestone:{one}", name): said for one in milestones for name, said in fields.items()}


def fill_in_and_send(at: Dashboard, quarter: str, said: Said) -> None:
    """The reporter fills in a report until nothing is missing, and sends it to the chief."""
    shown = at.fill_in(quarter, said)
    assert "Alt er udfyldt." in shown, shown[-1500:]
    assert at.act("reporter", quarter, SEND) == "Sendt til chefens godkendelse."


def approve(at: Dashboard, quarter: str, day: str) -> None:
    """The chief hands a report in."""
    at.turn_to(day)
    assert at.act("chief", quarter, APPROVE) == "Godkendt og afleveret til departementet."


def reply(at: Dashboard, quarter: str, day: str) -> None:
    """The chief answers why a milestone is not confirmed."""
    at.turn_to(day)
    words = ("Svar til departementet om milepælen", "Den er sendt i dag.")
    assert at.act("chief", quarter, "Svar om milepæl", words) == "Svaret er sendt til departementet."


def correct(at: Dashboard, quarter: str, day: str, said: Said) -> None:
    """The reporter opens a report that was received, corrects it and sends it."""
    at.turn_to(day)
    at.act("reporter", quarter, CORRECT, ("Hvorfor rettes den modtagne indberetning?", "Fejl i tallene."))
    fill_in_and_send(at, quarter, said)


def receive(at: Dashboard, quarter: str, number: int, day: str) -> list[str]:
    """The controller receives a report; its receipt, which says what it should and the same the day after."""
    at.turn_to(day)
    at.receive(quarter)
    receipt = at.read_receipt((quarter, number))
    assert [line for line in FROZEN[quarter, number] if line not in receipt] == [], receipt
    at.turn_to(f"{date.fromisoformat(day) + timedelta(days=1)}")
    assert at.read_receipt((quarter, number)) == receipt
    return receipt


def beside_now(at: Dashboard, version: Version, start: str) -> str:
    """A row of a receipt beside what is known now."""
    return plain(row(at.read_version(version), start))

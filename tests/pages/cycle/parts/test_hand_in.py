"""The steps of the institution with a report: sent, returned, approved, and what keeps them from being taken."""

from __future__ import annotations

from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from db import session
from db.clock import CLOCK
from db.location import find_database_url
from db.reports import step_commands
from db.reports.step_commands import StepRequest
from metrics.access import Role, grant_all_roles
from metrics.errors import Problem
from metrics.facts.import_answer import Question
from metrics.report.course import ReportState, StepKind
from pages.cycle.parts.hand_in import Asked, name_places, note_questions
from tests.factories import compared, goal, over, plan
from tests.pages.conftest import Open, text
from tests.pages.cycle.filling import GOAL, MILESTONE, PLAN, QUARTER, REPORT, read_draft, write_as_colleague
from tests.reporting import checked
from words.language import Words


def answer_everything() -> None:
    """A colleague answers all that has to be answered; none of it calls for an explanation."""
    for line in read_draft().lines:
        if line.required and line.figure:
            last = line.figure.before[-1] if line.figure.before else None
            if line.figure.counted and last:
                write_as_colleague(line.key, "numerator", str(last.numerator))
                write_as_colleague(line.key, "denominator", str(last.denominator))
            else:
                write_as_colleague(line.key, "value", str(last.value).replace(".", ",") if last else "130")
    write_as_colleague(MILESTONE, "status", "expected_met")
    write_as_colleague(GOAL, "status", "expected_met")
    for place, name in {(one.line, one.name) for one in read_draft().check.problems}:
        write_as_colleague(place, name, "Som aftalt.")


def press(at: AppTest, label: str, words: str = "", within: str = "") -> str:
    """Write the words of a step and take it."""
    if words:
        next(area for area in at.text_area if area.label == within).set_value(words)
    next(button for button in at.button if button.label == label).click()
    return text(at.run())


def labels(at: AppTest) -> set[str]:
    return {button.label for button in at.button}


def test_a_report_that_lacks_something_is_not_sent_and_says_all_that_it_lacks(
    database: str, open_page: Open
) -> None:
    write_as_colleague(GOAL, "status", "expected_met")
    at = open_page("report", **REPORT, role="reporter")
    html = press(at, "Send til godkendelse")
    assert "8 mangler eller skal rettes" in html
    assert "Andel sager afgjort inden for 6 måneder, 4. kvartal 2026: Linjen skal udfyldes." in html
    assert read_draft().course.state is ReportState.DRAFT


def test_it_is_sent_returned_with_a_sentence_sent_again_and_approved(database: str, open_page: Open) -> None:
    answer_everything()
    at = open_page("report", **REPORT, role="reporter")
    assert "Alt er udfyldt." in text(at)
    assert "Sendt til chefens godkendelse." in [one.value for one in at.success] or press(
        at, "Send til godkendelse"
    )
    assert read_draft().course.state is ReportState.SENT
    assert not labels(at) & {"Godkend og aflever", "Send til godkendelse"}
    assert "Træk tilbage" in labels(at)
    chief = open_page("report", **REPORT, role="chief")
    assert "Institutionschef afgiver hermed indberetningen for 4. kvartal 2026" in text(chief)
    press(chief, "Send tilbage", "Se på sygefraværet.", "Hvad skal rettes?")
    assert read_draft().course.state is ReportState.RETURNED
    again = open_page("report", **REPORT, role="reporter")
    assert "Institutionschef har sendt indberetningen tilbage: Se på sygefraværet." in text(again)
    press(again, "Send til godkendelse")
    press(
        open_page("report", **REPORT, role="chief"),
        "Godkend og aflever",
        "Godkendt.",
        "Påtegning (kan udelades)",
    )
    assert read_draft().course.state is ReportState.APPROVED


@pytest.mark.parametrize(("day", "told"), [("2026-12-31", True), ("2027-01-01", False)])
def test_that_the_quarter_is_not_over_is_told_once_where_it_is_filled_in(
    database: str, open_page: Open, monkeypatch: pytest.MonkeyPatch, day: str, told: bool
) -> None:
    monkeypatch.setenv(CLOCK, day)
    write_as_colleague(GOAL, "status", "expected_met")
    for role in ("reporter", "chief"):
        html = text(open_page("report", **REPORT, role=role)).replace("\u00a0", " ")
        assert (
            html.count("4. kvartal 2026 slutter først 31. december 2026. Tal, der afleveres inden,") == told
        )


def test_whoever_holds_both_roles_hands_in_by_one_act(database: str, open_page: Open) -> None:
    answer_everything()
    at = open_page("report", **REPORT, role="chief")
    assert labels(at) >= {"Godkend og aflever"}
    assert "Send til godkendelse" not in labels(at)


def test_a_question_of_the_department_opens_its_row_alone_and_is_answered(
    database: str, open_page: Open
) -> None:
    answer_everything()
    take(Role.CHIEF, StepKind.APPROVED)
    take(Role.CONTROLLER, StepKind.ASKED, "Hvorfor?", MILESTONE)
    told = "Chefen eller stedfortræderen sender svaret."
    assert told in text(open_page("report", **REPORT, role="reporter"))
    at = open_page("report", **REPORT, role="chief")
    assert told not in text(at)
    assert "Departementet spørger: Hvorfor?" in text(at)
    assert {str(one.key).split("|")[3] for one in at.get("button_group")} == {MILESTONE}
    press(at, "Svar", "Fordi leverandøren er klar.", "Svar til departementet")
    assert read_draft().course.state is ReportState.APPROVED


def take(role: Role, kind: StepKind, words: str = "", *rows: str) -> None:
    wanted = StepRequest(PLAN, QUARTER, kind, words, rows)
    with session.open_writing(find_database_url(), grant_all_roles(f"trial-{role}", [role])) as db:
        step_commands.take_step(db, wanted)


DA = Words("da")
OWN = plan(goal("1", compared("1.1", over("pooled"))))
LINES = checked(OWN, {}).lines
JUMP = Problem("jump_up_asked", "figure:share:2017Q2", {"times": 100, "other": Decimal("6.4")})


def test_a_place_is_named_by_its_line_and_its_field_and_others_are_left() -> None:
    places = ("figure:share:2017Q2", "figure:share:2017Q2, value", "reason", "figure:x:2017Q2, value")
    found = name_places([Problem("x", place) for place in places], LINES, OWN, DA)
    assert found == {
        "figure:share:2017Q2": "share, 2. kvartal 2017",
        "figure:share:2017Q2, value": "share, 2. kvartal 2017, Tal",
    }


def test_what_a_figure_asks_is_noted_by_its_question_and_what_is_wrong_is_not() -> None:
    asked: Asked = {}
    places = name_places([JUMP], LINES, OWN, DA)
    note_questions([JUMP, Problem("figure_needed", "figure:share:2017Q2, value")], asked, places, DA)
    assert [*asked] == [Question.JUMPS]
    (said,) = asked[Question.JUMPS]
    assert said.startswith("share, 2. kvartal 2017: ")
    assert "100 gange så stort som ventet (6,4)" in said
    assert "--accept" not in said

"""Meetings in words: who answers for a line, why a goal is on the agenda, and what the minutes are."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.meeting.agenda import AgendaReason
from tests.meetings import line, steps
from words.language import Words
from words.meetings.meeting_line import (
    list_held,
    write_about,
    write_entry_details,
    write_followed_state,
    write_minutes_state,
    write_reasons,
    write_step,
)

DANISH, ENGLISH = Words("da"), Words("en")
CLOSED = ("opened", "attended", "closed")
UNTIL = date(2017, 8, 15)


def test_a_line_says_who_answers_for_it_and_until_when() -> None:
    assert write_entry_details(line(1), DANISH) == "Ansvarlig: Chief. Frist: 30. september 2017"
    assert write_entry_details(line(1, "deviation"), ENGLISH) == "Accepted by Chief until 30 September 2017"
    assert write_entry_details(line(1, "note"), DANISH) == ""


def test_a_line_of_an_earlier_meeting_says_how_it_went() -> None:
    due = date(2017, 9, 30)
    action, deviation = line(1, due=due), line(2, "deviation", due=due)
    late = date(2017, 10, 1)
    assert write_followed_state(action, due, late, DANISH) == "Udført 30. september 2017"
    assert write_followed_state(action, None, due, DANISH) == "Ikke udført"
    assert write_followed_state(action, None, late, DANISH) == "Ikke udført, fristen er passeret"
    assert write_followed_state(line(3, "decision"), None, late, DANISH) == "Gælder"
    assert write_followed_state(line(4, "parked"), None, late, DANISH) == "Parkeret"
    assert write_followed_state(deviation, None, due, DANISH) == "Gælder endnu"
    assert write_followed_state(deviation, None, late, ENGLISH) == "Ended"


def test_a_meeting_that_is_planned_or_moved_says_for_which_day() -> None:
    (planned,) = steps("planned", on=UNTIL).steps
    assert write_step(planned, DANISH).endswith(") til 15. august 2017")


def test_minutes_say_when_the_meeting_was_held_and_led_and_how_it_was_called() -> None:
    uncalled = [one.replace("\u00a0", " ") for one in list_held(steps(*CLOSED), DANISH)]
    assert len(uncalled) == 1
    assert uncalled[0].startswith("Mødet blev holdt 1. august 2017. Mødeleder: ")
    called = steps("planned", "opened", on=UNTIL, words="10.00-11.00, lokale 3")
    assert list_held(called, ENGLISH)[1] == "Called for 15 August 2017, 10.00-11.00, lokale 3"
    assert len(list_held(steps("planned", "cancelled", on=UNTIL), DANISH)) == 0


def test_every_reason_of_a_goal_is_told() -> None:
    reasons = (AgendaReason.WORSE, AgendaReason.DUE)
    assert write_reasons(reasons, DANISH) == "forværret · frist før næste møde"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (
            UNTIL,
            "Bemærkninger senest 15. august 2017. Afventer godkendelse fra departementet og institutionen.",
        ),
        (
            date(2017, 8, 16),
            "Fristen for bemærkninger var 15. august 2017. Afventer godkendelse fra departementet og institutionen.",
        ),
    ],
)
def test_a_draft_says_until_when_it_can_be_commented_on_and_whom_it_awaits(today: date, said: str) -> None:
    assert write_minutes_state(steps(*CLOSED, on=UNTIL), today, DANISH) == said


def test_approved_minutes_say_when_and_opened_ones_why() -> None:
    approved = steps(*CLOSED, "approved_department", "approved_institution")
    assert write_minutes_state(approved, UNTIL, ENGLISH) == "Approved 1\u00a0Aug\u00a02017\u00a015:00."
    opened = steps(*CLOSED, "reopened", words="A figure was wrong")
    assert write_minutes_state(opened, UNTIL, DANISH) == "Mødet er genåbnet. Begrundelse: A figure was wrong"


def test_a_step_says_what_was_done_when_in_which_role_and_with_which_words() -> None:
    course = steps("opened", "commented", words="W")
    assert write_step(course.steps[1], DANISH) == "Bemærkning 01.08.2017\u00a012.00 (Institutionschef): “W”"
    assert write_step(steps("opened").steps[0], ENGLISH).startswith("Opened 1\u00a0Aug\u00a02017")


def test_a_line_names_its_goal_and_whose_it_is_where_that_is_not_plain() -> None:
    assert write_about(line(1, goal="2.1"), "", DANISH) == "mål 2.1"
    assert write_about(line(1, goal="2.1"), "Agency", ENGLISH) == "Agency: goal 2.1"
    assert write_about(line(1, goal="2.1"), "", DANISH, "Svartid") == "mål 2.1 Svartid"
    assert write_about(line(1), "", DANISH) == ""

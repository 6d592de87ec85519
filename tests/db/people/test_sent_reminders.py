"""Reminders are sent once: noted first, and forgotten where the mail was refused; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

from db.people import sent_reminders
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Role
from metrics.followup.deadlines import Deadline, Duty
from metrics.followup.reminders import Reminder
from tests.factories import plan

CHIEF, OTHER = "chief@cpr.dk", "other@cpr.dk"
DUE = Deadline(plan(), Duty.REPORT, date(2017, 4, 14), Role.REPORTER)
FIRST, SECOND = Reminder(DUE, 7), Reminder(DUE, 1)


def note(url: str, person: str, *found: Reminder) -> list[Reminder]:
    with open_writing(url, MACHINE) as session:
        return sent_reminders.note_sent(session, person, found)


def unsent(url: str, person: str, *found: Reminder) -> list[Reminder]:
    with open_reading(url, sees=EVERYTHING) as session:
        return sent_reminders.select_unsent(session, person, found)


def test_each_step_is_noted_once_for_each_person(database_url: str) -> None:
    assert note(database_url, CHIEF, FIRST) == [FIRST]
    assert note(database_url, CHIEF, FIRST, SECOND) == [SECOND]
    assert unsent(database_url, CHIEF, FIRST, SECOND) == []
    assert unsent(database_url, OTHER, FIRST, SECOND) == [FIRST, SECOND]


def test_a_deadline_that_is_moved_is_reminded_of_anew(database_url: str) -> None:
    note(database_url, CHIEF, FIRST)
    moved = replace(FIRST, deadline=replace(DUE, due=date(2017, 5, 1)))
    assert unsent(database_url, CHIEF, FIRST, moved) == [moved]


def test_what_was_not_sent_is_forgotten_and_nothing_else(database_url: str) -> None:
    note(database_url, CHIEF, FIRST, SECOND)
    note(database_url, OTHER, FIRST)
    with open_writing(database_url, MACHINE) as session:
        sent_reminders.forget_sent(session, CHIEF, [FIRST])
    assert unsent(database_url, CHIEF, FIRST, SECOND) == [FIRST]
    assert unsent(database_url, OTHER, FIRST) == []


def test_of_two_that_note_at_once_one_gets_the_reminder(database_url: str) -> None:
    with ThreadPoolExecutor(2) as both:
        got = list(both.map(lambda _: note(database_url, CHIEF, FIRST), range(2)))
    assert sorted(map(len, got)) == [0, 1]

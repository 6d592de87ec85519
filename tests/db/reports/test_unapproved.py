"""What is not approved reaches the department by no door: no row, fact, deadline, calendar, mail or page."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from db import area_thresholds, models, queries
from db.clock import CLOCK
from db.plans import definitions
from db.reports import desk_reading
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from export.deadline_list import write_calendar
from export.reminder_mail import Digest
from metrics.followup.reminders import find_reminders
from metrics.periods import find_danish_day
from tests.db.reports.played import (
    AREA,
    CONTROLLER,
    NOW,
    REPORTER,
    answer_everything,
    fill,
    look,
    take,
)
from words.language import Words

TYPED_ALONE = "73193-hemmeligt"
LATER = NOW + timedelta(days=1)
ON = find_danish_day(NOW + timedelta(days=2))


@pytest.fixture
def sent(url: str) -> str:
    """A report that is sent to the chief and not approved, with a word that stands nowhere else."""
    answer_everything(url)
    fill(url, REPORTER, ("words", "text", TYPED_ALONE), ("goal:1.1", "note", TYPED_ALONE))
    take(url, REPORTER, "sent")
    return url


def read_rows(url: str) -> str:
    """Every row that the department's scope sees; on SQLite, which has no policies, the program leaves drafts out."""
    hidden = {"report_drafts"} if url.startswith("sqlite") else set()
    tables = [one for one in models.Base.metadata.sorted_tables if one.name not in hidden]
    with open_reading(url, sees={"cpr"}) as session:
        return "\n".join(str(row) for table in tables for row in session.execute(select(table)))


def read_files(url: str) -> str:
    """What leaves as a calendar and as a mail to the controller."""
    with open_reading(url, sees=EVERYTHING) as session:
        catalogue = definitions.read_catalogue(session)
        owed = queries.read_deadlines(session, catalogue, ON, NOW + timedelta(days=2))
        desk = desk_reading.read_desk(session)
    owners = {one.institution: one for one in catalogue.find_resources(ON)}
    told = find_reminders(CONTROLLER, owed, owners, ON)
    mail = Digest(told, catalogue, Words("da"), ON).text()
    return f"{write_calendar(owed, catalogue, Words('da'), NOW)!r}{mail}{desk.declared}"


def test_what_is_not_approved_is_in_no_row_and_no_file_of_the_department(sent: str) -> None:
    assert TYPED_ALONE not in read_rows(sent)
    assert TYPED_ALONE not in read_files(sent)
    report = look(sent, CONTROLLER)
    assert (report.draft.fields, report.kept, report.declared) == ({}, (), {})
    assert TYPED_ALONE not in repr(report)


@pytest.mark.parametrize("door", ["shared", "setting"])
def test_it_reaches_the_department_by_the_institution_s_act_or_the_area_s_setting_alone(
    sent: str, door: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if door == "shared":
        take(sent, REPORTER, "shared")
    else:
        monkeypatch.setenv(CLOCK, NOW.date().isoformat())
        with open_writing(sent, MACHINE) as session:
            area_thresholds.set_threshold(session, AREA, "unapproved_seen", Decimal(1), "R")
        take(sent, REPORTER, "taken_back", now=LATER)
        take(sent, REPORTER, "sent", now=LATER)
    (shared,) = look(sent, CONTROLLER, now=LATER).kept
    assert TYPED_ALONE in json.dumps(shared[1])
    assert TYPED_ALONE not in read_files(sent)  # neither handed in nor a result

"""A report as the institution fills it in: what it asks for, in its order, and who may write in it."""

from __future__ import annotations

from datetime import date

import pytest

from db import session
from db.people import rights
from metrics.access import Grant, Person, Role
from pages.ui import reader
from tests.pages.conftest import Open, text
from tests.pages.cycle.filling import (
    GOAL,
    MILESTONE,
    PLAN,
    REPORT,
    SHARE,
    choose,
    read_draft,
    see,
    typed,
    write,
)

LAST = "Kontrol og afsendelse"


def test_the_parts_stand_in_order_and_every_line_has_its_fields(open_page: Open) -> None:
    at = open_page("report", **REPORT, role="reporter")
    headers = [header.value for header in at.header]
    assert headers == ["Nøgletal", "Milepæle", "Forventning til målene", "Institutionens bemærkninger", LAST]
    keys = [str(one.key).split("|") for one in (*at.text_input, *at.text_area, *at.get("button_group"))]
    assert {line.key for line in read_draft().lines} <= {key[3] for key in keys if len(key) == 5}


def test_progress_counts_what_has_to_be_answered(database: str, open_page: Open) -> None:
    at = open_page("report", **REPORT, role="reporter")
    assert "0 af 9 udfyldt" in text(at)
    write(at, SHARE, "numerator", "480")
    assert "1 af 9 udfyldt" in choose(at, MILESTONE, "expected_met")  # half a share is none
    write(at, SHARE, "denominator", "500")
    assert "2 af 9 udfyldt" in text(at)


def test_the_department_is_shown_no_field_and_nothing_that_is_typed(database: str, open_page: Open) -> None:
    write(open_page("report", **REPORT, role="reporter"), SHARE, "numerator", "480")
    at = open_page("report", plan=PLAN, quarter="2026Q4", role="controller")
    assert not [field for field in at.text_input if "draft|" in str(field.key)]
    assert "480" not in text(at)


def test_who_is_responsible_for_some_goals_has_fields_in_their_rows_alone(
    database: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Grant(Role.REPORTER, date(2020, 1, 1), institution="eksempel-ankenaevn", goals=frozenset({"2.1"}))
    with session.open_writing(database, session.MACHINE) as db:
        rights.grant_role(db, "sagsbehandler@example.dk", given)
    monkeypatch.setattr(reader, "find_reader", lambda: Person("sagsbehandler@example.dk", (given,)))
    at = open_page("report", **REPORT)
    written = {
        str(one.key).split("|")[3] for one in (*at.text_input, *at.text_area) if "draft|" in str(one.key)
    }
    chosen = {str(one.key).split("|")[3] for one in at.get("button_group")}
    assert {MILESTONE, GOAL} <= chosen
    assert all(key.split(":")[1].startswith("2.1") for key in chosen)
    assert SHARE not in written
    said = see(at)
    assert "Du er ansvarlig for mål 2.1 og udfylder deres rækker." in said
    assert "sagsbehandler@example.dk" in said.partition("Ansvarlige for målene")[2]
    assert "Send til godkendelse" not in {button.label for button in at.button}
    choose(at, MILESTONE, "expected_met")
    assert typed(MILESTONE, "status") == "expected_met"

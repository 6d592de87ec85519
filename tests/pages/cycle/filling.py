"""Filling in a report in a tab."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from db import session
from db.clock import read_clock
from db.location import find_database_url
from db.reports import draft_commands, report_reading
from db.reports.report_reading import ReportReading
from db.scope import EVERYTHING
from metrics.access import Role, grant_all_roles
from metrics.report.draft_fields import FieldChange
from tests.pages.conftest import text

PLAN, QUARTER = "eksempel-ankenaevn-2026", "2026Q4"
SHARE, STOCK = "figure:sager-inden-6-maaneder:2026Q4", "figure:sager-over-12-maaneder:2026Q4"
MILESTONE, GOAL = "milestone:2.1.3", "goal:2.1"
REPORT = {"plan": PLAN, "quarter": QUARTER}
COLLEAGUE = grant_all_roles("kollega@example.dk", [Role.REPORTER])


def see(at: AppTest) -> str:
    """What the page says, with plain spaces."""
    return text(at).replace("\u00a0", " ")


def key(line: str, name: str) -> str:
    """The key of a field's control."""
    return f"draft|{PLAN}|{QUARTER}|{line}|{name}"


def write(at: AppTest, line: str, name: str, value: str) -> str:
    """Type in a field and leave it; what the page says then."""
    fields = [*at.text_input, *at.text_area]
    next(field for field in fields if field.key == key(line, name)).set_value(value)
    return see(at.run())


def choose(at: AppTest, line: str, word: str) -> str:
    """Choose what is said of a milestone or a goal; what the page says then."""
    at.button_group(key(line, "status")).set_value(word)
    return see(at.run())


def read_draft(plan: str = PLAN, quarter: str = QUARTER) -> ReportReading:
    """The report as it stands in the database."""
    with session.open_reading(find_database_url(), sees=EVERYTHING, prepares=EVERYTHING) as db:
        return report_reading.read_report(db, plan, quarter, COLLEAGUE, read_clock())


def typed(line: str, name: str) -> str:
    """What stands in a field of the draft."""
    return read_draft().draft.get(line, name)


def write_as_colleague(line: str, name: str, value: str) -> None:
    """Somebody else types in a field, having read what stands there."""
    stands = read_draft().draft.fields.get((line, name))
    change = FieldChange(line, name, value, stands.version if stands else 0)
    with session.open_writing(find_database_url(), COLLEAGUE) as db:
        draft_commands.save_fields(db, PLAN, QUARTER, [change])

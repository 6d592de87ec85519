"""A plan whose year is over, with every result, and the people who settle it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from db.annual import annual_commands, annual_reading
from db.annual.annual_commands import AnnualRequest
from db.annual.annual_reading import AnnualReading
from db.people import rights
from db.scope import EVERYTHING
from db.session import MACHINE, open_reading, open_writing
from metrics.access import Grant, Person, Role
from metrics.annual.analysis import AnalysisField, make_line
from metrics.annual.annual_course import AnnualAct, AnnualActDone
from metrics.periods import find_danish_day
from metrics.report.draft_fields import FieldChange, ReportDraft
from tests.db.recorded import imported, record

PLAN = "cpr-2017"
NOW = datetime(2018, 2, 20, 12, tzinfo=UTC)
SINCE = date(2016, 1, 1)
ROLES = (Role.REPORTER, Role.CHIEF, Role.CONTROLLER, Role.HEAD, Role.READER)


def fill_year(url: str) -> None:
    """The plan of 2017 with a share of 89 pct., where at least 90 was asked for, and all who take part."""
    imported(url)
    record(url, {"value": "89"})
    with open_writing(url, MACHINE) as session:
        for role in ROLES:
            rights.grant_role(session, f"{role}@example.dk", Grant(role, SINCE, institution="cpr"))


def person(url: str, role: Role) -> Person:
    """Somebody with the role the database says they hold."""
    with open_reading(url, sees=EVERYTHING) as session:
        return rights.read_person(session, f"{role}@example.dk")


def write(
    url: str, role: Role, goal: str, text: str, read: int = 0, field: str = AnalysisField.WHY
) -> ReportDraft:
    """Type something about a goal."""
    with open_writing(url, person(url, role)) as session:
        change = FieldChange(make_line(goal), field, text, read)
        return annual_commands.save_analysis(session, PLAN, [change], NOW)


def write_all(url: str, text: str = "For få hænder") -> None:
    """Write why of every goal, each of which is missed or open."""
    for goal in ("1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2"):
        write(url, Role.REPORTER, goal, text)


def act(url: str, role: Role, what: AnnualAct, words: str = "", now: datetime = NOW) -> AnnualActDone:
    """Do something with the settlement."""
    with open_writing(url, person(url, role)) as session:
        return annual_commands.take_annual_act(session, AnnualRequest(PLAN, what, words), now)


def read(url: str, role: Role | None = None, at: datetime = NOW, **limits: Any) -> AnnualReading:
    """Read the settlement as somebody sees it: whoever prepares it, or anybody else."""
    prepares = role in (Role.REPORTER, Role.CHIEF)
    own = frozenset({"cpr"})
    scope = {"sees": own, "prepares": own if prepares else frozenset(), **limits}
    with open_reading(url, **scope) as session:
        return annual_reading.read_annual(session, PLAN, find_danish_day(at), at, prepares=prepares)

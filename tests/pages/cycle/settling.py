"""Settling a year on its page, in the March after it."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from db import session
from db.annual import annual_commands, annual_reading
from db.annual.annual_commands import AnnualRequest
from db.annual.annual_reading import AnnualReading
from db.clock import read_clock
from db.location import find_database_url
from db.scope import EVERYTHING
from metrics.access import Role, grant_all_roles
from metrics.annual.analysis import AnalysisField, make_line
from metrics.annual.annual_course import AnnualAct
from metrics.periods import find_danish_day
from metrics.report.draft_fields import FieldChange
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain

PLAN = "eksempel-tilsyn-2025"
"""Decided with 65 of 100 points: 1.1 and 2.2 were missed."""
WITH_PAY, OLD, CLOSED = "eksempel-ankenaevn-2025", "cpr-2017", "eksempel-ankenaevn-2023"
MARCH = "2026-03-02"
MISSED = ("1.1", "2.2")
WHY = "Hvorfor endte målet, som det gjorde?"
COLLEAGUE = grant_all_roles("kollega@example.dk", [Role.REPORTER])


def opened(open_page: Open, plan: str = PLAN, role: str = "", **query: str) -> AppTest:
    """Open a settlement, in a role that is tried or in all of them."""
    return open_page("annual", plan=plan, **({"role": role} if role else {}), **query)


def see(at: AppTest) -> str:
    """What the page says, with plain spaces."""
    return plain(text(at))


def labels(at: AppTest) -> list[str]:
    return [button.label for button in at.button]


def press(at: AppTest, label: str, words: str = "", within: str = "") -> str:
    """Type words in a form and press a button; what the page says then, with what was done."""
    if words:
        next(area for area in at.text_area if area.label == within).set_value(words)
    next(button for button in at.button if button.label == label).click()
    at.run()
    return " ".join([*(done.value for done in at.success), see(at)])


def fill(at: AppTest, label: str, value: str) -> AppTest:
    """Type in the first field with a label and leave it."""
    next(area for area in at.text_area if area.label == label).set_value(value)
    return at.run()


def write_as_colleague(goal: str, value: str, field: str = AnalysisField.WHY, read: int = 0) -> None:
    """Somebody else writes about a goal."""
    change = FieldChange(make_line(goal), field, value, read)
    _do(lambda db: annual_commands.save_analysis(db, PLAN, [change]))


def explain() -> None:
    """A colleague explains every goal that was missed."""
    for goal in MISSED:
        write_as_colleague(goal, f"Årsagen til {goal}")


def act_as(role: Role, act: AnnualAct, words: str = "") -> None:
    """Somebody with a role does something with the settlement."""
    who = grant_all_roles(f"{role}@example.dk", [role])
    with session.open_writing(find_database_url(), who) as db:
        annual_commands.take_annual_act(db, AnnualRequest(PLAN, act, words))


def read_year(plan: str = PLAN) -> AnnualReading:
    """The settlement as it stands in the database."""
    now = read_clock()
    with session.open_reading(find_database_url(), sees=EVERYTHING, prepares=EVERYTHING) as db:
        return annual_reading.read_annual(db, plan, find_danish_day(now), now, prepares=True)


def _do(change: Callable[..., object]) -> None:
    with session.open_writing(find_database_url(), COLLEAGUE) as db:
        change(db)

"""How a figure was drawn is asked only where it settles a goal, and where it is from is filled in beforehand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from db.clock import CLOCK
from tests.db.reports.played import CHIEF, REPORTER, answer_everything, look, take
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, row

PLAN, QUARTER = "cpr-2017", "2017Q3"
REPORT = {"plan": PLAN, "quarter": QUARTER}
NOW = datetime(2017, 10, 5, 9, tzinfo=UTC)
SETTLING = "figure:sygefravaer:2016-10/2017-09"


@pytest.fixture
def database(handed_in: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(CLOCK, "2017-10-05")
    return handed_in


def key(line: str, name: str) -> str:
    return f"draft|{PLAN}|{QUARTER}|{line}|{name}"


def shown(at: AppTest) -> set[str]:
    return {str(field.key) for field in at.text_input}


def type_in(at: AppTest, line: str, name: str, value: str) -> str:
    at.text_input(key=key(line, name)).set_value(value)
    return plain(text(at.run()))


def test_how_it_was_drawn_is_asked_of_a_figure_while_it_settles_a_goal(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    assert "Tallet afgør målet" in type_in(at, SETTLING, "value", "6,4")
    asked = {place for place in shown(at) if "|drawn" in place}
    names = ("drawn", "drawn_on", "drawn_by", "drawn_by_definition")
    assert asked == {key(SETTLING, name) for name in names}
    at.checkbox(key=key(SETTLING, "provisional")).check()
    assert "Tallet afgør målet" not in plain(text(at.run()))


def test_the_source_is_filled_in_from_the_latest_figure_and_stands_until_somebody_writes_another(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    type_in(at, SETTLING, "value", "6,4")
    assert at.text_input(key=key(SETTLING, "source")).value == "Statens Benchmarkdatabase"
    assert read_typed(database, "source") is None  # what nobody has touched is nobody's text
    type_in(at, SETTLING, "source", "Egen opgørelse")
    assert read_typed(database, "source") == "Egen opgørelse"
    type_in(at, SETTLING, "source", "")
    assert read_typed(database, "source") == ""
    again = open_page("report", **REPORT, role="reporter")
    assert again.text_input(key=key(SETTLING, "source")).value == ""


def test_the_department_is_told_where_a_figure_settles_a_goal_and_nothing_is_said_of_how_it_was_drawn(
    database: str, open_page: Open
) -> None:
    answer_everything(database, quarter=QUARTER, now=NOW)
    take(database, CHIEF, "approved", quarter=QUARTER, now=NOW)
    settling = row(text(open_page("report", **REPORT, role="controller")), "Sygefraværsdage pr. medarbejder")
    assert "Kilde: Statens Benchmarkdatabase" in settling
    assert "Afgør målet, men det er ikke oplyst, hvordan tallet er trukket" in settling


def read_typed(url: str, name: str) -> str | None:
    found = look(url, REPORTER, QUARTER, NOW).draft.fields.get((SETTLING, name))
    return found.text if found else None

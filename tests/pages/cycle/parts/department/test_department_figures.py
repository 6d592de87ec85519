"""A figure that others give: the institution sees it and comments, the department types it on the same page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from db.clock import CLOCK
from db.plans import indicator_commands
from db.session import open_writing
from metrics.plan.indicator_history import IndicatorChange
from tests.db.recorded import facts
from tests.db.reports.played import CONTROLLER
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain

PLAN, QUARTER, PERIOD = "cpr-2017", "2017Q3", "2016-10/2017-09"
REPORT = {"plan": PLAN, "quarter": QUARTER}
ASKED, SEEN = f"figure:sygefravaer:{PERIOD}", f"seen:sygefravaer:{PERIOD}"
FORM = f"given {PLAN} {QUARTER}"
NOW = datetime(2017, 10, 5, 9, tzinfo=UTC)
SAVE = "Gem tallene"


@pytest.fixture
def database(handed_in: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Days of sickness absence are given by a central source, and the third quarter is being reported."""
    monkeypatch.setenv(CLOCK, "2017-10-05")
    series = ("cpr", "sygefravaer")
    change = IndicatorChange(*series, date(2017, 1, 1), NOW, "R", owner="central", source="ISOLA")
    with open_writing(handed_in, CONTROLLER) as session:
        indicator_commands.change_indicator(session, change)
    return handed_in


def type_in(at: AppTest, name: str, value: str) -> None:
    at.text_input(key=f"{FORM}|{ASKED}|{name}").input(value)


def save(at: AppTest) -> str:
    next(button for button in at.button if button.label == SAVE).click()
    return plain(text(at.run()))


def test_the_institution_sees_who_gives_it_and_when_and_types_a_comment_and_no_figure(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="reporter")
    html = plain(text(at))
    assert "Tal, som andre leverer" in [header.value for header in at.header]
    assert "Leveres af ISOLA" in html
    assert "Foreligger ikke endnu, ventes 14. oktober 2017" in html
    assert not [field for field in at.text_input if ASKED in str(field.key)]
    assert "0 af 10 udfyldt" in html
    at.text_area(key=f"draft|{PLAN}|{QUARTER}|{SEEN}|comment").set_value("Vi har selv talt 6,5.")
    assert "0 af 10 udfyldt" in plain(text(at.run()))
    assert SAVE not in {button.label for button in at.button}


def test_the_department_gives_it_on_its_side_and_the_institution_sees_it(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="controller")
    assert at.text_input(key=f"{FORM}|{ASKED}|source").value == "Statens Benchmarkdatabase"
    type_in(at, "value", "6,4 døgn")
    assert "“6,4 døgn” er ikke et tal" in save(at)
    assert at.text_input(key=f"{FORM}|{ASKED}|value").value == "6,4 døgn"
    type_in(at, "value", "6,4")
    assert "Registreret: 6,4" in save(at)
    assert at.success[0].value == "1 tal er registreret."
    assert facts(database).series["cpr", "sygefravaer"][-1].source == "Statens Benchmarkdatabase"
    assert "Registreret: 6,4" in plain(text(open_page("report", **REPORT, role="reporter")))


def test_a_figure_far_from_the_others_is_recorded_once_it_is_said_to_be_right(
    database: str, open_page: Open
) -> None:
    at = open_page("report", **REPORT, role="controller")
    type_in(at, "value", "640")
    save(at)
    assert facts(database).series["cpr", "sygefravaer"][-1].period.text != PERIOD
    at.checkbox(key=f"accept|jumps|{FORM}").check()
    assert "Registreret: 640" in save(at)


def test_who_may_not_speak_for_the_department_sees_the_figures_alone(database: str, open_page: Open) -> None:
    at = open_page("report", **REPORT, role="head")
    assert "Foreligger ikke endnu, ventes 14. oktober 2017" in plain(text(at))
    assert SAVE not in {button.label for button in at.button}


def test_the_desk_counts_the_figures_that_the_department_owes_once_the_quarter_is_over(
    database: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "CPR-administrationen, 3. kvartal 2017 : 1 tal senest 14.10.2017 · 9 dage tilbage" in plain(
        text(open_page("report", role="controller"))
    )
    monkeypatch.setenv(CLOCK, "2017-09-29")
    assert "3. kvartal 2017 : 1 tal" not in plain(text(open_page("report", role="controller")))


def test_a_figure_that_others_give_is_taken_back_by_the_department_alone(
    database: str, open_page: Open
) -> None:
    goal = {"plan": PLAN, "goal": "3.2"}
    offered = {
        role: [box.key for box in open_page("goal", **goal, role=role).selectbox if box.key == "withdrawal"]
        for role in ("reporter", "controller")
    }
    assert offered == {"reporter": [], "controller": ["withdrawal"]}

"""The form that takes a reported figure back: what it offers, records and refuses, and to whom it shows."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from metrics.access import Grant, Person, Role
from metrics.score.trend import find_trend
from pages.status.parts.withdrawal_form import find_figures
from pages.ui import reader
from tests.factories import catalogue, compared, facts, goal, plan, result
from tests.pages.conftest import Open, record, text
from tests.pages.drawing import plain, row

COMPLAINTS = {"plan": "cpr-2017", "goal": "2.1"}


def offered(at: AppTest) -> list[str]:
    return [plain(line) for line in at.selectbox(key="withdrawal").options]


def take_back(at: AppTest, line: int, reason: str) -> AppTest:
    at.selectbox(key="withdrawal").select_index(line)
    at.text_area(key="withdrawal_reason").set_value(reason)
    return at.button[-1].click().run()


def test_every_source_of_every_period_is_offered_once_the_newest_first() -> None:
    p = plan(goal("1", compared("1.1"), compared("1.2")))
    said = (
        result("2016", 80),
        result("2017", 81, source="A"),
        result("2017", 82, source="B"),
        result("2015", 79),
        result("2015", withdrawn=True, note="R"),
    )
    trends = [find_trend(p, leaf, [p], facts(*said), catalogue()) for leaf in p.goals[0].criteria]
    found = find_figures([trend for trend in trends if trend])
    assert [(one.seen.period.text, one.seen.source) for one in found] == [
        ("2017", "B"),
        ("2017", "A"),
        ("2016", None),
    ]


def test_a_figure_is_taken_back_and_the_page_goes_by_it_at_once(open_page: Open, database: str) -> None:
    record(database, ("cpr", "klagesager-rettidigt", "2017", "91"))
    at = open_page("goal", **COMPLAINTS)
    place = next(n for n, line in enumerate(offered(at)) if "2017: 91,0 pct." in line)
    at = take_back(at, place, "Talt forkert")
    assert not at.exception
    assert "Trukket tilbage: " in at.success[0].value
    html = text(at)
    assert "2017: 91,0 pct. trukket tilbage" in row(html, "2017")
    assert row(html, "2017").endswith(": Talt forkert")
    assert "91 ≥ 90" not in plain(html)
    assert not [line for line in offered(at) if "2017: 91,0 pct." in line]
    assert at.text_area(key="withdrawal_reason").value == ""


def test_without_a_reason_nothing_is_taken_back(open_page: Open, database: str) -> None:
    record(database, ("cpr", "klagesager-rettidigt", "2017", "91"))
    at = open_page("goal", **COMPLAINTS)
    before = offered(at)
    at = take_back(at, 0, "  ")
    assert "Begrundelse: Skal udfyldes." in plain(text(at))
    assert offered(open_page("goal", **COMPLAINTS)) == before


@pytest.mark.parametrize(
    ("role", "shown"), [(Role.REPORTER, True), (Role.CHIEF, True), (Role.HEAD, False), (Role.READER, False)]
)
def test_the_form_shows_to_those_who_may_report_the_series(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, role: Role, shown: bool
) -> None:
    somebody = Person("somebody@example.dk", (Grant(role, date(2020, 1, 1), institution="cpr"),))
    monkeypatch.setattr(reader, "find_reader", lambda: somebody)
    assert bool(open_page("goal", **COMPLAINTS).expander) is shown

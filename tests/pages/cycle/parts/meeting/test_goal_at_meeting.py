"""One goal at a meeting, with its chart, its forecast and what the institution says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from db.location import URL_VARIABLE
from tests.pages.conftest import Open, text
from tests.pages.cycle.parts.meeting.sitting import GOAL, PLAN, capture, show, take
from tests.pages.drawing import plain


def test_a_goal_says_where_it_stands_what_it_was_and_why_it_is_on_the_agenda(open_page: Open) -> None:
    html = plain(text(show(open_page, at=GOAL)))
    assert "2.1 Lettere at klage digitalt Afventer departementet" in html
    assert "16,7 point · Sandsynlighed for opfyldelse:" in html
    assert "var: Forventes opfyldt" in html
    assert "mangler svar eller tal · frist før næste møde" in html
    assert "2.1.3: Venter på milepæl 2.1.2" in html


def test_a_measured_goal_has_its_chart_and_its_forecast(open_page: Open) -> None:
    at = show(open_page, at=f"{PLAN}:1.1")
    assert len(at.get("plotly_chart")) == 1
    html = plain(text(at))
    assert "Andel sager afgjort inden for 6 måneder, pct." in html
    assert "Forventet årsresultat" in html
    assert "Måltallet kræver" in html


def test_what_the_head_says_is_not_said_again_below(open_page: Open) -> None:
    at = open_page(
        "meeting",
        institution="eksempel-tilsyn",
        quarter="2026Q3",
        as_of="2026-11-20",
        role="head",
        at="eksempel-tilsyn-2026:1.1",
    )
    assert plain(text(at)).count("Måltallet kræver 372 i 4. kvartal; bedste 4. kvartal hidtil er 348") == 1


def test_what_was_decided_about_a_goal_stands_there(open_page: Open, database: str) -> None:
    take(database, "opened")
    said: dict[str, Any] = {"plan": PLAN, "goal": "2.1", "owner": "Afdelingschef", "due": date(2026, 12, 31)}
    capture(database, "deviation", "Sagen afventer", **said)
    html = plain(text(show(open_page, at=GOAL)))
    assert "Afvigelsen på mål 2.1 er accepteret til 31. december 2026" in html
    assert "Accepteret afvigelse Sagen afventer" in html


@pytest.fixture
def reported(handed_in: str, request: pytest.FixtureRequest) -> Open:
    """Opens pages on a database in which the report of a quarter was handed in."""
    opened: Open = request.getfixturevalue("open_page")
    request.getfixturevalue("monkeypatch").setenv(URL_VARIABLE, handed_in)
    return opened


def test_the_institution_s_own_words_come_from_its_report(reported: Open) -> None:
    at = reported("meeting", institution="cpr", quarter="2017Q2", role="head", at="cpr-2017:1.2")
    html = plain(text(at))
    assert "Institutionen skriver" in html
    assert "gennemført" in html[html.index("Institutionen skriver") :]

"""The forms of the department, and what they say when a step is refused."""

from __future__ import annotations

import pytest

from tests.db.reports.played import CONTROLLER, PLAN, QUARTER, take
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain

KEY = f"report {PLAN} {QUARTER}"


@pytest.fixture
def database(handed_in: str) -> str:
    return handed_in


def test_a_step_that_somebody_else_took_meanwhile_is_refused_in_words(database: str, open_page: Open) -> None:
    at = open_page("report", plan=PLAN, quarter=QUARTER, role="controller")
    take(database, CONTROLLER, "asked", "Hvad?", "goal:1.1")
    at.text_area(key=f"{KEY} ask words").input("Også mig")
    at.button(key=f"{KEY} ask take").click().run()
    html = plain(text(at))
    assert "Afleveret; afventer svar fra institutionen" in html
    assert not [button for button in at.button if button.label == "Send spørgsmålet"]


def test_a_question_needs_its_rows_and_its_words_and_says_so_at_once(database: str, open_page: Open) -> None:
    at = open_page("report", plan=PLAN, quarter=QUARTER, role="controller", lang="en")
    at.button(key=f"{KEY} ask take").click().run()
    html = plain(text(at))
    assert "Question: " in html
    assert "Lines: " in html
    assert database

"""What comes of a choice: the goals with their controls, the outcome beside them, and what decides the total."""

from __future__ import annotations

from pages.outlook.parts.whatif import whatif_session
from tests.pages.conftest import Open, text
from tests.pages.drawing import captions
from tests.pages.outlook.whatif_page import TRIBUNAL, bars, goals, said


def test_goals_outcome_and_what_decides_it_show_at_once(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    assert sorted(goals(at)) == ["1.1", "1.2", "1.3", "2.1", "3.1", "3.2"]
    assert len(bars(at)) == 2
    assert "Sandsynlighed for mindst 80 point" in said(at)
    assert "Hvilke mål afgør, om 80 point nås?" in captions(text(at))


def test_the_table_of_totals_is_made_only_when_it_is_unfolded(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    before = len(captions(text(at)))
    at.session_state[whatif_session.TABLE] = True
    assert len(captions(text(at.run()))) == before + 1


def test_a_goal_not_met_keeps_the_points_it_has_earned(open_page: Open) -> None:
    """Of the 15 points of 2.1 a part is earned: what fails is the rest, as the table of what decides has it."""
    asked = {"plan": "eksempel-tilsyn-2026", "as_of": "2026-11-20", "wanted": "30"}
    official, changed = bars(open_page("whatif", **asked, set="2.1-not_met"))
    assert official.startswith("Af 100 point er 15 opnået")
    assert changed.startswith("Af 100 point er 15 opnået")

"""Goals that have moved: with their points, both statuses, how far, and the reason."""

from __future__ import annotations

from datetime import date

from metrics.followup.changes import find_moved_goals
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.thresholds import USUAL
from pages.ui.draw import change_table
from tests.factories import catalogue, compared, facts, goal, milestone, plan
from tests.pages.drawing import captions, rows, writer

PLAN = plan(goal("1", compared("1.1")), goal("2", milestone("2.1")), goal("3", milestone("3.1")))
SUMMER = date(2017, 7, 15)


def seen(day: date) -> Outlook:
    return find_outlook(PLAN, facts(as_of=day), catalogue(), USUAL)


def test_a_change_has_both_statuses() -> None:
    moved = find_moved_goals([seen(SUMMER)], {PLAN.id: seen(date(2017, 3, 31))})
    html = change_table.draw_changes(moved, "To mål", writer())
    assert rows(html)[1] == (
        "Inst 2 2 33,3 Endnu ikke opgjort Mangler indberetning Ikke indberettet, 15 dage over fristen"
    )
    assert captions(html) == ["To mål"]


def test_without_a_change_there_is_nothing() -> None:
    assert change_table.draw_changes([], "", writer()) == ""

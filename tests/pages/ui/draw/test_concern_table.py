"""Goals that need attention: with their points, day and reason, and how their status has changed."""

from __future__ import annotations

from datetime import date

from metrics.followup.changes import find_moved_goals
from metrics.followup.concerns import find_concerns
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.thresholds import USUAL
from pages.ui.draw import concern_table
from tests.factories import catalogue, compared, facts, goal, milestone, plan
from tests.pages.drawing import Reader, captions, rows, writer

PLAN = plan(goal("1", compared("1.1")), goal("2", milestone("2.1")), goal("3", milestone("3.1")))
SUMMER = date(2017, 7, 15)


def seen(day: date) -> Outlook:
    return find_outlook(PLAN, facts(as_of=day), catalogue(), USUAL)


def test_a_concern_has_its_points_day_and_reason_and_leads_to_its_goal() -> None:
    html = concern_table.draw_concerns(find_concerns([seen(SUMMER)]), writer(), caption="To mål")
    assert rows(html)[1] == (
        "Mangler tal Inst 2 2 33,33 30.06.2017 15 dage over fristen Ikke bekræftet, 15 dage over fristen"
    )
    assert Reader(html).values("href") == ["/maal?plan=plan-2017&goal=2", "/maal?plan=plan-2017&goal=3"]
    assert captions(html) == ["To mål"]


def test_at_most_so_many_are_shown() -> None:
    html = concern_table.draw_concerns(find_concerns([seen(SUMMER)]), writer(), caption="Ét mål", most=1)
    assert len(rows(html)) == 2


def test_a_change_has_both_statuses() -> None:
    moved = find_moved_goals([seen(SUMMER)], {PLAN.id: seen(date(2017, 3, 31))})
    html = concern_table.draw_changes(moved, SUMMER, writer())
    assert rows(html)[1] == (
        "Inst 2 2 33,33 Ikke forfaldent Mangler tal Ikke bekræftet, 15 dage over fristen"
    )
    assert captions(html) == ["Ændret siden 30. juni 2017: 2 mål"]


def test_without_a_change_there_is_nothing() -> None:
    assert concern_table.draw_changes([], SUMMER, writer()) == ""

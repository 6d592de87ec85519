"""What a meeting is told of a goal of the example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from metrics.followup.thresholds import USUAL
from metrics.meeting.agenda import view_meeting
from metrics.periods import Period
from tests.papers import APPEALS, example_ground
from words.language import Words
from words.meetings.goal_lines import list_forecasts, list_told_reasons, write_because, write_goal_points

DA = Words("da")


def test_a_goal_says_why_it_is_on_the_agenda_and_what_is_expected_of_it(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    outlook = ground.outlook
    before = example_ground(sqlite_filled, APPEALS, date(2026, 7, 14)).outlooks
    view = view_meeting([outlook], Period.parse("2026Q3"), lambda _: before, lambda _: USUAL)
    item = view.find_item(APPEALS, "1.1")
    assert item is not None
    assert write_because(item, DA) == "forværret · i risiko · var: Forventes opfyldt (beregnet)"
    goal = outlook.score.goal("1.1")
    assert list_told_reasons(outlook, goal, DA)[0] == (
        "Institutionen vurderer opfyldelsen som usikker (14. oktober 2026)"
    )
    told = [
        one.replace("\u00a0", " ") for one in list_forecasts(outlook, goal, ground.find_trends(APPEALS), DA)
    ]
    assert told[0].startswith("Forventet årsresultat 87,7 pct.")
    assert told[1].startswith("Måltallet kræver 87,4 pct.")


@pytest.mark.parametrize(
    ("open_", "said"),
    [(Fraction(25, 2), "12,5 point"), (Fraction(45, 4), "12,5 point, heraf 11,3 udestår"), (0, "12,5 point")],
)
def test_a_goal_s_points_say_how_many_are_open_where_that_is_another_number(
    sqlite_filled: Path, open_: Fraction, said: str
) -> None:
    goal = example_ground(sqlite_filled).outlook.score.goal("1.1")
    points = replace(goal.points, open=Fraction(open_))
    one = replace(goal, weight=Fraction(25, 2), points=points)
    assert write_goal_points(one, Fraction(100), DA).replace("\u00a0", " ") == said

"""The tables of goals: the numbers of the score, in the words of the pages."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from export.papers.kinds.goal_tables import (
    make_goal_table,
    make_points,
    make_points_table,
    make_status,
    make_weight,
    name_goal,
)
from metrics.status import Status
from tests.papers import APPEALS, example_ground
from words.language import Words

DA = Words("da")


def test_each_goal_has_its_weight_figures_and_status_and_each_part_of_several_a_row(
    sqlite_filled: Path,
) -> None:
    ground = example_ground(sqlite_filled)
    table = make_goal_table(ground.outlook, ground.find_trends(APPEALS), {"1.2"}, ground.catalogue, DA)
    rows = {row[0].text: [cell.text.replace("\u00a0", " ") for cell in row] for row in table.rows}
    assert rows["1.1 Kort sagsbehandlingstid"] == [
        *("1.1 Kort sagsbehandlingstid", "16,7", "86 pct.", "86,6 pct.", "mindst 87 pct."),
        *("86,9 pct. (til og med 3. kvartal 2026)", "I risiko"),
    ]
    assert "2.1.2 Digital partshøring er afprøvet med fem kommuner" in rows
    accepted = next(row for row in table.rows if row[0].text.startswith("1.2 "))
    assert accepted[6].notes[-1] == "Besluttet: opfyldt"


def test_the_points_of_goals_add_up_to_those_of_the_plan(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    table = make_points_table(ground.score, DA)
    assert [table.sums_up(column) for column in (2, 3, 4, 5)] == [True] * 4
    assert table.total is not None
    p = ground.score.points
    assert [cell.value for cell in table.total[2:6]] == [p.possible, p.secured, p.open, p.lost]


def test_cells_carry_what_they_say(sqlite_filled: Path) -> None:
    score = example_ground(sqlite_filled).score
    goal = score.goal("1.1")
    assert name_goal(goal) == "1.1 Kort sagsbehandlingstid"
    assert make_weight(goal, score, DA).value == Fraction(100, 6)
    assert make_points(Fraction(100, 3), Fraction(100), DA).text == "33,3"
    assert make_status(goal, score, DA, "note").status is Status.AT_RISK

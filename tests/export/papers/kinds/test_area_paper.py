"""A ministry area as a paper."""

from __future__ import annotations

from pathlib import Path

from export.papers.chart import BarChart
from export.papers.kinds.area_paper import list_running, make_area_paper, name_owner
from export.papers.paper import PaperTable
from metrics.paper.kinds import Marking
from tests.papers import APPEALS, example_ground
from words.language import Words


def test_the_plans_stand_worst_first_with_their_headlines(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    paper = make_area_paper(ground, Words("da"))
    assert (paper.head.marking, paper.head.institution, paper.head.version) == (Marking.INTERNAL, "", "")
    assert paper.head.mark == "Opdigtede tal"
    (plans,) = paper.sections[1].blocks
    assert isinstance(plans, PaperTable)
    assert [(row[0].text, row[1].text) for row in plans.rows] == [
        ("Styrelsen for Borgertilsyn", "54 af 100 point forventet"),
        ("Registerstyrelsen", "62 af 100 point forventet"),
        ("Ankenævnet for Borgersager", "92 af 100 point forventet"),
    ]
    bars = next(block for block in paper.sections[0].blocks if isinstance(block, BarChart))
    assert [bar.text for bar in bars.bars] == ["54", "62", "92"]


def test_only_plans_that_run_in_the_area_are_in_it(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    assert {one.score.plan.year for one in list_running(ground)} == {2026}
    assert name_owner(APPEALS, ground) == "Ankenævnet for Borgersager"

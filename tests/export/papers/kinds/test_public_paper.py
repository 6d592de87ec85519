"""The public version: what was agreed and what is settled, and neither forecasts nor remarks of the parties' own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from export.papers.kinds.public_paper import make_public_paper
from export.papers.paper import PaperTable, Paragraph
from metrics.paper.kinds import Marking
from metrics.plan.model import Closing
from metrics.status import Status
from tests.export.papers.kinds.test_minister_paper import list_texts
from tests.papers import EXAMPLE, example_ground
from words.language import Words

DA = Words("da")
SETTLED = {Status.MET, Status.PARTLY_MET, Status.NOT_MET, Status.WITHDRAWN}


@pytest.mark.parametrize("plan", EXAMPLE)
def test_a_running_plan_tells_targets_and_no_status_that_is_worked_out_ahead(
    sqlite_filled: Path, plan: str
) -> None:
    ground = example_ground(sqlite_filled, plan)
    paper = make_public_paper(ground, DA)
    assert (paper.head.marking, paper.head.marked) == (Marking.PUBLIC, "Til offentliggørelse")
    (table,) = paper.sections[1].blocks
    assert isinstance(table, PaperTable)
    assert {cell.status for row in table.rows for cell in row} - {None} <= SETTLED
    said = " ".join(list_texts(paper))
    assert not re.search(r"(?i)sandsynlig|prognose|interval|beregnet", said), said
    told = {row[5].text for row in table.rows}
    assert told <= {"", "Endnu ikke opgjort", "Opfyldt", "Delvist opfyldt", "Ikke opfyldt", "Udgået"}
    for decision in ground.facts.decisions.get(plan, ()):
        assert decision.reason not in said
    for note in ground.score.plan.notes:
        assert note not in said


def test_a_settled_plan_tells_its_total_and_the_results_of_the_annual_table(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled, "eksempel-register-2024", date(2025, 3, 15))
    assert ground.annual
    closed = ground.score.plan.model_copy(update={"closed": Closing(on=date(2025, 3, 14))})
    table = replace(ground.annual.table, score=replace(ground.score, plan=closed))
    paper = make_public_paper(replace(ground, annual=replace(ground.annual, table=table)), DA)
    (lead, *_) = paper.sections[0].blocks
    assert isinstance(lead, Paragraph)
    reached = DA.points(ground.annual.table.reached)
    assert lead.text == f"{reached} af 100 point er opnået."
    (goals,) = paper.sections[1].blocks
    assert isinstance(goals, PaperTable)
    slow = next(row for row in goals.rows if row[0].text == "1.4")
    assert [cell.text.replace("\u00a0", " ") for cell in slow[3:6]] == [
        "højst 4,5 dage",
        "4,7 dage (2024)",
        "Ikke opfyldt",
    ]

"""The annual table on paper: the one of the page, in the same words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.reports.paper_reading import add_annual, read_paper_ground
from db.scope import EVERYTHING
from db.session import open_reading
from export.papers.kinds.annual_paper import make_annual_paper
from export.papers.paper import Bullets, PaperHeading, PaperTable, Paragraph
from metrics.access import Role
from metrics.annual.analysis import AnalysisField
from metrics.annual.annual_course import AnnualAct, AnnualActDone
from metrics.errors import InvalidInput
from metrics.paper.ground import PaperGround
from tests.db.annual.test_contract_settlements import PLAN as CONTRACT
from tests.db.annual.test_contract_settlements import SPRING, fill_contract
from tests.fixtures.databases import copy_file
from tests.papers import example_ground
from words.annual.analysis_lines import write_part_facts
from words.annual.annual_lines import write_row, write_total
from words.language import Words

DA = Words("da")


def settled(database: Path) -> PaperGround:
    return example_ground(database, "eksempel-register-2024", date(2025, 3, 15))


def test_part_1_has_every_goal_as_the_page_has_it_and_adds_up(sqlite_filled: Path) -> None:
    ground = settled(sqlite_filled)
    assert ground.annual
    annual = ground.annual.table
    paper = make_annual_paper(ground, DA)
    (table,) = paper.sections[1].blocks
    assert isinstance(table, PaperTable)
    rows = {row[0].text: [cell.text.replace("\u00a0", " ") for cell in row] for row in table.rows}
    assert rows["1.4"][:5] == ["1.4", "Hurtige svar", "12,5", "højst 4,5 dage", "4,7 dage (2024)"]
    assert rows["1.4"][5:] == ["Ikke opfyldt", "0", "4,8 dage", "Opdigtet eksempel", "Se 1.4"]
    for row in annual.rows:
        written = write_row(row, annual, ground.catalogue, DA)
        shown = rows[row.number]
        assert (shown[5], shown[9]) == (written.fulfilment.replace("\u00a0", " "), written.reference)
    assert table.sums_up(6)
    assert table.total is not None
    assert table.total[6].value == annual.reached == ground.score.points.secured
    (lead, *_) = paper.sections[0].blocks
    assert isinstance(lead, Paragraph)
    assert lead.text == write_total(annual, DA)


def test_part_2_has_the_facts_of_the_page_and_what_was_approved(sqlite_filled: Path) -> None:
    ground = settled(sqlite_filled)
    assert ground.annual
    annual = ground.annual.table
    blocks = make_annual_paper(ground, DA).sections[2].blocks
    headings = [block.text for block in blocks if isinstance(block, PaperHeading)]
    assert headings == ["Mål 1.2 Færre fejl i data", "Mål 1.4 Hurtige svar"]
    slow = annual.find_row("1.4")
    assert slow
    facts = [block for block in blocks if isinstance(block, Bullets)][1].items
    assert list(facts[1:]) == write_part_facts(slow, annual, ground.catalogue, DA)
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    assert said == ["Institutionen har ikke skrevet noget om målet."] * 2
    why = replace(ground.annual, texts={"1.4": {AnalysisField.WHY: "Flere henvendelser"}})
    told = make_annual_paper(replace(ground, annual=why), DA).sections[2].blocks
    assert any(
        isinstance(one, Paragraph) and one.text.endswith("som det gjorde? Flere henvendelser") for one in told
    )


def test_who_approved_it_is_told_and_that_nobody_has(sqlite_filled: Path) -> None:
    ground = settled(sqlite_filled)
    (none,) = make_annual_paper(replace(ground, approvals=()), DA).sections[4].blocks
    assert none == Paragraph("Opgørelsen er ikke godkendt endnu.")
    at = datetime(2025, 2, 20, 9, tzinfo=UTC)
    approved = AnnualActDone(AnnualAct.APPROVED, "chef@example.dk", Role.CHIEF, at, "", 1)
    (acts,) = make_annual_paper(replace(ground, approvals=(approved,)), DA).sections[4].blocks
    assert isinstance(acts, Bullets)
    assert "20.02.2025\u00a010.00, chef@example.dk (Institutionschef)" in acts.items[0]


def test_a_year_that_runs_is_told(sqlite_filled: Path) -> None:
    paper = make_annual_paper(example_ground(sqlite_filled), Words("en"))
    said = [
        block.text for section in paper.sections for block in section.blocks if isinstance(block, Paragraph)
    ]
    assert "The plan year ends on 31 December 2026. The figures are provisional." in said


def test_of_a_contract_it_is_of_the_year_asked_for_or_the_last_that_is_over(
    sqlite_template: Path, tmp_path: Path
) -> None:
    url = copy_file(sqlite_template, tmp_path / "contract.db")
    fill_contract(url)
    told = {}
    for year in (2015, None):
        with open_reading(url, sees=EVERYTHING) as db:
            ground = read_paper_ground(db, CONTRACT, SPRING.date(), SPRING, SPRING)
            paper = make_annual_paper(add_annual(db, ground, year=year), Words("da"))
        (table,) = paper.sections[1].blocks
        assert isinstance(table, PaperTable)
        numbers = [row[0].text for row in table.rows if "." in row[0].text]
        (lead, *_) = paper.sections[0].blocks
        assert isinstance(lead, Paragraph)
        told[year] = (paper.head.title, lead.text, numbers[0][:4])
    assert {year: (title[-4:], number) for year, (title, _, number) in told.items()} == {
        2015: ("2015", "2015"),
        None: ("2016", "2016"),
    }
    assert "100 af 100" in told[2015][1].replace("\u00a0", " ")
    assert "100 af 100" not in told[None][1].replace("\u00a0", " ")
    with (
        open_reading(url, sees=EVERYTHING) as db,
        pytest.raises(InvalidInput, match="year_unknown"),
    ):
        add_annual(db, read_paper_ground(db, CONTRACT, SPRING.date(), SPRING, SPRING), year=2030)

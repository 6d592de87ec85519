"""The annual table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from export.papers.kinds.annual_paper import make_annual_paper
from export.papers.paper import Bullets, PaperHeading, PaperTable, Paragraph
from tests.papers import example_ground
from words.language import Words


def test_part_1_has_every_goal_with_what_was_expected_and_achieved_and_refers_to_part_2(
    sqlite_filled: Path,
) -> None:
    ground = example_ground(sqlite_filled, "eksempel-register-2024", date(2025, 3, 15))
    paper = make_annual_paper(ground, Words("da"))
    (table,) = paper.sections[1].blocks
    assert isinstance(table, PaperTable)
    rows = {row[0].text: [cell.text.replace("\u00a0", " ") for cell in row] for row in table.rows}
    assert rows["1.4"] == [
        *(
            "1.4",
            "Hurtige svar",
            "12,5",
            "højst 4,5 dage",
            "4,7 dage (2024)",
            "Ikke opfyldt",
            "0",
            "4,8 dage",
        ),
        *("Opdigtet eksempel", "2.2"),
    ]
    assert table.sums_up(6)
    assert table.total is not None
    assert table.total[6].value == ground.score.points.secured


def test_part_2_has_the_facts_and_leaves_the_reasons_to_the_institution(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled, "eksempel-register-2024", date(2025, 3, 15))
    blocks = make_annual_paper(ground, Words("da")).sections[2].blocks
    assert [b.text for b in blocks if isinstance(b, PaperHeading)] == [
        "2.1 Mål 1.2 Færre fejl i data",
        "2.2 Mål 1.4 Hurtige svar",
    ]
    facts = [b for b in blocks if isinstance(b, Bullets)][1].items
    assert facts[0] == "12,5 af 12,5 point er tabt."
    assert facts[-1].replace("\u00a0", " ") == "1.4.1: resultatet er 0,2 dage over måltallet."
    assert blocks[2] == blocks[5]


def test_a_year_that_runs_and_a_plan_that_was_changed_are_told(sqlite_filled: Path) -> None:
    paper = make_annual_paper(example_ground(sqlite_filled), Words("en"))
    said = [
        block.text for section in paper.sections for block in section.blocks if isinstance(block, Paragraph)
    ]
    assert "The plan year ends on 31 December 2026. The figures are provisional." in said
    assert "No goal has been settled as missed or met in part only." in said
    assert any(isinstance(block, PaperTable) for block in paper.sections[3].blocks)

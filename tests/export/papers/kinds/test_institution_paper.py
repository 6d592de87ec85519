"""An institution over the years as a paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from export.papers.chart import BarChart
from export.papers.kinds.institution_paper import make_institution_paper, make_year_bar
from metrics.whatif.year_totals import find_year_totals
from tests.papers import example_ground
from words.language import Words

DA = Words("da")


def test_the_years_are_those_of_the_page_with_what_was_decided_and_what_is_expected(
    sqlite_filled: Path,
) -> None:
    paper = make_institution_paper(example_ground(sqlite_filled), DA)
    assert paper.head.title == "Ankenævnet for Borgersager"
    (years,) = (block for block in paper.sections[1].blocks if isinstance(block, BarChart))
    assert [(bar.name, bar.text, bar.note) for bar in years.bars] == [
        ("2023", "83,3", ""),
        ("2024", "66,7", "besluttet 83,3"),
        ("2025", "100", ""),
        ("2026", "92", "forventet 67–100"),
    ]


def test_points_that_are_missing_are_not_zero(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled, day=date(2027, 1, 20))
    (total,) = find_year_totals([ground.score], ground.catalogue)
    bar = make_year_bar(total, DA)
    assert (bar.text, bar.note.startswith("mangler endelig opgørelse")) == ("–", True)


def test_a_paper_in_english_has_the_plans_and_the_decisions(sqlite_filled: Path) -> None:
    paper = make_institution_paper(example_ground(sqlite_filled), Words("en"))
    assert [section.title for section in paper.sections][-2:] == ["Plans", "Decisions"]

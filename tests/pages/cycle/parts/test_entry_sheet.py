"""A line beside its fields: what it is seen beside, and what it does to the tests that read it."""

from __future__ import annotations

from pages.cycle.parts import entry_sheet
from tests.pages.cycle.filling import GOAL, MILESTONE, SHARE, STOCK, read_draft, write_as_colleague
from words.language import Words

DANISH = Words("da")


def test_a_figure_is_seen_beside_last_years_the_latest_four_and_its_target(database: str) -> None:
    report = read_draft()
    line = next(line for line in report.lines if line.key == SHARE)
    drawn = str(entry_sheet.draw_beside(line, report, DANISH))
    assert "<b>89,2</b> → 89,2 · 86,1 · 88,4 · 86,2" in drawn
    assert "Måltal: mindst 87 pct." in drawn.replace("\u00a0", " ")


def test_a_missed_target_has_another_mark_than_a_met_one(database: str) -> None:
    drawn = []
    for value in ("139", "141"):
        write_as_colleague(STOCK, "value", value)
        report = read_draft()
        line = next(line for line in report.lines if line.key == STOCK)
        drawn.append(str(entry_sheet.draw_effects(line, report, DANISH)))
    assert ["m-at-risk" in one or "m-not-met" in one for one in drawn] == [False, True]
    assert "højst 140" in drawn[0]


def test_a_milestone_and_a_goal_name_the_same_word_in_their_own_way(database: str) -> None:
    lines = {line.key: line for line in read_draft().lines}
    said = [entry_sheet.name_said(lines[key], "expected_met", DANISH) for key in (MILESTONE, GOAL)]
    assert said == ["Forventes gennemført", "Opfyldes"]
    assert entry_sheet.name_said(lines[GOAL], "i nogen grad", DANISH) == "i nogen grad"

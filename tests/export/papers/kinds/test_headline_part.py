"""What a paper about a plan begins with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from export.papers.chart import BarChart
from export.papers.kinds.headline_part import (
    make_figure,
    make_headline_blocks,
    make_plan_bar,
    make_points_bar,
    write_no_total,
    write_since,
)
from export.papers.paper import KeyFigure, Paragraph
from tests.papers import APPEALS, example_ground
from words.language import Words

DA = Words("da")


def test_the_figure_and_its_bar_are_those_of_the_page(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled)
    found = ground.find_headline_of(APPEALS)
    figure = make_figure(found, write_since(ground, DA), DA)
    assert (figure.figure, figure.of_what) == ("92", "af 100 point forventet")
    assert any("siden seneste kvartalsrapport (14.10.2026)" in line for line in figure.lines)
    bar = make_points_bar(found, DA)
    assert bar.alt.startswith("Af 100 point er 0 opnået, 100 udestår, og 0 er tabt.")
    assert make_plan_bar(found, "Nævnet", DA).text == "92"


def test_the_original_plan_and_the_settlement_are_told_below(sqlite_filled: Path) -> None:
    blocks = list(make_headline_blocks(example_ground(sqlite_filled), DA))
    assert [type(one) for one in blocks[:3]] == [KeyFigure, BarChart, Paragraph]
    assert blocks[2] == Paragraph("Efter den oprindelige plan: 0 opnået, 100 udestår, 0 tabt.")


def test_a_plan_without_a_total_says_so(sqlite_filled: Path) -> None:
    ground = example_ground(sqlite_filled, "cpr-2017", date(2017, 6, 30))
    assert write_no_total(ground.score, DA) == "Planen har ingen samlet opgørelse."

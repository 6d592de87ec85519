"""Sparklines leave gaps where there is nothing, and are told in words."""

from __future__ import annotations

import re
from fractions import Fraction

from pages.ui.draw.sparkline import SparkPoint, draw_sparkline
from tests.pages.drawing import DA, Reader, drawings, plain

YEARS = [
    SparkPoint("2015", Fraction(789, 10), (95,)),
    SparkPoint("2016", Fraction(758, 10), (90,), provisional=True),
    SparkPoint("2017", None, (90,)),
    SparkPoint("2018"),
    SparkPoint("2019", 91),
]


def test_a_sparkline_is_told_in_words() -> None:
    said = str(Reader(draw_sparkline(YEARS, DA, unit="percent", decimals=1)).values("aria-label")[0])
    assert said.replace("\u00a0", " ").split("; ") == [
        "2015: 78,9 pct., måltal 95,0 pct.",
        "2016: 75,8 pct. (foreløbigt), måltal 90,0 pct.",
        "2017: måltal 90,0 pct., intet resultat",
        "2019: 91,0 pct.",
    ]


def test_a_sparkline_leaves_gaps_where_there_is_nothing() -> None:
    target, results = drawings(draw_sparkline(YEARS, DA, unit="percent"))
    steps, line = (next(node for node in d.iter() if "stroke" in node.attrib) for d in (target, results))
    assert steps.attrib["d"].count("M") == 1
    assert steps.attrib["d"].count("V") == 2
    assert line.attrib["d"].count("M") == 2


def test_a_tolerance_has_a_step_on_either_side() -> None:
    html = draw_sparkline(
        [SparkPoint("2025", 1, (-2, 2)), SparkPoint("2026", -3, (-2, 2))], DA, unit="percent"
    )
    target, _ = drawings(html)
    steps = [node.attrib["d"] for node in target.iter() if "stroke" in node.attrib]
    levels = [re.findall(r"M[\d.]+ ([\d.]+)H", one) for one in steps]
    assert levels == [["20.0"], ["4.0"]]
    assert "måltal mellem −2 og 2 pct." in plain(str(Reader(html).values("aria-label")[0]))


def test_a_sparkline_has_no_line_to_what_is_counted_in_another_way_and_says_so() -> None:
    html = draw_sparkline(
        [SparkPoint("2025", 5), SparkPoint("2026", 6, parted=True)], DA, unit="count", decimals=0
    )
    (results,) = drawings(html)
    line = next(node for node in results.iter() if "stroke" in node.attrib)
    assert (line.attrib["d"].count("M"), line.attrib["d"].count("L")) == (2, 0)
    assert Reader(html).values("aria-label") == ["2025: 5; 2026: 6 (ny definition)"]


def test_a_sparkline_without_anything_says_so() -> None:
    assert Reader(draw_sparkline([SparkPoint("2026")], DA, unit="count")).text == "Ingen resultater endnu."


def test_equal_values_are_drawn_in_the_middle() -> None:
    (results,) = drawings(draw_sparkline([SparkPoint("2025", 5), SparkPoint("2026", 5)], DA, unit="count"))
    assert {node.attrib["cy"] for node in results.iter() if "cy" in node.attrib} == {"14.0"}

"""The guide's points and pages, as its own table of contents has them."""

from __future__ import annotations

from metrics.score.plan_check.guide import PAGES, SOURCES, GuidePoint


def test_each_point_stands_on_its_page_and_what_is_ours_on_none() -> None:
    assert [PAGES[point] for point in GuidePoint] == ["4", "5", "6", "7", "8-9", "10", "11", "", ""]
    assert SOURCES["never_met"].page == ""
    assert SOURCES["unsigned"].page == "11"

"""What a test reads so far, as the institution and the department both see it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from metrics.score.scoring import CriterionScore
from metrics.status import Status
from pages.cycle.parts.reading_sheet import draw_reading
from tests.pages.cycle.filling import STOCK, read_draft, write_as_colleague
from tests.pages.drawing import DA, plain


def read(number: str) -> CriterionScore:
    score = read_draft().check.after
    return next(leaf for goal in score.goals for leaf in goal.leaves() if leaf.criterion.number == number)


@pytest.mark.parametrize(("value", "mark"), [("140", "m-on-track"), ("141", "m-at-risk")])
def test_a_reading_is_marked_by_its_target_alone(database: str, value: str, mark: str) -> None:
    write_as_colleague(STOCK, "value", value)
    report = read_draft()
    number = next(line for line in report.lines if line.key == STOCK).criteria[0]
    leaf = replace(read(number), status=Status.AT_RISK)
    drawn = draw_reading(leaf, report.plan, report.catalogue, DA, several=False)
    assert mark in drawn
    assert plain(drawn) == f"{value} (højst 140)"
    told = draw_reading(leaf, report.plan, report.catalogue, DA, several=True)
    assert plain(told) == f"{number}: {value} (højst 140)"
    assert "m-not-met" in draw_reading(
        replace(leaf, status=Status.NOT_MET), report.plan, report.catalogue, DA, several=False
    )


def test_what_reads_nothing_is_not_drawn(database: str) -> None:
    report = read_draft()
    leaf = replace(read("2.1.3"), status=Status.NOT_DUE)
    assert draw_reading(leaf, report.plan, report.catalogue, DA, several=False) == ""

"""A goal's weightiest reason stands in a line, and the others fold out."""

from __future__ import annotations

from datetime import date

from metrics.followup.concerns import Concern
from metrics.followup.outlook import find_outlook
from metrics.followup.thresholds import USUAL
from pages.outlook.parts.reasons import draw_reasons
from tests.factories import catalogue, facts, goal, milestone, plan
from tests.pages.drawing import DA, Reader, plain

PLAN = plan(goal("2", milestone("2.1"), milestone("2.2", due=date(2017, 7, 20))))


def concern(count: int) -> Concern:
    seen = find_outlook(PLAN, facts(as_of=date(2017, 7, 15)), catalogue(), USUAL)
    return Concern(seen, seen.score.goal("2"), seen.risks("2")[:count])


def test_a_single_reason_stands_alone() -> None:
    html = draw_reasons(concern(1), DA)
    assert plain(html) == "2.1 2.1: Ikke indberettet, 15 dage over fristen"
    assert "details" not in Reader(html).tags


def test_further_reasons_are_counted_and_fold_out() -> None:
    html = draw_reasons(concern(2), DA, "Institutionen")
    assert plain(html).startswith(
        "Institutionen · 2.1 2.1: Ikke indberettet, 15 dage over fristen og 1 grund mere "
    )
    assert Reader(html).tags.count("li") == 1

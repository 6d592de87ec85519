"""The yearly targets of a development plan as HTML."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from metrics.direction.target_years import find_aimed_at, find_target_years
from metrics.direction.yearly_target import YearlyTarget
from metrics.plan.formula import Step
from metrics.plan.terms import Over
from pages.status.parts.direction import target_sheet
from tests.directions import direction
from tests.factories import catalogue, compared, facts, goal, number, plan, quarterly, reads, result
from tests.pages.drawing import DA, HOSTILE, plain, row, writer

KNOWN = catalogue(quarterly())
POOLED = reads(over=Over.POOLED)
STEPS = (
    Step(year=2023, number=Decimal(90)),
    Step(year=2024, number=Decimal(91), note="Set in June"),
    Step(year=2025, number=Decimal(92), provisional=True),
)
TARGET = YearlyTarget(
    number="A", title=f"In time {HOSTILE}", section="2", value=POOLED, by_year=STEPS, note="Ours"
)
CONTRACT = direction(targets=(TARGET,), focus_areas=()).bare
TOLD = facts(
    *(result(f"2023Q{n}", of=(top, 100)) for n, top in enumerate((88, 92, 90, 89), 1)),
    result("2024Q1", of=(95, 100)),
    as_of=date(2024, 8, 1),
)
YEARLY = plan(
    goal("1", compared("1.1", POOLED, target=number(89))), start=date(2024, 1, 1), end=date(2024, 12, 31)
)


def test_each_year_has_its_target_its_result_and_the_goal_for_the_same_with_its_difference() -> None:
    years = find_target_years(CONTRACT, [YEARLY], TOLD, KNOWN)
    html = target_sheet.draw_target_years(CONTRACT, years, TARGET.name, writer(KNOWN))
    # (88 + 92 + 90 + 89) / 400 = 89.75, shown so that it is not taken for 90.
    assert row(html, "2023") == "2023 mindst 90 pct. 89,8 pct. Ikke opfyldt intet årligt mål"
    assert row(html, "2024") == (
        "2024 mindst 91 pct. Set in June 95,0 pct. (foreløbigt) Endnu ikke opgjort 1 1, Plan"
        " Den årlige plan har et andet måltal: mindst 89 pct."
    )
    assert row(html, "2025") == "2025 [mindst 92 pct.] intet resultat Endnu ikke opgjort intet årligt mål"
    assert "<script>" not in html
    assert plain(target_sheet.draw_target_title(TARGET, DA)).endswith("Ours afsnit 2")


def test_a_goal_tells_what_the_contract_asks_for_in_its_year() -> None:
    found = find_aimed_at([CONTRACT], YEARLY, "1", TOLD, KNOWN)
    html = target_sheet.draw_targets_of_goal(found, writer(KNOWN))
    assert plain(html).endswith(
        "mindst 91 pct. i 2024 ( Plan 2023-2025 ). Den årlige plan har et andet måltal"
    )
    assert target_sheet.draw_targets_of_goal([], writer(KNOWN)) == ""

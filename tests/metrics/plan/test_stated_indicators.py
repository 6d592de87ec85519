"""What a plan's file says of series that are known: a correction of what only drafts use, or a contradiction."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from metrics.plan.catalogue import Catalogue
from metrics.plan.indicator_history import IndicatorChange, IndicatorHistory
from metrics.plan.model import Indicator, Plan, PlanFile
from metrics.plan.stated_indicators import (
    StatedIndicators,
    compare_indicators,
    refuse_corrections,
    update_indicators,
)
from metrics.plan.terms import FIRST_DAY, Stage, Unit
from tests.factories import compared, goal, indicator, plan

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = indicator(definition="As it was")
KEY = (FIRST.institution, FIRST.id)
READING = plan(goal("1", compared()))
DRAFT = plan(goal("1", compared()), stage=Stage.DRAFT)


def stating(one: Indicator, **changes: Any) -> PlanFile:
    """The file of a plan for 2018 that defines its series so."""
    year: dict[str, Any] = {"id": "plan-2018", "start": date(2018, 1, 1), "end": date(2018, 12, 31)}
    made = plan(goal("1", compared()), **{**year, **changes})
    fields = {field: getattr(made, field) for field in Plan.model_fields}
    return PlanFile.model_construct(**fields, institutions=(), indicators=(one,), observations=())


def known(*changes: IndicatorChange) -> Catalogue:
    return Catalogue({}, {KEY: FIRST}, {}, {KEY: IndicatorHistory(FIRST, changes)} if changes else {})


def differing(**said: Any) -> Indicator:
    return FIRST.model_copy(update=said)


def test_what_is_so_on_the_first_day_is_neither_a_correction_nor_a_problem() -> None:
    renamed = known(IndicatorChange(*KEY, date(2018, 1, 1), MOMENT, "R", name="New"))
    assert compare_indicators(stating(FIRST), known(), [READING], (), MOMENT) == StatedIndicators()
    assert compare_indicators(stating(differing(name="New")), renamed, [READING], (), MOMENT) == (
        StatedIndicators()
    )
    assert compare_indicators(stating(FIRST), Catalogue({}, {}), [READING], (), MOMENT) == StatedIndicators()
    stale = compare_indicators(stating(FIRST), renamed, [READING], (), MOMENT)
    assert [(p.code, p.params["recorded"]) for p in stale.problems] == [("indicator_named_otherwise", "New")]


def test_what_a_signed_plan_reads_stays_and_every_difference_is_told() -> None:
    given = differing(name="New", definition=None, unit=Unit.COUNT, decimals=3)
    found = compare_indicators(stating(given), known(), [READING], (), MOMENT)
    assert found.corrections == ()
    assert [(p.code, p.place) for p in found.problems] == [
        ("indicator_named_otherwise", f"indicators[{FIRST.id}].name"),
        ("definition_differs", f"indicators[{FIRST.id}].unit"),
        ("definition_differs", f"indicators[{FIRST.id}].decimals"),
        ("indicator_defined_otherwise", f"indicators[{FIRST.id}].definition"),
    ]
    assert found.problems[0].params == {
        "recorded": FIRST.name,
        "given": "New",
        "key": FIRST.id,
        "institution": FIRST.institution,
    }
    assert found.problems[2].params == {"recorded": FIRST.decimals, "given": 3}


def test_what_only_drafts_use_is_corrected_for_all_time() -> None:
    given = differing(name="New", definition=None, unit=Unit.COUNT)
    found = compare_indicators(stating(given), known(), [DRAFT], (), MOMENT)
    assert found == StatedIndicators(
        (IndicatorChange(*KEY, FIRST_DAY, MOMENT, "Plan", name="New", definition="", unit="count"),)
    )
    assert IndicatorHistory(FIRST, found.corrections).on(date(2018, 1, 1)) == given


def test_what_has_been_reported_on_is_not_only_of_drafts() -> None:
    found = compare_indicators(stating(differing(decimals=3)), known(), [DRAFT], {KEY}, MOMENT)
    assert [p.code for p in found.problems] == ["definition_differs"]


def test_corrections_that_may_not_be_made_are_problems() -> None:
    file = stating(differing(decimals=3, name="New"))
    found = compare_indicators(file, known(), [DRAFT], (), MOMENT)
    assert [p.code for p in refuse_corrections(file, known(), found.corrections)] == [
        "indicator_named_otherwise",
        "definition_differs",
    ]


def test_a_plan_made_from_another_year_has_the_names_of_its_own() -> None:
    renamed = known(IndicatorChange(*KEY, date(2018, 1, 1), MOMENT, "R", name="New"))
    before = {"start": date(2017, 1, 1), "end": date(2017, 12, 31)}
    assert update_indicators(stating(FIRST), renamed).indicators == (differing(name="New"),)
    assert update_indicators(stating(differing(name="New"), **before), renamed).indicators == (FIRST,)
    never = stating(differing(name="Never"))
    assert update_indicators(never, renamed) == never
    assert update_indicators(stating(FIRST), known()) == stating(FIRST)

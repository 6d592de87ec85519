"""The check of a plan against the guide: what each rule says, and where it falls silent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from metrics.plan.criteria import Criterion, Within
from metrics.plan.formula import Median, Step
from metrics.plan.formula import Path as Targets
from metrics.plan.model import Reporting
from metrics.plan.terms import GoalKind, Party, Precision, Unit
from metrics.score.plan_check.advice import RULES, find_advice
from metrics.score.plan_check.finding import FindingFigure
from metrics.score.plan_check.guide import SOURCES, GuidePoint
from tests.checked_plans import DEFINED, found, goals, good, measured, of, signed
from tests.factories import (
    assessed,
    broken,
    catalogue,
    compared,
    facts,
    goal,
    indicator,
    milestone,
    number,
    path,
    reads,
    result,
    within,
)

GUIDE = (Path(__file__).resolve().parents[4] / "docs" / "planguide.md").read_text(encoding="utf-8")


def test_of_a_good_plan_nothing_is_said() -> None:
    assert found(good()) == []


# --- The whole plan -----------------------------------------------------------------------------------------------


def test_a_withdrawn_goal_is_not_counted() -> None:
    gone = goal("9", compared("9.1"), withdrawn=date(2017, 5, 1), kind=None)
    assert of("goal_count", good(*goals(4), gone)) == [("", {"count": 4})]
    assert of("kind_missing", good(*goals(4, kind=GoalKind.POLICY), gone)) == []


def test_every_goal_says_what_kind_it_is() -> None:
    first, second, *rest = goals(5, kind=GoalKind.POLICY)
    bare = [g.model_copy(update={"kind": None}) for g in (first, second)]
    assert of("kind_missing", good(*bare, *rest)) == [("", {"goals": ["1", "2"]})]
    assert of("kind_missing", good(first, second, *rest)) == []


def test_a_plan_without_a_strategic_picture() -> None:
    assert of("no_strategic_picture", good(strategic_picture=None)) == [("", {})]


def test_a_plan_that_nobody_signed_is_not_called_late() -> None:
    nobody = good(signatures=())
    assert of("signed_late", nobody) == []
    assert of("unsigned", nobody) == [("", {"parties": [Party.DEPARTMENT, Party.INSTITUTION]})]


def test_both_parties_sign() -> None:
    alone = signed(("institution", date(2016, 12, 1)))
    assert of("unsigned", good(signatures=alone)) == [("", {"parties": [Party.DEPARTMENT]})]


@pytest.mark.parametrize(("quarters", "fires"), [((), True), ((4,), True), ((2, 4), False)])
def test_follow_up_more_than_once_a_year(quarters: tuple[int, ...], fires: bool) -> None:
    assert of("rare_follow_up", good(reporting=Reporting(quarters=quarters))) == [("", {})] * fires


LAST = date(2017, 12, 31)


@pytest.mark.parametrize(
    ("due", "fires"),
    [
        ([LAST, LAST], True),
        ([LAST, date(2018, 1, 31)], True),
        ([LAST, date(2017, 12, 30)], False),
        ([LAST], False),
    ],
)
def test_milestones_are_not_all_kept_for_the_last_day(due: list[date], fires: bool) -> None:
    steps = [milestone(f"1.{n}", day) for n, day in enumerate(due, 1)]
    assert of("all_due_at_end", good(goal("1", *steps))) == [("", {"count": len(due)})] * fires


# --- A goal -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [GoalKind.POLICY, GoalKind.INTERNAL, None])
def test_only_of_operational_goals_figures_are_expected(kind: GoalKind | None) -> None:
    assert of("operational_not_measured", good(goal("1", assessed("1.1"), kind=kind))) == []


def test_an_operational_goal_that_is_only_judged_has_no_figures_and_a_project_is_no_operation() -> None:
    judged = goal("1", assessed("1.1"), assessed("1.2"), kind=GoalKind.OPERATIONAL)
    assert of("operational_not_measured", good(judged)) == [("1", {})]
    project = goal("1", milestone("1.1"), assessed("1.2"), kind=GoalKind.OPERATIONAL)
    assert of("operational_not_measured", good(project)) == []
    one = goal("1", milestone("1.1"), within("1.2"), kind=GoalKind.OPERATIONAL)
    assert of("operational_not_measured", good(one)) == []


# --- A measured criterion -----------------------------------------------------------------------------------------


def test_an_indicator_without_a_definition() -> None:
    bare = (indicator(name="Share of cases"),)
    assert of("no_definition", measured(compared()), indicators=bare) == [
        ("1.1", {"indicators": ["Share of cases"]})
    ]


@pytest.mark.parametrize(
    ("year", "fires"), [("2016", False), ("2014", False), ("2013", True), ("2017", True)]
)
def test_a_result_of_the_three_years_before_is_a_baseline(year: str, fires: bool) -> None:
    expected = [("1.1", {"indicator": "share", "years": 3})] * fires
    assert of("no_baseline", measured(compared()), result(year, 80)) == expected
    assert of("no_baseline", measured(within()), result(year, 80)) == expected


def test_a_result_that_is_only_about_right_is_a_baseline_but_reaches_no_target() -> None:
    about = result("2016", 95, precision=Precision.ABOUT)
    assert of("no_baseline", measured(compared()), about) == []
    assert of("target_reached", measured(compared()), about) == []


@pytest.mark.parametrize(
    ("on", "heeded"), [(date(2017, 1, 1), False), (date(2016, 1, 1), True), (date(2017, 7, 1), True)]
)
def test_a_result_or_target_of_another_definition_is_nothing_to_be_held_against(
    on: date, heeded: bool
) -> None:
    """80 was reached and 85 asked for in 2016; a new definition within the plan year came after the target."""
    lowered = measured(compared(target=path(y2016="85", y2017="75")))
    known = facts(result("2016", 80), broken(on))
    rules = {finding.rule for finding in find_advice(lowered, known, catalogue(DEFINED))}
    assert rules & {"target_reached", "target_lowered"} == (
        {"target_reached", "target_lowered"} if heeded else set()
    )
    assert "no_baseline" not in rules


def test_of_a_stock_on_a_named_day_the_year_before_is_not_known() -> None:
    stock = measured(compared(value=reads(period="2017-12-31"), operator="<="))
    after = result("2017-12-31", 50)
    assert of("no_baseline", stock, after) == of("target_reached", stock, after) == []


@pytest.mark.parametrize(
    ("operator", "last", "fires"),
    [
        (">=", "90", True),
        (">=", "89.9", False),
        (">", "90", False),
        (">", "90.1", True),
        ("<=", "90", True),
        ("<=", "90.1", False),
        ("<", "90", False),
        ("<", "89.9", True),
        ("=", "90", False),
    ],
)
def test_a_target_that_the_last_result_reaches_already(operator: str, last: str, fires: bool) -> None:
    shown = {
        "target": FindingFigure(Fraction(90), Unit.PERCENT),
        "year": 2016,
        "result": FindingFigure(Fraction(last), Unit.PERCENT, 1),
    }
    reached = of("target_reached", measured(compared(operator=operator)), result("2016", last))
    assert reached == [("1.1", shown)] * fires


def test_the_newest_earlier_result_counts_and_those_of_the_plan_year_do_not() -> None:
    said = (result("2015", 95), result("2016", 80), result("2017", 99))
    assert of("target_reached", measured(compared()), *said) == []


@pytest.mark.parametrize(("operator", "target"), [(">=", 100), ("<=", 0)])
def test_a_target_that_could_not_be_better_is_not_too_easy(operator: str, target: int) -> None:
    best = compared(operator=operator, target=number(target))
    assert of("target_reached", measured(best), result("2016", target)) == []


def test_a_tolerance_that_was_kept_last_year_is_no_lack_of_ambition() -> None:
    assert of("target_reached", measured(within(tolerance="2")), result("2016", 1)) == []


def test_a_target_known_only_in_the_plan_year_is_not_judged_with_hindsight() -> None:
    peer = indicator("peer", definition="-")
    moving = measured(compared(operator="<=", target=reads("peer")))
    said = (result("2016", 8), result("2017", 9, key="peer"))
    assert of("target_reached", moving, *said, indicators=(DEFINED, peer)) == []
    before = measured(compared(operator="<=", target=reads("peer", offset=-1)))
    earlier = (result("2016", 8), result("2016", 9, key="peer"))
    assert len(of("target_reached", before, *earlier, indicators=(DEFINED, peer))) == 1


@pytest.mark.parametrize(
    ("operator", "before", "now", "fires"),
    [
        (">=", "95", "90", True),
        (">=", "90", "90", False),
        (">=", "85", "90", False),
        ("<=", "8", "9", True),
        ("<=", "9", "8", False),
        ("=", "9", "8", False),
    ],
)
def test_a_target_easier_than_the_year_before(operator: str, before: str, now: str, fires: bool) -> None:
    steps = compared(operator=operator, target=path(y2016=before, y2017=now))
    shown = {
        "target": FindingFigure(Fraction(now), Unit.PERCENT),
        "before": FindingFigure(Fraction(before), Unit.PERCENT),
    }
    assert of("target_lowered", measured(steps)) == [("1.1", shown)] * fires


def test_a_wider_tolerance_is_an_easier_target() -> None:
    wider = Within(value=reads(), tolerance=path(y2016="1", y2017="2"))
    assert len(of("target_lowered", measured(Criterion(number="1.1", title="-", within=wider)))) == 1


@pytest.mark.parametrize(("year", "fires"), [(2017, True), (2018, False)])
def test_only_the_plan_years_own_target_must_be_final(year: int, fires: bool) -> None:
    steps = tuple(Step(year=y, number=Decimal(90), provisional=y == year) for y in (2017, 2018))
    provisional = measured(compared(target=Targets(by_year=steps)))
    assert of("provisional_target", provisional) == [("1.1", {"year": 2017})] * fires


def test_a_provisional_target_inside_a_test_is_told_too() -> None:
    bracketed = Targets(by_year=(Step(year=2017, number=Decimal(80), provisional=True),))
    assert of("provisional_target", measured(compared(target=Median(median_of=(bracketed,))))) == [
        ("1.1", {"year": 2017})
    ]


# --- All rules ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_explained_in_the_guide_with_its_reason_and_its_place(rule: str) -> None:
    (row,) = [line for line in GUIDE.splitlines() if line.startswith(f"| `{rule}` |")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert len(cells) == 5
    assert all(cells)
    source, severity = SOURCES[rule], {"important": "væsentlig", "consider": "overvej", "note": "note"}
    assert cells[1] == severity[source.severity]
    outside = {GuidePoint.OURS: "erfaring", GuidePoint.DOCUMENT: "gennemlæsningen"}
    assert cells[4].endswith(outside.get(source.point, f"s. {source.page}"))


def test_every_rule_has_its_point_of_the_guide_and_its_weight() -> None:
    assert set(SOURCES) == set(RULES)


def test_the_plan_comes_first_and_then_its_goals_in_their_order() -> None:
    bare = [goal("2", assessed("2.1"), kind=GoalKind.OPERATIONAL), goal("1", compared("1.1"))]
    places = [f.place for f in found(good(*bare), result("2010", 1))]
    assert places == ["", "", "2", "1.1"]

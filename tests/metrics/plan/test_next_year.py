"""Next year's draft from a plan: what is carried over, what is left behind, and that every copy is a plan."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given

from db.example.fiction import make_example
from db.plans import plan_file
from metrics.plan.criteria import Compare, Criterion, GradePoint, Grading
from metrics.plan.formula import Constant, Median, Quantity, Reading, Step
from metrics.plan.formula import Path as TargetPath
from metrics.plan.model import (
    Amendment,
    Closing,
    DocumentResult,
    Goal,
    Plan,
    PlanFile,
    Reporting,
    Scoring,
    Signature,
    Suspension,
)
from metrics.plan.next_year import draft_next_year, raise_years
from metrics.plan.pay_rule import Pay, PayPlan
from metrics.plan.terms import Operator, Party, Stage, Weights
from tests import factories as make
from tests.plans import plan_files

SOURCES = Path(plan_file.__file__).parents[1] / "sources"
EVERY = [
    *(plan_file.read_plan(path) for path in sorted(SOURCES.glob("*.toml"))),
    *make_example().plans,
    *make_example().later_versions,
]
SIGNED = Signature(party=Party.DEPARTMENT, organisation="Ministry", role="Secretary", on=date(2016, 12, 1))


def file_of(plan: Plan, *observations: DocumentResult) -> PlanFile:
    """A plan with the definitions that the factories' plans refer to."""
    known = make.catalogue()
    return PlanFile(
        **{name: getattr(plan, name) for name in Plan.model_fields},
        institutions=tuple(known.institutions.values()),
        indicators=tuple(known.indicators.values()),
        observations=observations,
    )


def asking(target: Quantity, value: Quantity | None = None) -> Goal:
    """A goal that compares the default indicator with a target."""
    test = Compare(
        value=value or Reading(indicator=make.INDICATOR), operator=Operator.AT_LEAST, target=target
    )
    return make.goal("1", Criterion(number="1.1", title="x", compare=test))


def copied(target: Quantity, value: Quantity | None = None) -> Compare:
    """The same test in next year's draft."""
    (criterion,) = draft_next_year(file_of(make.plan(asking(target, value)))).goals[0].criteria
    assert criterion.compare is not None
    return criterion.compare


@pytest.mark.parametrize("plan", EVERY, ids=lambda plan: f"{plan.id} {len(plan.amendments)}")
def test_the_copy_of_every_plan_at_hand_is_a_plan(plan: PlanFile) -> None:
    copy = draft_next_year(plan)
    assert plan_file.parse_plan(plan_file.dump_plan(copy)).plan == copy.plan
    assert copy.year == plan.year + 1
    assert copy.life is Stage.DRAFT


@given(plan_files())
def test_the_copy_of_any_plan_is_a_plan(plan: PlanFile) -> None:
    assume(any(goal.scored and goal.withdrawn is None for goal in plan.goals))
    copy = draft_next_year(plan)
    assert plan_file.parse_plan(plan_file.dump_plan(copy)).plan == copy.plan


@given(plan_files())
def test_a_copy_has_every_goal_that_is_not_withdrawn_and_nothing_that_happened(plan: PlanFile) -> None:
    copy = draft_next_year(plan)
    assert [g.number for g in copy.goals] == [g.number for g in plan.goals if g.withdrawn is None]
    assert copy.life is Stage.DRAFT
    assert (copy.signatures, copy.observations) == ((), ())


def test_signatures_amendments_suspension_closing_and_results_are_left_behind() -> None:
    signed = Amendment(on=date(2017, 6, 1), reason="x", signatures=(SIGNED,))
    plan = make.plan(
        signatures=(SIGNED,),
        amendments=(signed,),
        suspended=Suspension(since=date(2017, 7, 1), reason="x"),
        closed=Closing(on=date(2018, 3, 1)),
    )
    seen = DocumentResult(indicator=make.INDICATOR, institution=make.OWNER, period="2016", value=Decimal(90))
    copy = draft_next_year(file_of(plan, seen))
    assert copy.life is Stage.DRAFT
    assert (copy.signatures, copy.observations) == ((), ())


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("cpr-2017", "cpr-2018"),
        ("Resultatplan 2017", "Resultatplan 2018"),
        ("Plan 2017 efter lov nr. 2016 af 2012", "Plan 2018 efter lov nr. 2016 af 2012"),
        ("12017", "12017"),
        ("Plan", "Plan"),
    ],
)
def test_the_year_of_the_plan_is_raised_and_no_other(text: str, later: str) -> None:
    assert raise_years(text, date(2017, 1, 1), date(2017, 12, 31)) == later


@pytest.mark.parametrize(
    ("text", "later"),
    [("Plan 2017/18", "Plan 2018/19"), ("2017 og 2018", "2018 og 2019"), ("plan-2017-08", "plan-2018-08")],
)
def test_a_plan_year_over_new_year_has_both_its_years_raised(text: str, later: str) -> None:
    assert raise_years(text, date(2017, 8, 1), date(2018, 7, 31)) == later


def test_an_id_without_a_year_gets_one() -> None:
    assert draft_next_year(file_of(make.plan(id="plan"))).id == "plan-2018"
    assert len(draft_next_year(file_of(make.plan(id="p" * 80))).id) == 80


def test_a_plan_year_that_ends_with_february_still_does() -> None:
    copy = draft_next_year(file_of(make.plan(start=date(2022, 3, 1), end=date(2023, 2, 28))))
    assert (copy.start, copy.end) == (date(2023, 3, 1), date(2024, 2, 29))


def test_a_provisional_target_for_the_coming_year_is_the_draft_s() -> None:
    path = TargetPath(
        by_year=(
            Step(year=2017, number=Decimal(90)),
            Step(year=2018, number=Decimal(92), provisional=True, note="x"),
        )
    )
    assert copied(path).target == path


def test_without_one_the_last_target_is_carried_over_as_provisional() -> None:
    path = TargetPath(
        by_year=(
            Step(year=2016, number=Decimal(88)),
            Step(year=2017, number=Decimal("90.50"), note="x"),
            Step(year=2019, number=Decimal(95)),
        )
    )
    carried = Step(year=2018, number=Decimal("90.50"), provisional=True)
    assert copied(path).target == TargetPath(by_year=(*path.by_year[:2], carried, path.by_year[2]))


def test_a_target_path_within_a_median_goes_on_too() -> None:
    path = TargetPath(by_year=(Step(year=2017, number=Decimal(90)),))
    target = copied(Median(median_of=(path, Constant(number=Decimal(1))))).target
    assert isinstance(target, Median)
    assert isinstance(target.median_of[0], TargetPath)
    assert target.median_of[0].step(2018) == Step(year=2018, number=Decimal(90), provisional=True)


def test_what_is_measured_in_a_named_period_is_measured_a_year_on_and_a_fixed_baseline_stays() -> None:
    value = Reading(indicator=make.INDICATOR, period="2017-08/2017-10")
    baseline = Reading(indicator=make.INDICATOR, year=2016, factor=Decimal("0.9"))
    test = copied(baseline, value)
    assert test.value == Reading(indicator=make.INDICATOR, period="2018-08/2018-10")
    assert test.target == baseline


def test_milestones_are_due_a_year_on_and_need_none_that_is_left_behind() -> None:
    first = make.goal("1", make.milestone("1.1"), withdrawn=date(2017, 5, 1))
    second = make.goal("2", make.milestone("2.1", due=date(2017, 9, 30), depends_on="1.1"))
    third = make.goal(
        "3", make.milestone("3.1", due=date(2017, 10, 31), depends_on="2.1"), make.assessed("3.2")
    )
    leaves = [
        leaf
        for goal in draft_next_year(file_of(make.plan(first, second, third))).goals
        for leaf in goal.leaves()
    ]
    tests = [leaf.milestone or leaf.assessed for leaf in leaves]
    assert [test.due for test in tests if test] == [date(2018, 9, 30), date(2018, 10, 31), date(2018, 12, 31)]
    assert [leaf.milestone.depends_on for leaf in leaves if leaf.milestone] == [None, "2.1"]


def test_without_a_withdrawn_goal_the_others_keep_their_weights_of_fewer_points() -> None:
    goals = [
        make.goal("1", weight=Decimal(60)),
        make.goal("2", weight=Decimal(40), withdrawn=date(2017, 5, 1)),
        make.goal("3", weight=Decimal(7), scored=False),
    ]
    copy = draft_next_year(file_of(make.plan(*goals, scoring=Scoring(weights=Weights.GIVEN))))
    assert copy.scoring.possible == copy.goals[0].weight == Decimal(60)


def test_the_chief_s_other_plans_are_those_of_the_coming_year() -> None:
    pay = Pay(cap=Decimal(10), plans=(PayPlan(plan="other-2017"),))
    copy = draft_next_year(file_of(make.plan(pay=pay)))
    assert copy.pay is not None
    assert copy.pay.plans[0].plan == "other-2018"


def test_a_goal_that_lost_a_part_without_a_word_says_so_in_the_draft() -> None:
    line = Compare(
        value=Reading(indicator=make.INDICATOR),
        operator=Operator.AT_LEAST,
        target=make.number(100),
        partial_from=make.number(0),
    )
    lost = make.goal("1", Criterion(number="1.1", title="x", compare=line))
    draft = draft_next_year(file_of(make.plan(lost)))
    assert draft.goals[0].grade == Grading(points=(GradePoint(at=Decimal(1), earns=Decimal(1)),))
    assert draft_next_year(file_of(make.plan(make.goal()))).goals[0].grade is None
    told = make.plan(lost, scoring=Scoring(partial=True))
    assert draft_next_year(file_of(told)).goals[0].grade is None


def test_the_days_that_a_plan_names_for_its_settlement_are_raised_by_a_year() -> None:
    named = make.plan(reporting={"preliminary": date(2018, 1, 25), "final": date(2018, 2, 28)})
    reporting = draft_next_year(file_of(named)).reporting
    assert (reporting.preliminary, reporting.final) == (date(2019, 1, 25), date(2019, 2, 28))
    assert draft_next_year(file_of(make.plan())).reporting == Reporting()

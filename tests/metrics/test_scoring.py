"""Scores by hand: the two source plans, and the smallest plan that shows each rule."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from db import planfile
from metrics.model import Criterion, Grading, GradePoint, PlanFile, Reporting, Scoring, Step, Unit, Weights
from metrics.model import Path as TargetPath
from metrics.outcome import Points, Rule
from metrics.periods import Frequency, known_by
from metrics.readings import Catalogue
from metrics.schema import Event, Result
from metrics.scoring import Score, report_due, score
from metrics.status import Status
from tests.factories import (
    assessed,
    catalogue,
    compared,
    event,
    facts,
    goal,
    indicator,
    milestone,
    number,
    over,
    own_results,
    plan,
    quarterly,
    reads,
    result,
    scored,
    within,
)

SOURCES = Path(planfile.__file__).parent / "sources"
PLAN_2017, PLAN_2021 = (planfile.read(SOURCES / f"cpr-{year}.toml") for year in (2017, 2021))
SEVENTH = Fraction(100, 7)


def cpr(plan: PlanFile, *said: Result | Event, as_of: date = date(2030, 1, 1), known_at: date | None = None) -> Score:
    """The score of a source plan on its own values and more."""
    known = facts(*own_results(plan), *said, as_of=as_of, known_at=known_by(known_at or as_of))
    owners = {i.id: i for i in plan.institutions}
    return score(plan, known, Catalogue(owners, {(i.institution, i.id): i for i in plan.indicators}))


def seen(key: str, period: str, value: str, owner: str = "cpr") -> Result:
    return result(period, value, key=key, owner=owner)


def everything_of_2017(*, but: str = "") -> list[Result | Event]:
    """All that is needed to meet every goal of 2017; without the goal named."""
    done = [event(n, on=date(2017, 6, 1), plan="cpr-2017") for n in "1.1.1 1.1.2 1.2.1 1.2.2 2.2.1 2.2.2 2.3.1 2.3.2".split()]
    values = [
        ("2.1", seen("klagesager-rettidigt", "2017", "91")),
        ("3.1", seen("budgetafvigelse-grundbudget", "2017", "-2")),
        ("3.1", seen("budgetafvigelse-udgiftsopfoelgning-2", "2017", "1.0")),
        ("3.2", seen("sygefravaer", "2017", "6.48")),
    ]
    return [e for e in done if not e.criterion.startswith(but or "-")] + [row for g, row in values if g != but]


def status(score: Score, number: str) -> Status:
    return score.goal(number).status


# --- The source plans ---------------------------------------------------------------------------------------------


def test_before_the_year_all_seven_goals_of_2017_are_open() -> None:
    found = cpr(PLAN_2017, as_of=date(2016, 12, 31))
    assert found.points == Points(Fraction(0), Fraction(100), Fraction(0))
    assert [g.weight for g in found.goals] == [SEVENTH] * 7
    assert {g.status for g in found.goals} == {Status.NOT_DUE}
    assert all(g.points == Points(Fraction(0), SEVENTH, Fraction(0)) for g in found.goals)


def test_before_its_document_was_signed_nothing_of_it_is_known() -> None:
    found = cpr(PLAN_2017, as_of=date(2017, 1, 1), known_at=date(2016, 12, 11))
    assert found.facts.series == {}
    assert found.points.open == 100


@pytest.mark.parametrize(
    ("value", "expected", "points"),
    [
        ("91", Status.MET, Points(SEVENTH, Fraction(0), Fraction(0))),
        ("90", Status.MET, Points(SEVENTH, Fraction(0), Fraction(0))),
        ("89.9", Status.NOT_MET, Points(Fraction(0), Fraction(0), SEVENTH)),
        ("89.999999999", Status.NOT_MET, Points(Fraction(0), Fraction(0), SEVENTH)),
    ],
)
def test_complaints_of_2017_against_90_percent(value: str, expected: Status, points: Points) -> None:
    found = cpr(PLAN_2017, seen("klagesager-rettidigt", "2017", value))
    assert status(found, "2.1") is expected
    assert found.goal("2.1").points == points
    assert float(points.secured or points.lost) == pytest.approx(14.29, abs=0.005)


@pytest.mark.parametrize(
    ("base", "followup", "expected"),
    [
        ("1.9", "1.1", Status.NOT_MET),
        ("1.9", "1.0", Status.MET),
        ("-2.0", "-1.0", Status.MET),
        ("2.1", "0.0", Status.NOT_MET),
        ("-2.1", "0.0", Status.NOT_MET),
    ],
)
def test_the_budget_of_2017_must_hold_against_both(base: str, followup: str, expected: Status) -> None:
    rows = [
        seen("budgetafvigelse-grundbudget", "2017", base),
        seen("budgetafvigelse-udgiftsopfoelgning-2", "2017", followup),
    ]
    assert status(cpr(PLAN_2017, *rows), "3.1") is expected


@pytest.mark.parametrize(
    ("base", "followup", "expected"),
    [
        ("2.4", "0.6", Status.MET),
        ("-2.4", "-0.6", Status.MET),
        ("0.1", "5.0", Status.MET),
        ("2.4", "1.1", Status.NOT_MET),
    ],
)
def test_the_budget_of_2021_needs_only_one(base: str, followup: str, expected: Status) -> None:
    rows = [
        seen("budgetafvigelse-grundbudget-mio", "2021", base),
        seen("budgetafvigelse-udgiftsopfoelgning-2-mio", "2021", followup),
    ]
    assert status(cpr(PLAN_2021, *rows), "2.1") is expected


def test_one_budget_limit_of_2021_held_is_met_before_the_other_is_known() -> None:
    found = cpr(PLAN_2021, seen("budgetafvigelse-udgiftsopfoelgning-2-mio", "2021", "0.6"))
    assert status(found, "2.1") is Status.MET


def test_one_budget_limit_of_2017_broken_is_lost_before_the_other_is_known() -> None:
    row = seen("budgetafvigelse-grundbudget", "2017", "2.1")
    assert status(cpr(PLAN_2017, row, as_of=date(2017, 12, 31)), "3.1") is Status.OUT_OF_REACH
    assert status(cpr(PLAN_2017, row, as_of=date(2018, 1, 1)), "3.1") is Status.NOT_MET


@pytest.mark.parametrize(("value", "expected"), [("6.48", Status.MET), ("6.49", Status.NOT_MET)])
def test_sickness_of_2017_is_to_be_10_percent_below_2016(value: str, expected: Status) -> None:
    found = cpr(PLAN_2017, seen("sygefravaer", "2017", value))
    assert status(found, "3.2") is expected
    (leaf,) = found.goal("3.2").leaves()
    assert leaf.trace and leaf.trace.target
    assert leaf.trace.target.value == Fraction("6.48")
    assert leaf.trace.target.base == Fraction("7.2")


@pytest.mark.parametrize(("value", "expected"), [("8.7", Status.MET), ("8.74", Status.MET), ("8.8", Status.NOT_MET)])
def test_sickness_of_2021_beats_the_state_or_the_year_before(value: str, expected: Status) -> None:
    rows = [
        seen("sygefravaer", "2020", "9.2"),
        seen("sygefravaer", "2021", "8.0", owner="staten"),
        seen("sygefravaer", "2021", value),
    ]
    assert status(cpr(PLAN_2021, *rows), "2.2") is expected


def test_sickness_of_2021_at_the_average_of_the_state_meets_it_without_a_year_before() -> None:
    rows = [seen("sygefravaer", "2021", "8.0", owner="staten"), seen("sygefravaer", "2021", "8.0")]
    assert status(cpr(PLAN_2021, *rows), "2.2") is Status.MET


def test_seven_of_seven_goals_is_exactly_100() -> None:
    found = cpr(PLAN_2017, *everything_of_2017())
    assert found.points == Points(Fraction(100), Fraction(0), Fraction(0))
    assert found.outcome.credit == 1


@pytest.mark.parametrize("number", [goal.number for goal in PLAN_2017.goals])
def test_six_of_seven_goals_is_85_point_71(number: str) -> None:
    found = cpr(PLAN_2017, *everything_of_2017(but=number))
    assert found.points.secured == Fraction(600, 7)
    assert f"{float(found.points.secured):.2f}" == "85.71"
    assert found.points.open == SEVENTH
    assert found.points.lost == 0


def test_an_expired_plan_without_results_is_owed_and_not_failed() -> None:
    found = cpr(PLAN_2017)
    assert {g.status for g in found.goals} == {Status.OVERDUE_DATA}
    assert found.points == Points(Fraction(0), Fraction(100), Fraction(0))


def test_what_was_recorded_of_one_plan_does_not_settle_another() -> None:
    other = event("1.2.1", plan="cpr-2021")
    assert cpr(PLAN_2017, other).points.secured == 0


# --- Measured tests -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("operator", "meets"),
    [(">=", ["90", "91"]), (">", ["91"]), ("<=", ["89", "90"]), ("<", ["89"]), ("=", ["90"])],
)
def test_each_operator_at_and_around_its_target(operator: str, meets: list[str]) -> None:
    p = plan(goal("1", compared(operator=operator)))
    found = [value for value in ("89", "90", "91") if scored(p, result("2017", value)).points.secured]
    assert found == meets


def test_a_result_that_is_missing_is_not_due_then_overdue_and_never_failed() -> None:
    days = [date(2017, 1, 1), date(2017, 12, 31), date(2018, 1, 14), date(2018, 1, 15), date(2029, 1, 1)]
    found = [scored(plan(), as_of=day) for day in days]
    assert [s.goals[0].status for s in found] == [Status.NOT_DUE] * 3 + [Status.OVERDUE_DATA] * 2
    assert {s.points.lost for s in found} == {0}


def test_a_provisional_result_never_settles_and_is_owed_as_final() -> None:
    row = result("2017", 99, provisional=True)
    found = scored(plan(), row, as_of=date(2018, 1, 14))
    assert (found.points.open, found.goals[0].status) == (100, Status.NOT_DUE)
    (leaf,) = found.goals[0].leaves()
    assert leaf.trace and leaf.trace.actual
    assert leaf.trace.holds is True
    assert leaf.trace.actual.provisional
    assert scored(plan(), row).goals[0].status is Status.OVERDUE_DATA


def test_a_target_that_is_not_final_leaves_the_goal_open() -> None:
    p = plan(goal("1", compared(operator="<=", target=reads(offset=-1, factor=Decimal("0.9")))))
    before, after = result("2016", "7.2", provisional=True), result("2017", "6.48")
    assert scored(p, before, after).points.open == 100
    assert scored(p, result("2016", "7.2"), after).points.secured == 100


def test_a_bracket_on_a_target_is_told_and_does_not_hold_the_goal_open() -> None:
    step = Step(year=2017, number=Decimal(90), provisional=True, note="[90]")
    found = scored(plan(goal("1", compared(target=TargetPath(by_year=(step,))))), result("2017", 90))
    (leaf,) = found.goals[0].leaves()
    assert leaf.trace and leaf.trace.target
    assert leaf.trace.target.provisional_target
    assert leaf.trace.target.note == "[90]"
    assert found.points.secured == 100


def test_each_year_is_judged_against_its_own_target() -> None:
    target = TargetPath(by_year=tuple(Step(year=2016 + i, number=Decimal(n)) for i, n in enumerate((1200, 1260, 1320))))
    p = plan(goal("1", compared(target=target)))
    assert scored(p, result("2017", 1260), result("2016", 9999)).points.secured == 100
    assert scored(p, result("2017", 1259), result("2016", 9999)).points.lost == 100


def test_a_correction_recorded_later_replaces_and_known_at_brings_the_old_one_back() -> None:
    rows = [result("2017", 91, recorded=date(2018, 1, 10)), result("2017", 89, recorded=date(2018, 3, 1))]
    for order in (rows, rows[::-1]):
        assert scored(plan(), *order).points.lost == 100
        assert scored(plan(), *order, known_at=date(2018, 2, 28)).points.secured == 100
        assert scored(plan(), *order, known_at=date(2018, 1, 9)).points.open == 100


def test_of_two_rows_recorded_at_the_same_moment_the_later_row_stands() -> None:
    assert scored(plan(), result("2017", 91), result("2017", 89)).points.lost == 100


def test_a_value_counts_from_the_moment_it_was_recorded_and_not_a_moment_before() -> None:
    moment = datetime(2018, 1, 10, 12, 30, tzinfo=UTC)
    row = result("2017", 91, recorded=moment)
    assert scored(plan(), row, known_at=moment).points.secured == 100
    assert scored(plan(), row, known_at=moment.replace(microsecond=0, minute=29, second=59)).points.open == 100


def test_as_of_a_day_before_the_period_began_hides_its_value() -> None:
    row = result("2017", 91)  # known all along
    assert scored(plan(), row, as_of=date(2016, 12, 31)).points.open == 100
    assert scored(plan(), row, as_of=date(2017, 1, 1)).points.secured == 100


def test_as_of_a_day_in_the_period_shows_only_what_was_recorded_by_then() -> None:
    row = result("2017", 91, recorded=date(2017, 10, 1), provisional=True)
    for day, shown in ((date(2017, 9, 30), False), (date(2017, 10, 1), True)):
        (leaf,) = scored(plan(), row, as_of=day).goals[0].leaves()
        assert leaf.trace and leaf.trace.actual
        assert (leaf.trace.actual.value is not None) is shown


def test_as_of_a_day_after_the_period_a_value_recorded_later_is_known_today() -> None:
    row = result("2017", 91, recorded=date(2018, 3, 1))
    assert scored(plan(), row, as_of=date(2018, 1, 1)).points.secured == 100
    assert scored(plan(), row, as_of=date(2018, 1, 1), known_at=date(2018, 1, 1)).points.open == 100


def test_nothing_over_nothing_is_no_value_neither_0_nor_100() -> None:
    found = scored(plan(), result("2017", of=(0, 0)))
    (leaf,) = found.goals[0].leaves()
    assert leaf.trace and leaf.trace.actual
    assert leaf.trace.actual.value is None
    assert (found.points.open, found.goals[0].status) == (100, Status.UNKNOWN)


def test_zero_out_of_many_is_a_value_and_fails() -> None:
    assert scored(plan(), result("2017", of=(0, 12))).points.lost == 100


def test_a_tolerance_is_absolute_or_relative_to_its_reference() -> None:
    absolute = plan(goal("1", within(tolerance="1.2", reference="50.0")))
    relative = plan(goal("1", within(tolerance="2", reference="50.0", relative=True)))
    assert scored(absolute, result("2017", "51.2")).points.secured == 100
    assert scored(absolute, result("2017", "48.8")).points.secured == 100
    found = scored(relative, result("2017", "51.2"))
    (leaf,) = found.goals[0].leaves()
    assert leaf.trace
    assert leaf.trace.distance == Fraction("2.4")
    assert found.points.lost == 100
    assert scored(relative, result("2017", "51.0")).points.secured == 100


def test_in_percent_of_nothing_there_is_no_distance() -> None:
    p = plan(goal("1", within(reference="0", relative=True)))
    assert scored(p, result("2017", 0)).goals[0].status is Status.UNKNOWN


# --- Readings within the year -------------------------------------------------------------------------------------


def actual(score: Score) -> Fraction | None:
    (leaf,) = score.goals[0].leaves()
    assert leaf.trace and leaf.trace.actual
    return leaf.trace.actual.value


BOARDS = [((4, 8), "Q1"), ((9, 10), "Q2"), ((6, 6), "Q3"), ((0, 0), "Q4")]


def test_a_pooled_ratio_is_not_the_mean_of_the_percentages() -> None:
    rows = [result(f"2017{q}", of=pair) for pair, q in BOARDS]
    found = scored(plan(goal("1", compared(value=over("pooled")))), *rows, indicators=[quarterly()])
    assert actual(found) == Fraction(1900, 24)
    assert found.points.lost == 100


def test_the_mean_is_the_mean_of_the_percentages() -> None:
    rows = [result(f"2017Q{n}", value) for n, value in enumerate(("50", "90", "100", "80"), 1)]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    assert actual(found) == 80


def test_unequal_parts_pool_to_what_all_their_cases_say() -> None:
    rows = [result("2017Q1", of=(43, 100)), result("2017Q2", of=(290, 300)), *(result(f"2017Q{n}", of=(0, 0)) for n in (3, 4))]
    found = scored(plan(goal("1", compared(value=over("pooled")))), *rows, indicators=[quarterly()])
    assert actual(found) == Fraction("83.25")


def test_a_ratio_that_is_not_a_percentage_is_not_multiplied() -> None:
    p = plan(goal("1", compared(operator="<=")))
    found = scored(p, result("2017", of=(36, 5)), indicators=[indicator(unit=Unit.DAYS)])
    assert actual(found) == Fraction("7.2")


def test_a_mean_with_a_quarter_of_no_cases_has_no_value() -> None:
    rows = [result(f"2017{q}", of=pair) for pair, q in BOARDS]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    assert actual(found) is None
    assert found.points.open == 100


def test_a_pool_needs_numerators_and_never_mixes_in_percentages() -> None:
    rows = [result("2017Q1", of=(4, 8)), *(result(f"2017Q{n}", 99) for n in (2, 3, 4))]
    found = scored(plan(goal("1", compared(value=over("pooled")))), *rows, indicators=[quarterly()])
    assert actual(found) is None


@pytest.mark.parametrize("how", ["sum", "mean", "pooled"])
def test_three_quarters_of_a_year_are_shown_and_settle_nothing(how: str) -> None:
    rows = [result(f"2017Q{n}", of=(9, 10)) for n in (1, 2, 3)]
    found = scored(plan(goal("1", compared(value=over(how)))), *rows, indicators=[quarterly()])
    assert actual(found) == {"sum": 270, "mean": 90, "pooled": 90}[how]
    assert (found.points.open, found.goals[0].status) == (100, Status.OVERDUE_DATA)


@pytest.mark.parametrize("how", ["sum", "mean", "pooled"])
def test_a_quarter_that_is_provisional_settles_nothing(how: str) -> None:
    rows = [result(f"2017Q{n}", of=(9, 10), provisional=n == 2) for n in (1, 2, 3, 4)]
    found = scored(plan(goal("1", compared(value=over(how)))), *rows, indicators=[quarterly()])
    assert found.points.open == 100


def test_a_final_figure_for_the_year_stands_before_its_quarters() -> None:
    rows = [result("2017", 89), *(result(f"2017Q{n}", 99) for n in (1, 2, 3, 4))]
    for how in ("sum", "mean", "last"):
        found = scored(plan(goal("1", compared(value=over(how)))), *rows, indicators=[quarterly()])
        assert (actual(found), found.points.lost) == (89, 100)


def test_a_provisional_figure_for_the_year_gives_way_to_its_quarters() -> None:
    rows = [result("2017", 89, provisional=True), *(result(f"2017Q{n}", 99) for n in (1, 2, 3, 4))]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    assert (actual(found), found.points.secured) == (99, 100)


def test_a_provisional_figure_for_the_year_does_not_pay_for_the_last_quarter() -> None:
    rows = [result("2017", 89, provisional=True), *(result(f"2017Q{n}", 99) for n in (1, 2, 3))]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    assert found.goals[0].status is Status.OVERDUE_DATA


def test_a_month_does_not_pay_for_its_quarter() -> None:
    rows = [result("2017-03", 9), *(result(f"2017Q{n}", 99) for n in (2, 3, 4))]
    found = scored(plan(goal("1", compared(value=over("mean")))), *rows, indicators=[quarterly()])
    (leaf,) = found.goals[0].leaves()
    assert leaf.trace
    assert [(due.owed.start, due.owed.end) for due in leaf.trace.due if due.owed] == [(date(2017, 1, 1), date(2017, 3, 31))]
    assert found.goals[0].status is Status.OVERDUE_DATA


def test_a_stock_is_judged_on_the_day_and_not_a_month_before() -> None:
    p = plan(goal("1", compared(operator="<=", target=number(150))))
    cases = indicator(unit=Unit.COUNT, frequency=Frequency.MONTH)
    november = result("2017-11-30", 310)
    assert scored(p, november, indicators=[cases], as_of=date(2017, 12, 30)).points.open == 100
    assert scored(p, november, result("2017-12-31", 148), indicators=[cases]).points.secured == 100


def test_the_last_reading_is_the_one_that_ends_last() -> None:
    rows = [result("2017-11", 10), result("2017Q4", 95)]
    found = scored(plan(), *rows, indicators=[quarterly()])
    assert (actual(found), found.points.secured) == (95, 100)


# --- Milestones and assessments -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2017, 5, 1), Status.MET), (date(2017, 6, 30), Status.MET), (date(2017, 7, 1), Status.NOT_MET)],
)
def test_a_milestone_is_met_by_its_day_and_not_met_when_late(on: date, expected: Status) -> None:
    assert scored(plan(goal("1", milestone())), event("1.1", on=on)).goals[0].status is expected


def test_a_milestone_nobody_has_confirmed_is_not_due_then_overdue_and_never_failed() -> None:
    days = [date(2017, 6, 30), date(2017, 7, 1), date(2029, 1, 1)]
    found = [scored(plan(goal("1", milestone())), as_of=day) for day in days]
    assert [s.goals[0].status for s in found] == [Status.NOT_DUE, Status.OVERDUE_DATA, Status.OVERDUE_DATA]
    assert {s.points.lost for s in found} == {0}


def test_a_claim_settles_nothing() -> None:
    for leaf in (milestone(), assessed()):
        found = scored(plan(goal("1", leaf)), event("1.1", "claimed"))
        assert (found.points.open, found.goals[0].status) == (100, Status.OVERDUE_DATA)


def test_a_confirmation_counts_from_its_day_and_from_when_it_was_recorded() -> None:
    said = event("1.1", on=date(2017, 6, 1), recorded=date(2017, 6, 20))
    p = plan(goal("1", milestone()))
    assert scored(p, said, as_of=date(2017, 5, 31)).points.open == 100
    assert scored(p, said, as_of=date(2017, 6, 10), known_at=date(2017, 6, 10)).points.open == 100
    assert scored(p, said, as_of=date(2017, 6, 10)).points.secured == 100


def test_a_later_verdict_replaces_an_earlier_one() -> None:
    first = event("1.1", on=date(2017, 6, 1), recorded=date(2017, 6, 1))
    second = event("1.1", "not_met", on=date(2017, 6, 1), recorded=date(2017, 8, 1))
    p = plan(goal("1", milestone()))
    assert scored(p, second, first).points.lost == 100
    assert scored(p, second, first, known_at=date(2017, 7, 1)).points.secured == 100


def test_a_milestone_waits_for_the_one_it_depends_on() -> None:
    p = plan(goal("1", milestone("1.1")), goal("2", milestone("2.1", date(2017, 9, 30), depends_on="1.1")))
    second = event("2.1", on=date(2017, 9, 1))
    found = scored(p, second)
    (leaf,) = found.goal("2").leaves()
    assert leaf.trace
    assert leaf.trace.waits_for == "1.1"
    assert found.points == Points(Fraction(0), Fraction(100), Fraction(0))
    claimed = scored(p, second, event("1.1", "claimed"))
    assert claimed.goal("2").outcome.credit is None
    late = scored(p, second, event("1.1", on=date(2017, 8, 1)))
    assert (late.goal("1").status, late.goal("2").status) == (Status.NOT_MET, Status.MET)


def test_an_assessment_is_what_the_verdict_says() -> None:
    p = plan(goal("1", assessed()))
    assert scored(p, event("1.1")).goals[0].status is Status.MET
    assert scored(p, event("1.1", "not_met")).goals[0].status is Status.NOT_MET
    assert scored(p, as_of=date(2017, 12, 31)).goals[0].status is Status.NOT_DUE
    assert scored(p, as_of=date(2018, 1, 1)).goals[0].status is Status.OVERDUE_DATA


# --- Goals and totals ---------------------------------------------------------------------------------------------


def deed(key: str, **changes: object) -> Criterion:
    return assessed(key).model_copy(update=changes)


def test_five_of_seven_equal_goals_is_71_point_43() -> None:
    p = plan(*(goal(str(n), assessed(f"{n}.1")) for n in range(7)))
    found = scored(p, *(event(f"{n}.1", "met" if n < 5 else "not_met") for n in range(7)))
    assert found.points == Points(Fraction(500, 7), Fraction(0), Fraction(200, 7))


def test_given_weights_out_of_100() -> None:
    weights = {"1": 15, "2": 25, "3": 40, "4": 20}
    goals = [goal(n, assessed(f"{n}.1"), weight=Decimal(w)) for n, w in weights.items()]
    p = plan(*goals, scoring=Scoring(weights=Weights.GIVEN))
    found = scored(p, *(event(f"{n}.1", "not_met" if n == "2" else "met") for n in weights))
    assert (found.points.secured, found.points.lost) == (75, 25)


def test_weights_at_several_levels_each_earn_their_part() -> None:
    inner = Criterion(number="1.1", title="r", weight=Decimal(30), rule=Rule.SUM, criteria=tuple(deed(f"1.1.{c}") for c in "abc"))
    linear = Grading(points=(GradePoint(at=Decimal(0), earns=Decimal(0)), GradePoint(at=Decimal(1), earns=Decimal(1))), linear=True)
    one = goal("1", inner, deed("1.2", weight=Decimal(10)), rule=Rule.SUM, grade=linear, weight=Decimal(40))
    p = plan(one, goal("2", assessed("2.1"), weight=Decimal(60)), scoring=Scoring(weights=Weights.GIVEN))
    verdicts = {"1.1.a": "met", "1.1.b": "met", "1.1.c": "not_met", "1.2": "met"}
    found = scored(p, *(event(n, v) for n, v in verdicts.items()))
    assert found.goal("1").points == Points(Fraction(30), Fraction(0), Fraction(10))
    assert found.goal("1").status is Status.PARTLY_MET
    assert found.goal("1").criteria[0].status is Status.PARTLY_MET
    assert found.points == Points(Fraction(30), Fraction(60), Fraction(10))


def test_partly_met_earns_nothing_where_the_goal_is_all_or_nothing() -> None:
    p = plan(goal("1", *(deed(f"1.{n}") for n in range(24)), rule=Rule.SUM))
    found = scored(p, *(event(f"1.{n}", "not_met" if n == 23 else "met") for n in range(24)))
    assert found.points == Points(Fraction(0), Fraction(0), Fraction(100))


def test_at_least_k_parts() -> None:
    p = plan(goal("1", deed("1.a"), deed("1.b"), deed("1.c"), rule=Rule.AT_LEAST, k=2))
    assert scored(p, event("1.a"), event("1.b", "not_met")).points.open == 100
    assert scored(p, event("1.a"), event("1.c")).points.secured == 100
    assert scored(p, event("1.a", "not_met"), event("1.b", "not_met")).points.lost == 100


def test_steps_on_a_result_are_two_levels_of_one_indicator() -> None:
    """100 at 95, half at 90, else nothing; 92 is half of the points."""
    points = (GradePoint(at=Decimal("0.5"), earns=Decimal("0.5")), GradePoint(at=Decimal(1), earns=Decimal(1)))
    levels = (compared("1.1", target=number(95)), compared("1.2", target=number(90)))
    p = plan(goal("1", *levels, rule=Rule.SUM, grade=Grading(points=points)))
    secured = [scored(p, result("2017", value)).points.secured for value in ("89.9", "90", "92", "94.9", "95")]
    assert secured == [0, 50, 50, 50, 100]


def test_a_goal_outside_the_score_is_judged_and_weighs_nothing() -> None:
    p = plan(goal("1", assessed("1.1")), goal("2", assessed("2.1"), scored=False))
    found = scored(p, event("1.1"), event("2.1", "not_met"))
    assert (found.goal("2").status, found.goal("2").weight) == (Status.NOT_MET, 0)
    assert found.points == Points(Fraction(100), Fraction(0), Fraction(0))


def test_the_total_may_be_out_of_another_number_than_100() -> None:
    p = plan(goal("1", assessed("1.1")), goal("2", assessed("2.1")), scoring=Scoring(possible=Decimal(15)))
    found = scored(p, event("1.1"))
    assert found.points == Points(Fraction("7.5"), Fraction("7.5"), Fraction(0))


def test_a_goal_number_that_is_not_there_is_not_found() -> None:
    with pytest.raises(KeyError):
        scored(plan()).goal("9")


# --- Status, in its order -----------------------------------------------------------------------------------------

IN_ORDER = [
    (Status.OVERDUE_DATA, milestone("1.1", due=date(2017, 3, 31)), []),
    (Status.NOT_DUE, milestone("1.2", due=date(2017, 12, 31)), []),
    (Status.UNKNOWN, compared("1.3"), [result("2017", of=(0, 0))]),
]


@pytest.mark.parametrize("first", range(3))
def test_the_first_status_that_fits_is_the_goal_s(first: int) -> None:
    chosen = IN_ORDER[first:]
    p = plan(goal("1", *(leaf for _, leaf, _ in chosen)))
    found = scored(p, *(row for _, _, rows in chosen for row in rows), as_of=date(2017, 10, 1))
    assert [leaf.status for leaf in found.goals[0].leaves()] == [status for status, _, _ in chosen]
    assert found.goals[0].status is IN_ORDER[first][0]


def test_a_goal_that_is_decided_says_so_although_something_in_it_is_overdue() -> None:
    leaves = (milestone("1.1", due=date(2017, 3, 31)), assessed("1.2"))
    day = date(2017, 10, 1)
    lost = scored(plan(goal("1", *leaves)), event("1.2", "not_met"), as_of=day)
    assert lost.goals[0].status is Status.OUT_OF_REACH
    met = scored(plan(goal("1", *leaves, rule=Rule.ANY)), event("1.2", on=date(2017, 9, 1)), as_of=day)
    assert met.goals[0].status is Status.MET


def test_a_goal_all_of_whose_parts_are_decided_is_not_met_rather_than_out_of_reach() -> None:
    found = scored(plan(goal("1", assessed())), event("1.1", "not_met"), as_of=date(2017, 7, 1))
    assert found.goals[0].status is Status.NOT_MET


# --- Plan years and reporting -------------------------------------------------------------------------------------

SCHOOL_YEAR = {"start": date(2017, 8, 1), "end": date(2018, 7, 31)}


def test_a_plan_year_from_august_reads_its_own_months() -> None:
    p = plan(goal("1", compared(value=over("sum"), target=number(12))), **SCHOOL_YEAR)
    monthly = indicator(unit=Unit.COUNT, frequency=Frequency.MONTH)
    months = [f"{2017 + (7 + n) // 12}-{(7 + n) % 12 + 1:02}" for n in range(12)]
    rows = [result(month, 1) for month in months]
    outside = [result("2017-07", 50), result("2018-08", 50)]
    assert scored(p, *rows, *outside, indicators=[monthly]).points.secured == 100
    assert scored(p, *rows[1:], *outside, indicators=[monthly]).points.open == 100


def test_a_plan_year_from_april_reads_calendar_quarters() -> None:
    p = plan(goal("1", compared(value=over("pooled"))), start=date(2017, 4, 1), end=date(2018, 3, 31))
    rows = [result(period, of=(9, 10)) for period in ("2017Q2", "2017Q3", "2017Q4", "2018Q1")]
    assert scored(p, *rows, result("2017Q1", of=(0, 10)), indicators=[quarterly()]).points.secured == 100


def test_reports_of_a_plan_year_from_august_follow_its_own_quarters() -> None:
    p = plan(**SCHOOL_YEAR)
    ends = [date(2017, 10, 31), date(2018, 1, 31), date(2018, 4, 30), date(2018, 7, 31)]
    assert [report_due(p, end) for end in ends] == [date(2017, 11, 14), date(2018, 2, 14), date(2018, 5, 14), date(2018, 8, 14)]
    assert scored(p, as_of=date(2018, 8, 14)).goals[0].status is Status.NOT_DUE
    assert scored(p, as_of=date(2018, 8, 15)).goals[0].status is Status.OVERDUE_DATA


def test_a_quarter_without_a_report_of_its_own_is_due_with_the_next() -> None:
    p = plan(reporting=Reporting(quarters=(2, 4)))
    ends = [date(2017, 3, 31), date(2017, 6, 30), date(2017, 9, 30), date(2017, 12, 31)]
    assert [report_due(p, end) for end in ends] == [date(2017, 7, 14)] * 2 + [date(2018, 1, 14)] * 2
    assert report_due(p.model_copy(update={"reporting": Reporting(quarters=(2, 4), days=30)}), ends[0]) == date(2017, 7, 30)


def test_a_plan_of_several_years_reports_in_every_year() -> None:
    p = plan(end=date(2019, 12, 31), reporting=Reporting(quarters=(2, 4)))
    assert report_due(p, date(2018, 9, 30)) == date(2019, 1, 14)


def test_the_year_before_a_plan_year_that_ends_in_february_ends_in_february() -> None:
    target = reads(offset=1)
    p = plan(goal("1", compared(value=over("sum"), target=target)), start=date(2018, 3, 1), end=date(2019, 2, 28))
    assert p.year == 2018
    monthly = indicator(unit=Unit.COUNT, frequency=Frequency.MONTH)
    found = scored(p, result("2020-02", 7), indicators=[monthly])
    (leaf,) = found.goals[0].leaves()
    assert leaf.trace and leaf.trace.target
    assert leaf.trace.target.value == 7
    assert leaf.trace.target.settled


def test_an_indicator_of_another_institution_is_read_from_there() -> None:
    p = plan(goal("1", compared(operator="<=", target=reads(institution="state"))))
    both = [indicator(), indicator(owner="state")]
    rows = [result("2017", 8), result("2017", 8, owner="state")]
    assert scored(p, *rows, indicators=both).points.secured == 100
    assert catalogue(*both).institutions.keys() == {"inst", "state"}

"""The fictional example: always the same, never taken for real, and with the blemishes real reporting has."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

import pytest

from db.example.fiction import Example, make_example
from db.example.reporting import TODAY
from db.plans import plan_file
from metrics.algebra.tree import Rule
from metrics.facts.fact_history import gather_facts
from metrics.facts.facts import Facts
from metrics.facts.schema import EXPECTATIONS, EventKind, Result
from metrics.periods import DANISH_TIME, Period, find_day_end
from metrics.plan.catalogue import Catalogue
from metrics.plan.formula import find_readings as readings_of
from metrics.plan.model import PlanFile
from metrics.plan.terms import Over, Weights
from metrics.score import scoring
from metrics.status import Status
from tests.factories import event_frame, observation_frame

FOUND = make_example()
PLANS = {plan.id: plan for plan in FOUND.plans}
REAL = ("CPR", "Danmarks Statistik", "Social-", "Indenrigs")


def facts(found: Example, as_of: date) -> Facts:
    known = find_day_end(as_of)
    observed, said = observation_frame(found.results), event_frame(found.events)
    return gather_facts(observed, said, as_of=as_of, known_at=known)


def scored(plan: PlanFile, as_of: date) -> scoring.Score:
    indicators = {(i.institution, i.id): i for i in plan.indicators}
    catalogue = Catalogue({i.id: i for i in plan.institutions}, indicators)
    return scoring.score_plan(plan, facts(FOUND, as_of), catalogue)


def by_place(found: Example) -> dict[tuple[str, str, str], list[Result]]:
    places: dict[tuple[str, str, str], list[Result]] = defaultdict(list)
    for row in found.results:
        places[row.institution, row.indicator, row.period].append(row)
    return places


def days_after(row: Result) -> int:
    assert row.recorded is not None
    return (row.recorded.astimezone(DANISH_TIME).date() - Period.parse(row.period).end).days


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    assert make_example() == FOUND
    assert make_example(7).results != FOUND.results


def test_three_institutions_have_a_plan_for_each_of_four_years() -> None:
    assert sorted(PLANS) == sorted(
        f"eksempel-{name}-{year}"
        for name in ("ankenaevn", "tilsyn", "register")
        for year in (2023, 2024, 2025, 2026)
    )


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_plan_is_fictional_everywhere_it_shows(plan: PlanFile) -> None:
    assert all(i.fictional and "opdigtet" in i.ministry_area for i in plan.institutions)
    assert "opdigtet" in (plan.department or "")
    assert "Opdigtede tal" in plan.notes[0]
    assert plan.source == "Opdigtet eksempel"
    assert not [name for name in REAL if name in plan_file.dump_plan(plan)]


def test_every_result_and_event_says_that_it_is_fictional() -> None:
    sources = {row.source for row in FOUND.results} | {event.source for event in FOUND.events}
    assert sources == {"Opdigtet eksempel"}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_plan_passes_the_check_and_the_round_trip(plan: PlanFile) -> None:
    text = plan_file.dump_plan(plan)
    assert plan_file.dump_plan(plan_file.parse_plan(text)) == text


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_plan_has_five_to_eight_goals_and_is_signed_by_both_in_december(plan: PlanFile) -> None:
    assert 5 <= len(plan.goals) <= 8
    assert len({s.party for s in plan.signatures}) == 2
    days = [s.on for s in plan.signatures if s.on]
    assert {(day.year, day.month) for day in days} == {(plan.year - 1, 12)}
    assert plan.document_date == max(days)


def test_an_indicator_is_defined_alike_in_every_plan() -> None:
    defined = defaultdict(set)
    for plan in FOUND.plans:
        for indicator in plan.indicators:
            defined[indicator.institution, indicator.id].add(indicator.model_dump_json())
    assert {len(forms) for forms in defined.values()} == {1}


def test_results_belong_to_defined_indicators_and_criteria_to_plans() -> None:
    indicators = {(i.institution, i.id) for plan in FOUND.plans for i in plan.indicators}
    criteria = {
        (plan.id, leaf.number) for plan in FOUND.plans for goal in plan.goals for leaf in goal.leaves()
    }
    assert {(row.institution, row.indicator) for row in FOUND.results} == indicators
    assert {(event.plan, event.criterion) for event in FOUND.events} <= criteria


def test_the_last_period_is_the_third_quarter_of_2026_and_nothing_is_recorded_after_today() -> None:
    assert max(Period.parse(row.period).end for row in FOUND.results) == date(2026, 9, 30)
    recorded = [row.recorded for row in FOUND.results if row.recorded]
    said = [event.recorded for event in FOUND.events if event.recorded]
    assert (len(recorded), len(said)) == (len(FOUND.results), len(FOUND.events))
    assert (recorded, said) == (sorted(recorded), sorted(said))
    assert max(recorded[-1], said[-1]) <= find_day_end(TODAY)


def test_a_share_never_exceeds_its_whole_and_no_value_is_negative_but_a_deviation() -> None:
    for row in FOUND.results:
        if row.numerator is not None and row.denominator is not None:
            assert 0 <= row.numerator <= row.denominator
        elif not row.indicator.startswith("afvigelse-"):
            assert row.value is not None
            assert row.value >= 0


def test_most_values_come_within_14_days_and_some_late() -> None:
    firsts = [rows[0] for rows in by_place(FOUND).values()]
    late = [row for row in firsts if days_after(row) > 14]
    assert all(days_after(row) > 0 for row in firsts)
    assert 1 <= len(late) <= 8


def test_some_values_were_corrected_later_by_a_second_row_with_a_reason() -> None:
    twice = [rows for rows in by_place(FOUND).values() if len(rows) > 1]
    assert twice
    for first, second in twice:
        assert (first.value, first.numerator) != (second.value, second.numerator)
        assert second.note
        assert days_after(first) < days_after(second)


def test_a_value_is_provisional_and_says_why() -> None:
    last = [rows[-1] for rows in by_place(FOUND).values() if rows[-1].provisional]
    assert [(row.period, bool(row.note)) for row in last] == [("2026Q3", True)]


def test_exactly_one_quarterly_value_is_missing_and_the_plan_says_overdue() -> None:
    running = [row for row in by_place(FOUND) if "2026" in row[2]]
    ends = Counter((row[0], row[1]) for row in running)
    assert [key for key, count in ends.items() if count < 3] == [("eksempel-register", "fejl-adresser")]
    overdue = scored(PLANS["eksempel-register-2026"], TODAY).goal("1.2").status
    assert overdue is Status.OVERDUE_DATA


@pytest.mark.parametrize(
    ("plan", "total"),
    [
        ("eksempel-ankenaevn-2023", Fraction(250, 3)),  # 1.2 missed: five of six
        ("eksempel-ankenaevn-2024", Fraction(200, 3)),  # 1.1 and 1.3 missed
        ("eksempel-ankenaevn-2025", Fraction(100)),
        ("eksempel-tilsyn-2023", Fraction(70)),  # 1.2 (20) and 3.1 (10) missed
        ("eksempel-tilsyn-2024", Fraction(85)),  # a third of 2.1 (15) and 3.2 (10) missed
        ("eksempel-tilsyn-2025", Fraction(65)),  # 1.1 (25) and 2.2 (10) missed
        ("eksempel-register-2023", Fraction("58.75")),  # 1.3, 2.1, 3.1 and 30 pct. of 1.2 missed
        ("eksempel-register-2024", Fraction("86.25")),  # 1.4 and 10 pct. of 1.2 missed
        ("eksempel-register-2025", Fraction("87.5")),  # 3.2 missed; two of three registers are enough
    ],
)
def test_a_closed_year_ends_on_its_total(plan: str, total: Fraction) -> None:
    found = scored(PLANS[plan], TODAY).points
    assert found.secured == total
    assert not found.open


def test_the_running_year_has_points_secured_open_and_lost() -> None:
    inspection, registers = (scored(PLANS[f"eksempel-{name}-2026"], TODAY) for name in ("tilsyn", "register"))
    assert inspection.points.secured == 15  # a third of 2.1, and the advice judged early
    assert registers.points.lost == Fraction("12.5")
    assert registers.goal("2.1").status is Status.OUT_OF_REACH


@pytest.mark.parametrize("name", ["ankenaevn", "tilsyn", "register"])
def test_the_running_year_is_open_and_nothing_measured_over_the_year_is_settled(name: str) -> None:
    plan = PLANS[f"eksempel-{name}-2026"]
    found = scored(plan, TODAY)
    assert found.points.open > 50
    assert found.points.secured + found.points.open + found.points.lost == 100
    assert {
        leaf.outcome.credit for goal in found.goals for leaf in goal.leaves() if leaf.criterion.compare
    } == {None}


def test_a_late_correction_turned_a_goal_that_was_reported_as_met() -> None:
    plan = PLANS["eksempel-ankenaevn-2024"]
    before, after = (scored(plan, day).goal("1.1").status for day in (date(2025, 2, 1), date(2025, 3, 1)))
    assert (before, after) == (Status.MET, Status.NOT_MET)


def test_nothing_is_recorded_in_a_weekend() -> None:
    moments = [row.recorded for row in FOUND.results] + [event.recorded for event in FOUND.events]
    assert not [moment for moment in moments if moment and moment.weekday() > 4]


def test_some_goals_were_just_missed() -> None:
    share = scored(PLANS["eksempel-ankenaevn-2024"], TODAY).goal("1.1").criteria[0].trace
    visits = scored(PLANS["eksempel-tilsyn-2025"], TODAY).goal("1.1").criteria[0].trace
    assert share is not None
    assert share.actual is not None
    assert share.actual.value is not None
    assert Fraction("83.6") < share.actual.value < 84
    assert visits is not None
    assert visits.actual is not None
    assert visits.actual.value == 1316


def test_a_milestone_is_claimed_before_it_is_confirmed_and_one_waits_for_confirmation() -> None:
    said = defaultdict(list)
    for event in FOUND.events:
        if event.kind not in EXPECTATIONS:
            said[event.plan, event.criterion].append(event.kind)
    milestones = {
        (plan.id, leaf.number)
        for plan in FOUND.plans
        for g in plan.goals
        for leaf in g.leaves()
        if leaf.milestone
    }
    forms = {key: kinds for key, kinds in said.items() if key in milestones}
    assert {key for key, kinds in forms.items() if kinds == [EventKind.CLAIMED]} == {
        ("eksempel-ankenaevn-2026", "2.1.2")
    }
    waiting = [EventKind.CLAIMED]
    assert all(kinds in (waiting, [*waiting, EventKind.MET]) for kinds in forms.values())


def test_a_milestone_past_its_day_without_a_word_is_overdue() -> None:
    leaf = scored(PLANS["eksempel-tilsyn-2026"], TODAY).goal("2.1").criteria[1]
    assert leaf.status is Status.OVERDUE_DATA


def test_a_series_has_had_a_new_definition_with_values_on_both_sides() -> None:
    (one,) = FOUND.breaks
    days = [Period.parse(r.period) for r in FOUND.results if (r.institution, r.indicator) == one.series]
    assert {day.start < one.on for day in days} == {True, False}
    assert one.recorded_at < min(r.recorded for r in FOUND.results if r.recorded and r.period == "2024Q1")


def test_the_example_shows_the_rules_a_plan_can_have() -> None:
    goals = [goal for plan in FOUND.plans for goal in plan.goals]
    leaves = [leaf for goal in goals for leaf in goal.leaves()]
    overs = {r.over for leaf in leaves for q in leaf.quantities.values() for r in readings_of(q)}
    assert {goal.rule for goal in goals} == set(Rule)
    assert overs == {Over.LAST, Over.SUM, Over.MEAN, Over.POOLED}
    assert {plan.scoring.weights for plan in FOUND.plans} == {Weights.EQUAL, Weights.GIVEN}
    assert any(not goal.scored for goal in goals)
    assert any(criterion.criteria for goal in goals for criterion in goal.criteria)
    assert all(
        any(getattr(leaf, test) for leaf in leaves) for test in ("compare", "within", "milestone", "assessed")
    )
    assert any(leaf.within.relative for leaf in leaves if leaf.within)
    assert any(leaf.milestone.depends_on for leaf in leaves if leaf.milestone)


def test_a_target_in_brackets_may_differ_from_what_was_agreed_a_year_later() -> None:
    def targets(year: int) -> dict[int, tuple[str, bool]]:
        criterion = next(iter(PLANS[f"eksempel-ankenaevn-{year}"].goal("1.1").leaves()))
        assert criterion.compare is not None
        steps = getattr(criterion.compare.target, "by_year", ())
        return {step.year: (str(step.number), step.provisional) for step in steps}

    assert targets(2024)[2025] == ("85", True)
    assert targets(2025)[2025] == ("86", False)


def test_each_institution_says_what_it_expects_with_its_reports_and_is_not_always_right() -> None:
    expected = [event for event in FOUND.events if event.kind in EXPECTATIONS]
    assert {PLANS[event.plan].institution for event in expected} == {p.institution for p in FOUND.plans}
    hopes = [event for event in expected if event.plan.endswith("2025") and event.on.year == 2025]
    ends = {plan: scored(PLANS[plan], TODAY) for plan in {event.plan for event in hopes}}
    credits = {
        (plan, leaf.criterion.number): leaf.outcome.credit
        for plan, score in ends.items()
        for goal in score.goals
        for leaf in goal.leaves()
    }
    came = Counter((e.kind is EventKind.EXPECTED_MET, credits[e.plan, e.criterion] == 1) for e in hopes)
    assert came[True, True] > came[True, False] > 0
    assert came[False, True] + came[False, False] > 5

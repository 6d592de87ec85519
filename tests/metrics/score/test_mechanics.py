"""Every scoring rule met in published plans, one small plan file each, against the number worked out by hand.

The rows are numbered as the files in `tests/mechanics`.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from db.plans import plan_file
from metrics.algebra.outcome import Outcome, Points
from metrics.algebra.tree import Node, World, evaluate_tree
from metrics.errors import InvalidInput
from metrics.facts.decisions import Decision, DecisionKind
from metrics.facts.schema import EventKind
from metrics.periods import find_day_start
from metrics.plan.formula import Quantity
from metrics.plan.terms import Precision
from metrics.plan.versions import find_original
from metrics.plan.window import Window
from metrics.score.pay import Payment, find_payment
from metrics.score.quantities import read_amount
from metrics.score.scoring import score_plan
from metrics.score.tests import find_report_due
from metrics.status import Status
from tests.cases import Case, case, reached, rows_of, target_of, text_of, trace


def pts(secured: str | int | Fraction, open_: str | int | Fraction = 0, possible: int = 100) -> Points:
    """Points secured and open; what is left of the possible is lost."""
    return Points(Fraction(secured), Fraction(open_), possible - Fraction(secured) - Fraction(open_))


def target_in(found: Case, year: int) -> Fraction | None:
    """What the only criterion asks for in a year."""
    (leaf,) = found.plan.goals[0].leaves()
    assert leaf.compare
    quantity: Quantity = leaf.compare.target
    return read_amount(quantity, Window.of(found.plan).at(year), found.facts(), found.catalogue).value


# --- Goals and totals ---------------------------------------------------------------------------------------------


def test_01_seven_equal_goals_of_which_five_have_all_their_parts() -> None:
    found = case("01").score()
    assert found.points == pts(Fraction(500, 7))
    assert round(float(found.points.secured), 2) == 71.43
    assert found.goal("7").outcome.credit == 0  # one of its two parts is there


def test_02_unequal_weights_summing_to_100() -> None:
    assert case("02").score().points == pts(75)


def test_03_weights_at_several_levels_each_earning_their_part() -> None:
    found = case("03").score()
    assert found.goal("1").points == pts(30, possible=40)
    assert found.goal("1").criteria[0].outcome.credit == Fraction(2, 3)
    assert found.points == pts(30)


def test_04_at_least_one_of_two_budget_limits() -> None:
    found = case("04").score()
    assert [leaf.status for leaf in found.goal("1").leaves()] == [Status.NOT_MET, Status.MET]
    assert found.goal("1").status is Status.MET


def test_05_either_own_average_or_five_percent_below() -> None:
    found = case("05").score()
    first, second = found.goal("1").criteria
    assert (first.status, second.status) == (Status.NOT_MET, Status.MET)
    assert target_of(found, "1.2").value == Fraction("8.74")
    assert found.points == pts(100)


def test_06_partial_credit_in_steps() -> None:
    found = case("06").score()
    assert found.points == pts(50)
    assert found.goal("1").status is Status.PARTLY_MET


def test_07_partial_credit_in_a_straight_line() -> None:
    found = case("07").score()
    assert found.points == pts(60)
    assert trace(found).holds is False


def test_08_grades_in_words_and_a_plain_mean() -> None:
    found = case("08").score()
    assert [goal.outcome.credit for goal in found.goals] == [
        1,
        Fraction(1, 2),
        Fraction(3, 4),
        Fraction(3, 4),
    ]
    assert found.points == pts(75)


def test_09_three_words_for_a_goal_by_a_rule() -> None:
    found = case("09").score()
    assert found.goal("1").status is Status.PARTLY_MET


def test_10_words_alone_and_no_total() -> None:
    found = case("10").score()
    assert found.counts == {Status.MET: 18, Status.PARTLY_MET: 1, Status.NOT_MET: 1}
    assert not found.totalled
    assert found.points == pts(0, possible=0)


def test_11_all_units_must_and_23_of_24_is_partly_met_without_credit() -> None:
    found = case("11").score()
    assert found.goal("1").status is Status.PARTLY_MET
    assert found.points == pts(0)


def test_12_goals_outside_the_score_do_not_count_in_the_denominator() -> None:
    found = case("12").score()
    assert found.points == pts(Fraction(400, 6))
    assert found.goal("7").status is Status.NOT_MET
    assert found.goal("7").weight == 0


def test_13_a_goal_withdrawn_in_mid_term_changes_the_denominator() -> None:
    withdrawn = case("13")
    found = withdrawn.score()
    assert found.points == pts(Fraction(1000, 11))
    assert found.goal("5").status is Status.WITHDRAWN
    before = withdrawn.score(as_of=date(2017, 5, 31))
    assert before.points == pts(Fraction(1000, 12), Fraction(100, 12))
    whole = find_original([], withdrawn.plan)
    assert whole
    beside = score_plan(whole, withdrawn.facts(), withdrawn.catalogue)
    assert beside.points == pts(Fraction(1000, 12), Fraction(100, 12))


def test_14_a_suspended_plan_has_no_score_and_says_so() -> None:
    found = case("14").score(as_of=date(2017, 3, 15))
    assert not found.totalled
    assert found.points == pts(0, possible=0)
    assert found.plan.suspended
    assert found.plan.suspended.reason == "Opgaverne blev lagt om"
    assert found.goal("1").status is Status.MET


def test_15_a_word_beside_the_total() -> None:
    found = case("15").score()
    assert found.points == pts("85.7")
    assert found.word == "tæt på"


def test_16_met_and_missed_counted_for_each_weight_class() -> None:
    assert case("16").score().classes() == {
        "høj": {Status.MET: 2, Status.NOT_MET: 1},
        "lav": {Status.MET: 1, Status.NOT_MET: 1},
    }


def test_17_milestones_that_share_a_goal_s_points() -> None:
    found = case("17").score()
    assert found.goal("1").points == pts(10, possible=15)
    assert found.points == pts(10)


# --- Targets ------------------------------------------------------------------------------------------------------


def test_18_each_year_against_its_own_target() -> None:
    path = case("18")
    assert [target_in(path, year) for year in (2017, 2018, 2019)] == [1200, 1260, 1320]
    assert path.score().points == pts(0)


def test_19_growth_from_a_baseline() -> None:
    grown = [target_in(case("19"), year) for year in (2017, 2018, 2019)]
    assert grown == [530, Fraction("561.8"), Fraction("595.508")]
    assert case("19").score().points == pts(100)


def test_20_below_own_earlier_result_unknown_until_that_year_closes() -> None:
    before = target_of(case("20").score(as_of=date(2017, 1, 31), known_at=date(2017, 1, 31)))
    assert (before.value, before.provisional) == (Fraction("6.66"), True)
    after = target_of(case("20").score())
    assert (after.value, after.settled) == (Fraction("6.48"), True)
    assert case("20").secured() == 100


def test_21_at_most_the_average_of_the_same_quarters() -> None:
    found = case("21").score()
    assert (reached(found).value, target_of(found).value) == (Fraction("1.9"), Fraction("1.95"))
    assert case("21").secured() == 100


def test_22_not_worse_than_the_median_of_five_peers() -> None:
    median = target_of(case("22").score())
    assert median.value == 31
    assert len(median.inputs) == 5
    assert case("22").secured() == 100


def test_23_a_stock_on_one_date() -> None:
    assert case("23").score(as_of=date(2017, 12, 30)).points == pts(0, 100)
    assert case("23").score().points == pts(100)


def test_24_two_points_on_one_distribution_are_not_independent() -> None:
    found = case("24").score()
    assert [leaf.status for leaf in found.goal("1").leaves()] == [Status.MET, Status.NOT_MET]
    goal = found.plan.goal("1")
    tree = Node("goal", goal.rule, tuple(Node(leaf.number) for leaf in goal.leaves()))
    met, missed = Outcome.settled(1), Outcome.settled(0)
    fast = World(0.6, {"1.1": met, "1.2": met})
    slow = World(0.4, {"1.1": missed, "1.2": missed})
    both = evaluate_tree(tree, {"1.1": Outcome.unknown(), "1.2": Outcome.unknown()}, [[fast, slow]])
    assert both.outcome.chance_of(Fraction(1)) == pytest.approx(0.6)  # and not 0.36


def test_25_the_later_of_two_days_is_after_the_plan_year() -> None:
    at_year_end = case("25").score(as_of=date(2018, 1, 14), known_at=date(2018, 1, 14))
    assert at_year_end.goal("1").status is Status.NOT_DUE
    assert [due.on for due in trace(at_year_end, "1.2").due] == [date(2018, 1, 31)]
    assert case("25").score(as_of=date(2018, 2, 5), known_at=date(2018, 2, 5)).points == pts(100)


def test_26_four_quarters_that_are_known_only_after_the_third() -> None:
    before = case("26").score(as_of=date(2017, 10, 9), known_at=date(2017, 10, 9))
    assert before.points == pts(0, 100)
    assert trace(before).holds is None
    found = reached(case("26").score(as_of=date(2017, 10, 10), known_at=date(2017, 10, 10)))
    assert found.value == 400
    assert found.settled


def test_27_a_tolerance_relative_to_the_budget() -> None:
    assert case("27").trace().distance == Fraction("2.4")
    assert case("27").score().points == pts(0)


def test_28_a_milestone_is_claimed_with_evidence_and_then_confirmed() -> None:
    silent, claimed, confirmed = (
        case("28").score(as_of=day, known_at=day)
        for day in (date(2017, 9, 30), date(2017, 10, 5), date(2017, 10, 12))
    )
    assert silent.goal("1").status is Status.NOT_DUE
    said = trace(claimed).said
    assert said
    assert (said.kind, said.note) == (EventKind.CLAIMED, "Analysen er sendt med brev")
    assert claimed.goal("1").status is Status.AWAITING_CONFIRMATION
    assert confirmed.points == pts(100)


def test_29_a_milestone_is_not_full_before_the_one_it_builds_on() -> None:
    waiting = case("29").score(as_of=date(2017, 5, 1), known_at=date(2017, 5, 1))
    assert trace(waiting, "1.2").waits_for == "1.1"
    assert waiting.goal("1").outcome == Outcome.unknown()
    assert case("29").score().points == pts(
        50
    )  # the plan was late and earns nothing, the work that followed does


def test_30_a_condition_that_must_hold_all_year() -> None:
    found = case("30").score(as_of=date(2017, 4, 1))
    assert found.points == pts(0)
    assert [str(given.observation.value) for given in reached(found).inputs] == [
        "3.700000000",
        "4.200000000",
        "3.900000000",
    ]


def test_31_coverage_over_years_one_missed_and_the_path_still_open() -> None:
    found = case("31").score(as_of=date(2019, 1, 10))
    assert found.goal("1").status is Status.NOT_MET
    assert found.goal("2").outcome == Outcome.unknown()
    so_far = reached(found, "2.1")
    assert so_far.value == 81
    assert not so_far.settled
    assert case("31").plus({"period": "2019", "value": "39"}).score().points == pts(50)


def test_32_own_share_of_a_joint_result() -> None:
    found = case("32").score()
    assert [leaf.status for leaf in found.goal("1").leaves()] == [Status.MET, Status.NOT_MET]
    assert found.points == pts(0)


# --- Measurement --------------------------------------------------------------------------------------------------


def actual(found: Case) -> Fraction | None:
    return reached(found.score()).value


def test_33_numerators_over_denominators_and_never_a_mean_of_percentages() -> None:
    assert actual(case("33")) == Fraction(1900, 24)
    assert case("33").score().points == pts(0)  # the mean of the three would be 80.0, and enough


def test_34_two_schemes_count_by_their_cases() -> None:
    assert actual(case("34")) == Fraction("83.25")
    assert case("34").score().points == pts(100)


def test_35_a_mean_weighted_by_volume() -> None:
    assert actual(case("35")) == Fraction("89.75")
    assert case("35").score().points == pts(100)


def test_36_cases_left_out_by_rule() -> None:
    assert actual(case("36")) == Fraction(97000, 980)
    assert round(float(Fraction(97000, 980)), 1) == 99.0
    assert case("36").score().points == pts(100)


def test_37_no_case_is_no_value() -> None:
    found = case("37").score()
    assert actual(case("37")) is None
    assert found.points == pts(0, 100)
    assert found.goal("1").status is Status.UNKNOWN


def test_38_the_plan_names_one_denominator_and_the_other_is_shown_beside_it() -> None:
    found = case("38").score()
    assert found.points == pts(0)
    assert reached(found, "1.1").value == 480
    beside = found.goal("1").criteria[1]
    assert (beside.status, beside.criterion.note) == (Status.MET, "Til sammenligning")
    assert reached(found, "1.2").value == 512


def test_39_days_against_months_are_refused_unless_a_conversion_is_given() -> None:
    text = text_of("39")
    with pytest.raises(InvalidInput) as refused:
        plan_file.parse_plan(text)
    (problem,) = refused.value.problems
    assert (problem.code, problem.params) == ("unit_mismatch", {"first": "months", "second": "days"})
    converted = plan_file.parse_plan(
        text.replace('"ventetid" }', '"ventetid", factor = 30, unit = "days" }', 1)
    )
    days = Case(converted, rows_of("39"))
    assert actual(days) == 87
    assert days.score().points == pts(100)


def test_40_two_sources_are_both_kept_and_one_is_chosen_with_its_reason() -> None:
    (given,) = reached(case("40").score()).inputs
    seen = given.observation
    assert seen.value == 64
    assert (seen.source, seen.note) == ("Fælles måling", "Den fælles måling gælder efter aftale")
    (rival,) = seen.rivals
    assert rival.value == 61
    assert rival.source == "Egen måling"
    assert case("40").score().points == pts(100)


def test_41_an_inexact_value_decides_only_what_follows_from_it() -> None:
    found = case("41").score()
    about, above = reached(found, "1.1"), reached(found, "2.1")
    assert about.value == about.inputs[0].observation.value == 200
    assert above.value == 90
    assert (about.precision, above.precision) == (Precision.ABOUT, Precision.ABOVE)
    assert found.goal("1").outcome == Outcome.unknown()
    assert found.goal("2").status is Status.MET


def test_42_a_footnote_makes_a_value_provisional_and_is_never_lost() -> None:
    first = reached(case("42").score())
    assert first.provisional
    assert first.inputs[0].observation.note == "Opgjort efter 3. kvartal"
    final = case("42").plus({"value": "89", "provisional": "", "note": "", "recorded": "2018-01-10"})
    assert final.score().points == pts(0)
    then = reached(final.score(known_at=date(2018, 1, 9)))
    assert then.inputs[0].observation.note == "Opgjort efter 3. kvartal"


# --- Around the score ---------------------------------------------------------------------------------------------


def made(row: str, kind: DecisionKind, **given: Any) -> Decision:
    """A decision of the department on a case's plan, after the year."""
    day = date(2018, 2, 1)
    reason = "Opgaven var større end ventet"
    return Decision(
        f"m{row}", kind, day, "Departementschef", reason, recorded_at=find_day_start(day), **given
    )


def paid(row: str, *others: str) -> Payment:
    """What a case's rule for pay points to, with the totals of other cases."""
    rule = case(row).plan.pay
    assert rule
    return find_payment(
        rule, f"m{row}", {f"m{other}": case(other).score().points for other in (row, *others)}
    )


def test_43_discretion_is_a_record_of_its_own_and_leaves_the_fulfilment() -> None:
    nothing = made("43", DecisionKind.PAY, points=Decimal(0))
    found = case("43").decided(nothing)
    assert found.points == case("43").score().points == pts(Fraction(600, 7))
    assert [d.reason for d in found.decisions] == ["Opgaven var større end ventet"]
    assert paid("43").pay_most == Fraction(60, 7)  # what the rule points to stands beside it
    total = case("43").decided(made("43", DecisionKind.TOTAL, points=Decimal(100)))
    assert total.points == pts(100)
    assert total.score.points == pts(Fraction(600, 7))


def test_44_pay_from_two_plans_of_one_chief() -> None:
    found = paid("44", "01")
    assert [p.least for p in found.parts] == [100, Fraction(500, 7)]
    assert found.least == found.most == Fraction(600, 7)
    assert found.pay_most == Fraction(60, 7)


def test_45_a_table_from_fulfilment_to_pay_is_not_simply_proportional() -> None:
    assert case("45").score().points == pts(80)
    assert paid("45").pay_most == 6  # 60 pct. of the cap of 10 pct.; in proportion it would be 8


def test_46_below_the_minimum_nothing_is_paid() -> None:
    assert case("46").score().points == pts(50)
    assert paid("46").pay_most == 5
    missed = case("46").but(c1_1="not_met").score().points
    rule = case("46").plan.pay
    assert rule
    assert find_payment(rule, "m46", {"m46": missed}).pay_most == 0


def test_47_a_near_miss_is_computed_not_met_and_decided_met_and_both_are_kept() -> None:
    found = case("47").decided(made("47", DecisionKind.NEAR_MISS, goal="1"))
    computed = case("47").score()
    assert (computed.goal("1").status, computed.points) == (Status.NOT_MET, pts(0))
    assert (found.score.goal("1").status, found.points) == (Status.MET, pts(100))
    assert trace(found.score, "1.1").holds is False


def test_48_a_plan_year_from_august_has_its_own_quarters_and_due_dates() -> None:
    august = case("48")
    assert august.score().points == pts(100)
    assert august.only(1, 2, 3).score().points == pts(0, 100)
    silent = august.only(1).trace(as_of=date(2018, 1, 31))
    dues = [due.on for due in silent.due]
    assert dues == [date(2018, 2, 14), date(2018, 5, 14), date(2018, 8, 14)]
    assert find_report_due(august.plan, date(2017, 10, 31)) == date(2017, 11, 14)
    last = august.only(1, 2, 3)
    assert last.score(as_of=date(2018, 8, 14)).goals[0].status is Status.NOT_DUE
    assert last.score(as_of=date(2018, 8, 14) + timedelta(days=1)).goals[0].status is Status.OVERDUE_DATA

"""What scoring needs that follows from the plan alone."""

from __future__ import annotations

import gc
from datetime import date
from decimal import Decimal
from fractions import Fraction

from metrics.algebra.outcome import BINARY, Grade
from metrics.algebra.tree import Node, Rule
from metrics.plan import structure
from metrics.plan.criteria import Criterion, GradePoint, Grading
from metrics.plan.model import Reporting
from metrics.plan.structure import build_tree, derive_structure, make_tree_key
from metrics.plan.window import Window
from tests.factories import compared, goal, milestone, plan

HALF = GradePoint(at=Decimal("0.5"), earns=Decimal("0.25"))


def test_a_plan_has_its_tests_its_trees_its_year_and_its_quarters() -> None:
    p = plan(goal("1", compared("1.1")), goal("2", milestone("2.1")), reporting=Reporting(quarters=(2, 4)))
    found = derive_structure(p)
    assert found.leaves == {"1.1": compared("1.1"), "2.1": milestone("2.1")}
    assert {number: tree.leaves() for number, tree in found.trees.items()} == {"1": {"1.1"}, "2": {"2.1"}}
    assert found.windows == {"1.1": Window.of(p), "2.1": Window.of(p)}
    assert found.quarters == ((2, date(2017, 6, 30)), (4, date(2017, 12, 31)))


def test_quarters_are_counted_in_the_plan_s_own_year_and_anew_in_the_next() -> None:
    p = plan(goal("1", milestone("1.1")), start=date(2017, 8, 1), end=date(2018, 10, 31))
    assert derive_structure(p).quarters == (
        *((1, date(2017, 10, 31)), (2, date(2018, 1, 31)), (3, date(2018, 4, 30)), (4, date(2018, 7, 31))),
        (1, date(2018, 10, 31)),
    )


def test_a_plan_in_memory_is_derived_once_and_an_equal_one_by_itself() -> None:
    one, other = plan(), plan()
    assert derive_structure(one) is derive_structure(one)
    assert derive_structure(one) is not derive_structure(other)


def test_nothing_is_kept_of_a_plan_that_is_gone() -> None:
    p = plan()
    place = id(p)
    derive_structure(p)
    assert place in structure._KEPT
    del p
    gc.collect()
    assert place not in structure._KEPT


def test_a_goal_and_its_only_criterion_may_have_the_same_number() -> None:
    assert make_tree_key(goal("1", compared("1"))) == "goal 1"
    assert make_tree_key(compared("1")) == "1"


def test_a_goal_is_binary_unless_it_has_a_grade_and_a_leaf_has_none() -> None:
    graded = Grading(points=(HALF,), linear=True)
    assert build_tree(goal("1", compared("1.1"))).grade is BINARY
    assert build_tree(compared("1.1")).grade is None
    expected = Grade(((Fraction(1, 2), Fraction(1, 4)),), linear=True)
    assert build_tree(goal("1", compared("1.1"), grade=graded)).grade == expected
    assert build_tree(compared("1.1", grade=graded)).grade == expected


def test_only_what_counts_is_in_the_tree_with_its_weight() -> None:
    group = Criterion(
        number="1",
        title="1",
        rule=Rule.AT_LEAST,
        k=2,
        criteria=(
            compared("1.1", weight=Decimal("0.5")),
            compared("1.2", scored=False),
            milestone("1.3"),
        ),
    )
    leaves = (Node("1.1"), Node("1.3"))
    assert build_tree(group) == Node("1", Rule.AT_LEAST, leaves, (Fraction(1, 2), Fraction(1)), 2)


def test_each_test_of_a_contract_is_read_for_the_year_of_its_goal() -> None:
    p = plan(
        goal("1", compared("1.1"), year=2017), goal("2", compared("2.1"), year=2018), end=date(2018, 12, 31)
    )
    windows = derive_structure(p).windows
    assert (windows["1.1"].start, windows["1.1"].end) == (date(2017, 1, 1), date(2017, 12, 31))
    assert (windows["2.1"].start, windows["2.1"].end) == (date(2018, 1, 1), date(2018, 12, 31))


def test_reports_on_given_days_cover_the_months_before_them() -> None:
    days = (date(2017, 4, 24), date(2017, 4, 28), date(2018, 3, 15), date(2018, 4, 15))
    p = plan(reporting=Reporting(dates=days))
    ends = [last for _, last in derive_structure(p).quarters]
    assert ends == [date(2017, 3, 31), date(2017, 4, 27), date(2017, 12, 31), date(2018, 3, 15)]

"""Builders of the example's plans: each makes what its name says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from db.example import figures, parts
from db.example.parts import MINISTRY, Task
from metrics.periods import Frequency
from metrics.plan.formula import Path, Reading
from metrics.plan.terms import Better, Operator, Over, Unit

TARGET = parts.make_path({2024: "90"}, 2024)


def steps(path: Path) -> list[tuple[int, str, bool]]:
    return [(step.year or 0, str(step.number), step.provisional) for step in path.by_year]


def test_an_institution_is_fictional_and_of_the_ministry_that_does_not_exist() -> None:
    made = parts.make_institution("eksempel-x", "Eksempel")
    assert (made.id, made.name, made.ministry_area, made.fictional) == (
        "eksempel-x",
        "Eksempel",
        MINISTRY,
        True,
    )


def test_a_series_has_its_indicator_and_its_shape() -> None:
    shape = figures.make_years({2024: "1"})
    made = parts.make_series(
        "inst", ("key", "Navn", "days"), shape, better=Better.LOWER, frequency=Frequency.YEAR, decimals=2
    )
    indicator = made.indicator
    assert made.shape is shape
    assert (indicator.institution, indicator.id, indicator.name) == ("inst", "key", "Navn")
    assert (indicator.unit, indicator.better, indicator.frequency, indicator.decimals) == (
        Unit.DAYS,
        Better.LOWER,
        Frequency.YEAR,
        2,
    )


def test_a_path_has_last_years_target_this_years_and_the_next_in_brackets() -> None:
    targets = {2022: "1", 2023: "2", 2024: "3", 2025: "4"}
    assert steps(parts.make_path(targets, 2023)) == [
        (2022, "1", False),
        (2023, "2", False),
        (2024, "3", True),
    ]
    assert steps(parts.make_path(targets, 2025)) == [(2024, "3", False), (2025, "4", False)]
    assert steps(parts.make_path(targets, 2024, {2025: "9"}))[-1] == (2025, "9", True)
    assert steps(parts.make_path({2024: "2"}, 2024)) == [(2024, "2", False)]


def test_an_indicator_is_asked_to_be_at_least_or_at_most_its_target() -> None:
    least = parts.ask_at_least("1.1.1", "Titel", "key", TARGET, Over.POOLED, weight=50)
    most = parts.ask_at_most("1.1.2", "Titel", "key", TARGET, Over.LAST)
    for criterion, operator, over, weight in (
        (least, Operator.AT_LEAST, Over.POOLED, 50),
        (most, Operator.AT_MOST, Over.LAST, 1),
    ):
        assert criterion.compare is not None
        assert criterion.compare.operator is operator
        assert criterion.compare.value == Reading(indicator="key", over=over)
        assert criterion.compare.target == TARGET
        assert criterion.weight == weight


def test_a_deviation_is_asked_to_be_within_its_tolerance_in_points_or_in_percent() -> None:
    plain = parts.ask_within("1.1.1", "Titel", "key", TARGET).within
    percent = parts.ask_within_percent("1.1.1", "Titel", "key", "budget", TARGET).within
    assert plain is not None
    assert percent is not None
    assert (plain.value, plain.relative) == (Reading(indicator="key"), False)
    assert (percent.value, percent.relative) == (Reading(indicator="key"), True)
    assert percent.reference == Reading(indicator="budget")


def test_milestones_are_numbered_and_chained_where_each_builds_on_the_one_before() -> None:
    tasks = (Task("A", date(2024, 3, 1)), Task("B", date(2024, 6, 1)), Task("C", date(2024, 9, 1)))
    for chained, before in ((False, [None, None, None]), (True, [None, "2.1.1", "2.1.2"])):
        made = parts.make_milestones("2.1", tasks, chained=chained)
        assert [(leaf.number, leaf.title) for leaf in made] == [
            ("2.1.1", "A"),
            ("2.1.2", "B"),
            ("2.1.3", "C"),
        ]
        assert [leaf.milestone.depends_on for leaf in made if leaf.milestone] == before
        assert [leaf.milestone.due for leaf in made if leaf.milestone] == [task.due for task in tasks]


def test_an_assessment_is_due_at_the_end_of_the_january_after_the_plan_year() -> None:
    made = parts.make_assessment("2.2.1", "Titel", 2024, "Note")
    assert made.assessed is not None
    assert (made.assessed.due, made.note) == (date(2025, 1, 31), "Note")


def test_a_goal_graded_partly_earns_the_share_of_its_criteria() -> None:
    assert [(point.at, point.earns) for point in parts.PARTLY.points] == [
        (Decimal(0), Decimal(0)),
        (Decimal(1), Decimal(1)),
    ]
    assert parts.PARTLY.linear

"""Builders for the parts of the example's plans, and the description each institution has to give."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from db.example.figures import ExampleSeries, Shape
from metrics.periods import Frequency
from metrics.plan.criteria import Assessment, Compare, Criterion, GradePoint, Grading, Milestone, Within
from metrics.plan.formula import Path, Reading, Step
from metrics.plan.model import Goal, Indicator, Institution, Scoring
from metrics.plan.terms import Better, Operator, Over, Unit

MINISTRY = "Digitaliserings- og Borgerministeriet (opdigtet)"
PLAN_YEARS = (2023, 2024, 2025, 2026)

_EVERYTHING, _NOTHING = (
    GradePoint(at=Decimal(1), earns=Decimal(1)),
    GradePoint(at=Decimal(0), earns=Decimal(0)),
)
PARTLY = Grading(points=(_NOTHING, _EVERYTHING), linear=True)
"""For a goal that earns the same share of its points as its criteria have earned."""

Targets = Mapping[int, str]
"""Targets by year, as decimal numbers."""


class Task(NamedTuple):
    """A milestone's title and due date."""

    title: str
    due: date


@dataclass(frozen=True, slots=True)
class Progress:
    """The milestones and assessments that did not go as planned, by plan year and criterion number.

    `late` holds days after the due date, `unconfirmed` those only claimed, `silent` those without any event, `early`
    the day of a verdict given ahead of time, and `refused` the reason for a verdict of not met.
    """

    late: Mapping[tuple[int, str], int] = field(default_factory=dict)
    unconfirmed: frozenset[tuple[int, str]] = frozenset()
    silent: frozenset[tuple[int, str]] = frozenset()
    early: Mapping[tuple[int, str], date] = field(default_factory=dict)
    refused: Mapping[tuple[int, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """A fictional institution: its identity, its series, its goals by year, and its progress."""

    institution: Institution
    role: str
    picture: str
    series: Sequence[ExampleSeries]
    goals: Callable[[int], tuple[Goal, ...]]
    progress: Progress
    scoring: Scoring = field(default_factory=Scoring)


def make_institution(key: str, name: str) -> Institution:
    """Make an institution, marked as fictional."""
    return Institution(id=key, name=name, ministry_area=MINISTRY, fictional=True)


def make_series(
    institution: str,
    head: tuple[str, str, str],
    shape: Shape,
    *,
    better: Better,
    frequency: Frequency = Frequency.QUARTER,
    decimals: int = 1,
    definition: str | None = None,
) -> ExampleSeries:
    """Make a series; `head` is the indicator's id, name and unit."""
    key, name, unit = head
    made = Indicator(
        id=key,
        institution=institution,
        name=name,
        unit=Unit(unit),
        decimals=decimals,
        better=better,
        frequency=frequency,
        definition=definition,
    )
    return ExampleSeries(made, shape)


def make_path(targets: Targets, year: int, brackets: Targets | None = None) -> Path:
    """Make the target path of a plan: last year's target, this year's, and next year's in brackets.

    `brackets` holds the years whose target in brackets differed from the one agreed in the end.
    """
    steps = [Step(year=y, number=Decimal(targets[y])) for y in (year - 1, year) if y in targets]
    following = (brackets or {}).get(year + 1, targets.get(year + 1))
    if following is not None:
        steps.append(Step(year=year + 1, number=Decimal(following), provisional=True))
    return Path(by_year=tuple(steps))


def ask_at_least(
    number: str, title: str, indicator: str, target: Path, over: Over, weight: int = 1
) -> Criterion:
    """Make a criterion: the indicator over the year is at least its target."""
    return _compared(
        number, title, Reading(indicator=indicator, over=over), Operator.AT_LEAST, target, weight
    )


def ask_at_most(
    number: str, title: str, indicator: str, target: Path | Reading, over: Over, weight: int = 1
) -> Criterion:
    """Make a criterion: the indicator over the year is at most its target."""
    return _compared(number, title, Reading(indicator=indicator, over=over), Operator.AT_MOST, target, weight)


def _compared(
    number: str, title: str, value: Reading, operator: Operator, target: Path | Reading, weight: int
) -> Criterion:
    test = Compare(value=value, operator=operator, target=target)
    return Criterion(number=number, title=title, weight=Decimal(weight), compare=test)


def ask_within(number: str, title: str, indicator: str, tolerance: Path) -> Criterion:
    """Make a criterion: the deviation is at most the tolerance, in either direction."""
    return Criterion(
        number=number, title=title, within=Within(value=Reading(indicator=indicator), tolerance=tolerance)
    )


def ask_within_percent(number: str, title: str, value: str, reference: str, tolerance: Path) -> Criterion:
    """Make a criterion: one indicator is at most `tolerance` percent away from another."""
    test = Within(
        value=Reading(indicator=value),
        reference=Reading(indicator=reference),
        tolerance=tolerance,
        relative=True,
    )
    return Criterion(number=number, title=title, within=test)


def make_milestones(number: str, tasks: Sequence[Task], *, chained: bool = False) -> tuple[Criterion, ...]:
    """Make milestones numbered below `number`; with `chained`, each depends on the previous one."""
    return tuple(
        Criterion(
            number=f"{number}.{place}",
            title=task.title,
            milestone=Milestone(
                due=task.due, depends_on=f"{number}.{place - 1}" if chained and place > 1 else None
            ),
        )
        for place, task in enumerate(tasks, 1)
    )


def make_assessment(number: str, title: str, year: int, note: str) -> Criterion:
    """Make a criterion the department assesses in the January after the plan year."""
    return Criterion(number=number, title=title, note=note, assessed=Assessment(due=date(year + 1, 1, 31)))

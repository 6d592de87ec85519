"""Plan files of all shapes, for the laws of the format."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from metrics.model import (
    Assessed,
    Compare,
    Constant,
    Criterion,
    Goal,
    GradePoint,
    Grading,
    Indicator,
    Institution,
    Milestone,
    Observed,
    PlanFile,
    Quantity,
    Reading,
    Reporting,
    Scoring,
    Signature,
    Step,
    Within,
)
from metrics.model import Path as TargetPath
from metrics.outcome import Rule
from metrics.periods import Frequency
from metrics.terms import Better, GoalKind, Operator, Over, Party, Unit, Weights

YEAR = 2017
START, END = date(YEAR, 1, 1), date(YEAR, 12, 31)
OWNERS = ("inst", "state")
SERIES = [(owner, key) for owner in OWNERS for key in ("andel", "antal-2")]

PLAIN = [
    "x",
    "Mål",
    "§ 56, stk. 1",
    "a\nb",
    "tab\there",
    "\u00a0y",
    "\u2028z",
    "\U0001f600",
    "e\u0301",
    "\x7f",
    "\r\nq",
]
TRICKY = [
    'say "so"',
    "it's",
    '"""',
    "'''",
    "back\\slash",
    "# no comment",
    "[[goals]]",
    "= 5,5",
    "{value}",
    "2017-01-01",
]
TEXTS = st.sampled_from(PLAIN + TRICKY)
NOTES = st.none() | TEXTS
FLAGS = st.booleans()
EDGES = ["90", "90.0", "1E+3", "0.000000001", "-0.5", "1000000000000000", "0.00"]
NUMBERS = st.one_of(
    st.builds(
        lambda n, places: Decimal(n).scaleb(-places), st.integers(-(10**12), 10**12), st.integers(0, 9)
    ),
    st.sampled_from([Decimal(text) for text in EDGES]),
)
WEIGHTS = st.decimals("0.01", 100, places=2)
DAYS = st.integers(0, 500).map(lambda days: START + timedelta(days=days))

CONSTANTS = st.builds(Constant, number=NUMBERS)
READINGS = st.builds(
    lambda series, **rest: Reading(institution=series[0], indicator=series[1], **rest),
    st.sampled_from(SERIES),
    over=st.sampled_from(Over),
    offset=st.integers(-5, 5),
    factor=NUMBERS,
)
STEPS = st.one_of(
    st.builds(Step, year=st.just(YEAR), number=NUMBERS, provisional=FLAGS, note=NOTES),
    st.builds(Step, year=st.just(YEAR), reading=READINGS, provisional=FLAGS, note=NOTES),
)
QUANTITIES: st.SearchStrategy[Quantity] = st.one_of(
    READINGS, CONSTANTS, STEPS.map(lambda step: TargetPath(by_year=(step,)))
)
COMPARISONS = st.builds(Compare, value=QUANTITIES, operator=st.sampled_from(Operator), target=QUANTITIES)
TESTS: list[st.SearchStrategy[dict[str, Any]]] = [
    st.fixed_dictionaries({"compare": COMPARISONS}),
    st.fixed_dictionaries(
        {"within": st.builds(Within, value=QUANTITIES, tolerance=CONSTANTS, relative=FLAGS)}
    ),
    st.fixed_dictionaries({"milestone": st.builds(Milestone, due=DAYS)}),
    st.fixed_dictionaries({"assessed": st.builds(Assessed, due=DAYS, by=st.sampled_from(Party))}),
]
CRITERION_WORDS = {"number": st.just("0"), "title": TEXTS, "weight": WEIGHTS, "note": NOTES}
LEAVES = st.builds(lambda test, **words: Criterion(**words, **test), st.one_of(TESTS), **CRITERION_WORDS)

POINTS = (GradePoint(at=Decimal(0), earns=Decimal("0.25")), GradePoint(at=Decimal(1), earns=Decimal(1)))
GRADES = st.none() | st.builds(Grading, points=st.just(POINTS), linear=FLAGS)


@st.composite
def _groups(draw: st.DrawFn, children: st.SearchStrategy[Criterion]) -> dict[str, Any]:
    below = tuple(draw(st.lists(children, min_size=1, max_size=3)))
    rule = draw(st.sampled_from(Rule))
    k = draw(st.integers(1, len(below))) if rule is Rule.AT_LEAST else None
    return {"rule": rule, "k": k, "grade": draw(GRADES), "criteria": below}


CRITERIA = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda group, **words: Criterion(**words, **group), _groups(inner), **CRITERION_WORDS
    ),
    max_leaves=4,
)
GOALS = st.builds(
    lambda rest, **words: Goal(**words, **rest),
    _groups(CRITERIA),
    number=st.just("0"),
    title=TEXTS,
    group=NOTES,
    kind=st.none() | st.sampled_from(GoalKind),
    note=NOTES,
)
SIGNATURES = st.builds(
    Signature, party=st.sampled_from(Party), organisation=TEXTS, role=TEXTS, on=st.just(START)
)
QUARTERS = st.lists(st.integers(1, 4), max_size=4).map(tuple)
AMOUNTS: st.SearchStrategy[dict[str, Decimal]] = st.one_of(
    st.fixed_dictionaries({"value": NUMBERS}),
    st.fixed_dictionaries({"numerator": NUMBERS, "denominator": NUMBERS}),
)
OBSERVATIONS = st.builds(
    lambda series, amounts, **rest: Observed(institution=series[0], indicator=series[1], **amounts, **rest),
    st.sampled_from(SERIES),
    AMOUNTS,
    period=st.sampled_from(["2016", "2016Q2", "2016-07", "2016-07-31"]),
    provisional=FLAGS,
    note=NOTES,
    source=NOTES,
)


def _institution(key: str) -> st.SearchStrategy[Institution]:
    return st.builds(Institution, id=st.just(key), name=TEXTS, ministry_area=TEXTS, fictional=FLAGS)


def _indicator(series: tuple[str, str]) -> st.SearchStrategy[Indicator]:
    return st.builds(
        Indicator,
        institution=st.just(series[0]),
        id=st.just(series[1]),
        name=TEXTS,
        unit=st.sampled_from(Unit),
        decimals=st.integers(0, 6),
        better=st.sampled_from(Better),
        frequency=st.sampled_from(Frequency),
        definition=NOTES,
    )


@st.composite
def plan_files(draw: st.DrawFn) -> PlanFile:
    """A plan file without any problem; its definitions and results in the order in which it is written."""
    goals = _numbered(draw(st.lists(GOALS, min_size=1, max_size=3)))
    scoring = Scoring(note=draw(NOTES))
    if draw(FLAGS):
        goals = [goal.model_copy(update={"weight": draw(WEIGHTS)}) for goal in goals]
        scoring = Scoring(
            weights=Weights.GIVEN, possible=sum((goal.weight or Decimal(0) for goal in goals), Decimal(0))
        )
    results = draw(
        st.lists(OBSERVATIONS, max_size=4, unique_by=lambda o: (o.institution, o.indicator, o.period))
    )
    head = draw(
        st.fixed_dictionaries(
            dict.fromkeys(("title", "department", "source"), TEXTS),
            optional={"strategic_picture": TEXTS, "notes": st.lists(TEXTS, max_size=2).map(tuple)},
        )
    )
    return PlanFile(
        id="plan-2017",
        institution=OWNERS[0],
        start=START,
        end=END,
        document_date=draw(DAYS),
        signatures=tuple(draw(st.lists(SIGNATURES, max_size=2))),
        reporting=draw(st.builds(Reporting, days=st.integers(0, 60), quarters=QUARTERS, note=NOTES)),
        scoring=scoring,
        goals=tuple(goals),
        institutions=tuple(draw(_institution(key)) for key in OWNERS),
        indicators=tuple(draw(_indicator(series)) for series in SERIES),
        observations=tuple(sorted(results, key=lambda o: (o.institution, o.indicator, o.period))),
        **head,
    )


def _numbered(goals: list[Goal]) -> list[Goal]:
    """The goals and criteria with a number of their own each."""
    numbers = (str(n) for n in itertools.count(1))

    def below(part: Goal | Criterion, numbers: Iterator[str]) -> tuple[Criterion, ...]:
        return tuple(
            child.model_copy(update={"number": next(numbers), "criteria": below(child, numbers)})
            for child in part.criteria
        )

    return [
        goal.model_copy(update={"number": next(numbers), "criteria": below(goal, numbers)}) for goal in goals
    ]

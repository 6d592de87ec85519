"""Plan files of all shapes, for the laws of the format."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from metrics.algebra.tree import Rule
from metrics.periods import Frequency
from metrics.plan.criteria import (
    Assessment,
    Compare,
    Criterion,
    GradePoint,
    Grading,
    Level,
    Milestone,
    ScalePoint,
    Within,
)
from metrics.plan.formula import Change, Constant, Growth, Median, Pooled, Quantity, Reading, Step
from metrics.plan.formula import Path as TargetPath
from metrics.plan.model import (
    DocumentResult,
    Goal,
    Indicator,
    Institution,
    PlanFile,
    Reporting,
    Scoring,
    Signature,
    Suspension,
    TotalWord,
)
from metrics.plan.terms import Better, GoalKind, Operator, Over, Party, Precision, SeriesOwner, Unit, Weights
from metrics.status import Status
from tests.case_rules import case_rules

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

UNIT = st.shared(st.sampled_from(Unit), key="the unit of all that is measured")
"""One for a whole plan: what is in another unit is refused."""
UNITS = st.none() | UNIT

CONSTANTS = st.builds(Constant, number=NUMBERS, unit=UNITS)
TIMES: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.fixed_dictionaries({"offset": st.integers(-5, 5), "shift": st.integers(-6, 6)}),
    st.fixed_dictionaries({"year": st.integers(YEAR - 3, YEAR + 3), "shift": st.integers(-6, 6)}),
    st.fixed_dictionaries(
        {"period": st.sampled_from(["2016", "2017Q3", "2017-02", "2017-12-31", "2017-08/2018-07"])}
    ),
)
READINGS = st.builds(
    lambda series, over, weight, times, **rest: Reading(
        institution=series[0],
        indicator=series[1],
        over=over,
        weight=weight if over is Over.WEIGHTED else None,
        **times,
        **rest,
    ),
    st.sampled_from(SERIES),
    st.sampled_from(Over),
    st.sampled_from(["andel", "antal-2"]),
    TIMES,
    factor=NUMBERS,
    unit=UNITS,
)
STEPS = st.one_of(
    st.builds(Step, year=st.just(YEAR), number=NUMBERS, provisional=FLAGS, note=NOTES),
    st.builds(Step, year=st.just(YEAR), reading=READINGS, provisional=FLAGS, note=NOTES),
)
PATHS = STEPS.map(lambda step: TargetPath(by_year=(step,)))
SINGLE: st.SearchStrategy[Quantity] = READINGS | CONSTANTS | PATHS
POOLED = READINGS.map(lambda reading: reading.model_copy(update={"over": Over.POOLED, "weight": None}))
SEVERAL = st.lists(POOLED, min_size=1, max_size=3).map(tuple)

CHANGES = st.builds(Change, change_from=READINGS, to=READINGS)
"""In percent, whatever they are changes of."""


def _composed(inner: st.SearchStrategy[Quantity]) -> st.SearchStrategy[Quantity]:
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    rates = st.sampled_from([Decimal(text) for text in ("6", "-2.5", "0", "-100", "-250")])
    return st.one_of(
        st.builds(Median, median_of=parts),
        UNIT.flatmap(lambda unit: CHANGES if unit is Unit.PERCENT else READINGS),
        # A path below has a step for the plan year only, and a baseline is read at the year it is from.
        st.builds(Growth, baseline=inner, rate=rates, since=st.just(YEAR)),
        st.builds(Growth, baseline=READINGS | CONSTANTS, rate=rates, since=st.integers(YEAR - 3, YEAR + 3)),
    )


_QUANTITIES: st.SearchStrategy[Quantity] = st.one_of(
    SINGLE, st.builds(Pooled, pooled=SEVERAL), st.recursive(SINGLE, _composed, max_leaves=4)
)


@st.composite
def _quantity(draw: st.DrawFn) -> Quantity:
    """One of all quantities; a function, since Hypothesis writes out what it is made of otherwise."""
    return draw(_QUANTITIES)


QUANTITIES = _quantity()
CREDITS = st.sampled_from([Decimal(text) for text in ("0", "0.25", "0.5", "1")])
LEVELS = st.builds(Level, target=QUANTITIES, operator=st.none() | st.sampled_from(Operator), earns=CREDITS)
COMPARISONS = st.one_of(
    st.builds(Compare, value=QUANTITIES, operator=st.sampled_from(Operator), target=QUANTITIES),
    st.builds(
        Compare,
        value=QUANTITIES,
        operator=st.sampled_from([o for o in Operator if o is not Operator.EQUAL]),
        target=QUANTITIES,
        partial_from=QUANTITIES,
    ),
    st.builds(
        Compare,
        value=QUANTITIES,
        operator=st.sampled_from(Operator),
        target=QUANTITIES,
        steps=st.lists(LEVELS, min_size=1, max_size=2).map(tuple),
        without_cases=st.sampled_from([None, Status.MET, Status.NOT_MET]),
    ),
)
SCALES = st.lists(
    st.builds(ScalePoint, word=TEXTS, earns=CREDITS), max_size=3, unique_by=lambda point: point.word
).map(tuple)
TESTS: list[st.SearchStrategy[dict[str, Any]]] = [
    st.fixed_dictionaries({"compare": COMPARISONS}),
    st.fixed_dictionaries(
        {"within": st.builds(Within, value=QUANTITIES, tolerance=CONSTANTS, relative=FLAGS)}
    ),
    st.fixed_dictionaries({"milestone": st.builds(Milestone, due=DAYS)}),
    st.fixed_dictionaries(
        {"assessed": st.builds(Assessment, due=DAYS, by=st.sampled_from(Party), scale=SCALES)}
    ),
]
CRITERION_WORDS = {"number": st.just("0"), "title": TEXTS, "weight": WEIGHTS, "note": NOTES}
WORDS_OF_GRADES = st.none() | st.sampled_from([Status.MET, Status.PARTLY_MET, Status.NOT_MET])


@st.composite
def _grades(draw: st.DrawFn) -> Grading:
    """A grade that rises from any point to any other."""
    count = draw(st.integers(1, 4))
    ats = sorted(draw(st.sets(st.decimals(0, 1, places=2), min_size=count, max_size=count)))
    earned = sorted(draw(st.lists(st.decimals(0, 1, places=2), min_size=count, max_size=count)))
    points = tuple(
        GradePoint(at=at, earns=earns, status=draw(WORDS_OF_GRADES))
        for at, earns in zip(ats, earned, strict=True)
    )
    return Grading(points=points, linear=draw(FLAGS))


GRADES = st.none() | _grades()
_LEAVES = st.builds(
    lambda test, **words: Criterion(**words, **test),
    st.one_of(TESTS),
    grade=GRADES,
    scored=FLAGS,
    **CRITERION_WORDS,
)


@st.composite
def _leaf(draw: st.DrawFn) -> Criterion:
    return draw(_LEAVES)


LEAVES = _leaf()


@st.composite
def rules(draw: st.DrawFn, criteria: tuple[Criterion, ...]) -> dict[str, Any]:
    """A rule over criteria, of which the first always counts."""
    below = (criteria[0].model_copy(update={"scored": True}), *criteria[1:])
    rule = draw(st.sampled_from(Rule))
    counted = sum(criterion.scored for criterion in below)
    k = draw(st.integers(1, counted)) if rule is Rule.AT_LEAST else None
    return {"rule": rule, "k": k, "grade": draw(GRADES), "criteria": below}


@st.composite
def _groups(draw: st.DrawFn, children: st.SearchStrategy[Criterion]) -> dict[str, Any]:
    return draw(rules(tuple(draw(st.lists(children, min_size=1, max_size=3)))))


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
    weight_class=NOTES,
    withdrawn=st.none() | DAYS,
    note=NOTES,
)
SIGNATURES = st.builds(
    Signature, party=st.sampled_from(Party), organisation=TEXTS, role=TEXTS, on=st.just(START)
)
QUARTERS = st.lists(st.integers(1, 4), max_size=4).map(tuple)
WHOLE = st.integers(0, 10).map(Decimal)
AMOUNTS: st.SearchStrategy[dict[str, Decimal]] = st.one_of(
    st.fixed_dictionaries({"value": NUMBERS}),
    st.fixed_dictionaries({"numerator": NUMBERS, "denominator": NUMBERS}),
    st.fixed_dictionaries(
        {"numerator": NUMBERS, "denominator": st.integers(10, 99).map(Decimal), "exempt": WHOLE}
    ),
)
OBSERVATIONS = st.builds(
    lambda series, amounts, **rest: DocumentResult(
        institution=series[0], indicator=series[1], **amounts, **rest
    ),
    st.sampled_from(SERIES),
    AMOUNTS,
    period=st.sampled_from(["2016", "2016Q2", "2016-07", "2016-07-31", "2016-08/2016-10"]),
    precision=st.sampled_from(Precision),
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
        unit=UNIT,
        decimals=st.integers(0, 6),
        better=st.sampled_from(Better),
        frequency=st.sampled_from(Frequency),
        owner=st.sampled_from(SeriesOwner),
        source=TEXTS,
        definition=NOTES,
        cases=st.none() | case_rules(),
    )


TOTAL_WORDS = st.lists(st.builds(TotalWord, at=WEIGHTS, word=TEXTS), max_size=3).map(tuple)
SUSPENSIONS = st.none() | st.builds(Suspension, since=DAYS, reason=TEXTS)


@st.composite
def _weighed(draw: st.DrawFn, goals: list[Goal]) -> tuple[list[Goal], Scoring]:
    """The goals with what their weights ask for: all alike, as given, or no total at all."""
    outside = [n > 0 and draw(FLAGS) for n in range(len(goals))]
    goals = [goal.model_copy(update={"scored": not out}) for goal, out in zip(goals, outside, strict=True)]
    weights, words, note = draw(st.sampled_from(Weights)), draw(TOTAL_WORDS), draw(NOTES)
    if weights is Weights.CRITERIA:
        goals = [goal.model_copy(update={"rule": Rule.SUM, "k": None, "grade": None}) for goal in goals]
    if weights is not Weights.GIVEN:
        return goals, Scoring(weights=weights, partial=draw(FLAGS), words=words, note=note)
    goals = [goal.model_copy(update={"weight": draw(WEIGHTS)}) if goal.scored else goal for goal in goals]
    possible = sum((goal.weight or Decimal(0) for goal in goals if goal.scored), Decimal(0))
    return goals, Scoring(weights=weights, possible=possible, words=words, note=note)


@st.composite
def _ends(draw: st.DrawFn, goals: list[Goal]) -> date:
    """The last day: a year after the first, or later where nothing is measured."""
    measured = any(leaf.compare or leaf.within for goal in goals for leaf in goal.leaves())
    return END if measured else draw(st.sampled_from([END, date(YEAR + 2, 12, 31)]))


@st.composite
def plan_files(draw: st.DrawFn, goals_of: st.SearchStrategy[Goal] = GOALS) -> PlanFile:
    """A plan file without any problem; its definitions and results in the order in which it is written."""
    goals, scoring = draw(_weighed(_numbered(draw(st.lists(goals_of, min_size=1, max_size=3)))))
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
        end=draw(_ends(goals)),
        document_date=draw(DAYS),
        signatures=tuple(draw(st.lists(SIGNATURES, max_size=2))),
        reporting=draw(
            st.builds(
                Reporting,
                days=st.integers(0, 60),
                quarters=QUARTERS,
                final=st.sampled_from([None, date(2030, 3, 1)]),
                note=NOTES,
            )
        ),
        scoring=scoring,
        suspended=draw(SUSPENSIONS),
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

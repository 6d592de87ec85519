"""Forecasts on real in-year series: a folder with monthly attendances and breaches of hospital organisations.

Used as institutions would: the plan year is April to March, targets are set from the year before.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from bench import example
from bench.aims import tabulate_aims
from bench.figures import Missing, Table
from bench.judgements import (
    World,
    judge_first_years,
    judge_world,
    tabulate,
    tabulate_first_years,
)
from metrics.facts.fact_history import FactHistory
from metrics.facts.schema import EVENTS, Result, conform, frame_observations
from metrics.periods import Frequency, Period, find_month_end
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Compare, Criterion
from metrics.plan.formula import Constant, Reading
from metrics.plan.model import Goal, Indicator, Institution, Plan
from metrics.plan.terms import Better, Operator, Over, Unit

FILE = "emergency-care.csv"
YEARS = (2017, 2018)
COMES_AFTER = timedelta(days=14)
"""How long after its month a figure is recorded, so that it is known a day later."""
HALVES = ("fitted", "reported")
FIRST_YEARS = "The same without any history: flags."

Months = Mapping[str, tuple[int, int]]
"""Attendances and breaches by month."""


def run(folder: str | None = None) -> list[Table]:
    """Judge each half of the organisations in the folder: the one fitted on, and the other."""
    if folder is None:
        raise Missing("Give a folder: make bench ARGS='real ../shared/series'")
    file = Path(folder) / FILE
    if not file.exists():
        raise Missing(f"There is no {file}")
    every = read_months(file)
    worlds = {
        half: make_world({owner: months for owner, months in every.items() if find_half(owner) == place})
        for place, half in enumerate(HALVES)
    } | {"example": example.make_world()}
    tables, every_judgement, every_flag = [], [], []
    for half, world in worlds.items():
        found, first = judge_world(world), judge_first_years(world)
        every_judgement += found
        every_flag += first
        if half in HALVES:
            title = f"Real series, the half that was {half}; each half is an area."
            tables.append(tabulate(half, title, found))
            tables.append(tabulate_first_years(f"{half}-first", FIRST_YEARS, first))
    return [
        *tables,
        tabulate("together", "Both halves and the shipped example.", every_judgement),
        tabulate_first_years("together-first", FIRST_YEARS, every_flag),
        tabulate_aims("aims", every_judgement),
    ]


def find_half(organisation: str) -> int:
    """Find the half that an organisation is in, the same on every machine."""
    return sha256(organisation.encode()).digest()[0] % 2


def read_months(file: Path) -> dict[str, dict[str, tuple[int, int]]]:
    """Read each organisation's months."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            amounts = (int(row["attendances"]), int(row["breaches"]))
            found.setdefault(row["org_code"].lower(), {})[row["month"]] = amounts
    return found


def make_world(organisations: Mapping[str, Months]) -> World:
    """Make the plans of each organisation, with its figures as they would have come in."""
    results = [row for owner, months in organisations.items() for row in _make_results(owner, months)]
    indicators = {(i.institution, i.id): i for owner in organisations for i in _make_indicators(owner)}
    plans = [
        _make_plan(owner, months, year)
        for owner, months in organisations.items()
        for year in YEARS
        if _has_years(months, year)
    ]
    owners = {o: Institution(id=o, name=o, ministry_area="Sygehuse") for o in organisations}
    rows = frame_observations(results, datetime(2020, 1, 1, tzinfo=UTC))
    history = FactHistory.of(rows, conform([], EVENTS))
    return World("real", plans, history, Catalogue(owners, indicators), date(2019, 12, 31))


def _has_years(months: Months, year: int) -> bool:
    """Whether every month of a plan year and of the one before it is there, with somebody attending."""
    wanted = [*_list_months(year - 1), *_list_months(year)]
    return all(months.get(month, (0, 0))[0] for month in wanted)


def _list_months(year: int) -> list[str]:
    return [f"{year + (m > 12)}-{(m - 1) % 12 + 1:02d}" for m in range(4, 16)]


def _make_results(owner: str, months: Months) -> Iterator[Result]:
    for month, (attended, breached) in months.items():
        period = Period.parse(month)
        noted = datetime.combine(period.end + COMES_AFTER, datetime.min.time(), UTC)
        if attended:
            timely, whole = Decimal(attended - breached), Decimal(attended)
            yield Result(owner, "share", month, numerator=timely, denominator=whole, recorded=noted)
        yield Result(owner, "attendances", month, Decimal(attended), recorded=noted)
        yield Result(owner, "breaches", month, Decimal(breached), recorded=noted)


def _make_indicators(owner: str) -> Sequence[Indicator]:
    made = (
        ("share", Unit.PERCENT, 2, Better.HIGHER),
        ("attendances", Unit.COUNT, 0, Better.LOWER),
        ("breaches", Unit.COUNT, 0, Better.LOWER),
    )
    return [
        Indicator(
            id=key,
            institution=owner,
            name=key,
            unit=unit,
            decimals=decimals,
            better=better,
            frequency=Frequency.MONTH,
        )
        for key, unit, decimals, better in made
    ]


def _make_plan(owner: str, months: Months, year: int) -> Plan:
    before = [months[month] for month in _list_months(year - 1)]
    attended, breached = (sum(side) for side in zip(*before, strict=True))
    share = Decimal(100 * (attended - breached)) / attended
    goals = (
        _make_goal("1", "share", Over.POOLED, Operator.AT_LEAST, share),
        _make_goal("2", "attendances", Over.SUM, Operator.AT_MOST, Decimal("1.02") * attended),
        _make_goal("3", "breaches", Over.MEAN, Operator.AT_MOST, Decimal(breached) / 12),
        _make_goal("4", "breaches", Over.LAST, Operator.AT_MOST, Decimal(before[-1][1])),
    )
    return Plan(
        id=f"{owner}-{year}",
        title="Plan",
        institution=owner,
        department="Ministeriet",
        start=date(year, 4, 1),
        end=find_month_end(year + 1, 3),
        document_date=date(year, 3, 15),
        source="NHS England",
        goals=goals,
    )


def _make_goal(number: str, indicator: str, over: Over, operator: Operator, target: Decimal) -> Goal:
    limit = Constant(number=target.quantize(Decimal("0.000001")))
    test = Compare(value=Reading(indicator=indicator, over=over), operator=operator, target=limit)
    leaf = Criterion(number=f"{number}.1", title=indicator, compare=test)
    return Goal(number=number, title=indicator, weight=Decimal(10), criteria=(leaf,))

"""A whole state in a database: institutions with a plan each year, eight goals in each, and a value every quarter.

The rows are those that the commands would add, with an entry of the audit for each institution. None of the years is
closed, which is the most that a reader can ask for: every plan is scored from its figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from sqlalchemy.orm import Session

from db import models as m
from db import session
from db.audit import chain
from db.example.parts import (
    Task,
    ask_at_least,
    ask_at_most,
    make_assessment,
    make_milestones,
    make_path,
)
from db.upgrade import migrate
from metrics.facts.schema import EventKind
from metrics.periods import Frequency, split_into_spans
from metrics.plan.criteria import Criterion
from metrics.plan.model import Goal, Plan
from metrics.plan.terms import Better, Over, Unit

YEARS = range(2017, 2027)
OF_AN_AREA = 10  # institutions
AS_OF = date(2026, 11, 20)
SERIES = {
    "andel-1": (Unit.PERCENT, Better.HIGHER, Over.POOLED, 80),
    "andel-2": (Unit.PERCENT, Better.HIGHER, Over.POOLED, 90),
    "andel-3": (Unit.PERCENT, Better.HIGHER, Over.MEAN, 70),
    "dage-4": (Unit.DAYS, Better.LOWER, Over.MEAN, 30),
    "dage-5": (Unit.DAYS, Better.LOWER, Over.MEAN, 14),
    "antal-6": (Unit.COUNT, Better.HIGHER, Over.SUM, 2000),
}
"""The unit of each series, what is better, how a year is read, and what is asked of it."""


def fill_state(url: str, institutions: int) -> None:
    """Create the tables and fill them, the same every time."""
    migrate(url)
    add_institutions(url, institutions)
    session.open_engine(url).dispose()


def add_institutions(url: str, institutions: int, years: Sequence[int] = YEARS) -> None:
    """Add institutions with a plan in each of some years, and the values of all years."""
    with session.open_writing(url, session.MACHINE) as db:
        documents = {year: _write_plan(year) for year in years}
        for place in range(institutions):
            _add_institution(db, place, name_area(place, institutions), documents)


def name_institution(place: int) -> str:
    """Name an institution by its place."""
    return f"styrelse-{place:03}"


def name_area(place: int, institutions: int) -> str:
    """Name the ministry area of an institution; there are at least two."""
    return f"Ministerium {place // min(OF_AN_AREA, institutions // 2):02} (opdigtet)"


def add_value(url: str, place: int, value: int) -> None:
    """Record a value of one institution, as a reporter does, that corrects the one before."""
    with session.open_writing(url, session.MACHINE) as db:
        _add_value(db, place, value)


def try_value(url: str, place: int, value: int) -> None:
    """Do the work of recording a value, and undo it: nothing is written."""
    with session.open_writing(url, session.MACHINE) as db:
        _add_value(db, place, value)
        db.flush()
        db.rollback()


def _add_value(db: Session, place: int, value: int) -> None:
    now = datetime.now(UTC)
    key = name_institution(place)
    owner = db.query(m.Institution).filter_by(key=key).one()
    series = db.query(m.Indicator).filter_by(institution_id=owner.id, key="antal-6").one()
    first, last = date(2026, 7, 1), date(2026, 9, 30)
    row = _make_observation(series.id, first, last, now, Decimal(value), None)
    row.note = "Rettet"
    row.recorded_at = datetime(2026, 11, 19, 12, tzinfo=UTC)
    db.add(row)
    chain.record_entry(db, "results.record", key)


def _add_institution(db: Session, place: int, area: str, documents: Mapping[int, str]) -> None:
    key, rng = name_institution(place), Random(place)  # noqa: S311 - figures to measure by, no secret
    owner = m.Institution(key=key, name=f"Styrelsen {place:03}", ministry_area=area, fictional=True)
    db.add(owner)
    db.flush()
    series = [_make_indicator(owner.id, name) for name in SERIES]
    plans = [m.Plan(key=f"{key}-{year}", institution_id=owner.id) for year in documents]
    db.add_all([*series, *plans])
    db.flush()
    for plan, year in zip(plans, documents, strict=True):
        agreed = datetime(year - 1, 12, 15, 11, tzinfo=UTC)
        document = documents[year].replace("styrelse-nr", key)
        version = {"number": 1, "stage": "signed", "recorded_at": agreed, "entered_at": agreed}
        db.add(m.PlanVersion(plan_id=plan.id, document=document, **version))
        db.add_all(_make_events(plan.id, year, rng))
    for one in series:
        db.add_all(_make_observations(one, rng))
    chain.record_entry(db, "state.fill", key)


def _make_indicator(owner: int, name: str) -> m.Indicator:
    unit, better, _, _ = SERIES[name]
    return m.Indicator(
        institution_id=owner,
        key=name,
        name=name.capitalize(),
        unit=unit.value,
        decimals=0 if unit is Unit.COUNT else 1,
        better=better.value,
        frequency=Frequency.QUARTER.value,
    )


def _make_observations(series: m.Indicator, rng: Random) -> Iterator[m.Observation]:
    unit, _, _, asked = SERIES[series.key]
    for year in YEARS:
        for first, last in split_into_spans(date(year, 1, 1), date(year, 12, 31), Frequency.QUARTER):
            if last >= AS_OF:
                continue
            recorded = datetime(last.year, last.month, last.day, 12, tzinfo=UTC) + timedelta(days=10)
            near = asked / 4 if unit is Unit.COUNT else asked
            drawn = Decimal(round(rng.gauss(1.01 * near, 0.04 * near), 1))
            if unit is Unit.PERCENT:
                cases = Decimal(rng.randint(200, 900))
                counted = (cases * min(drawn, Decimal(100)) / 100).to_integral_value()
                yield _make_observation(series.id, first, last, recorded, counted, cases)
            else:
                whole = drawn.to_integral_value() if unit is Unit.COUNT else round(drawn, 1)
                yield _make_observation(series.id, first, last, recorded, whole, None)


def _make_observation(
    series: int, first: date, last: date, recorded: datetime, value: Decimal, whole: Decimal | None
) -> m.Observation:
    given = {"value": value} if whole is None else {"numerator": value, "denominator": whole}
    return m.Observation(
        indicator_id=series,
        period=f"{first.year}Q{(first.month + 2) // 3}",
        start=first,
        end=last,
        provisional=False,
        source="Opdigtet",
        recorded_at=recorded,
        entered_at=recorded,
        **given,
    )


def _make_events(plan: int, year: int, rng: Random) -> Iterator[m.Event]:
    """Make the events of a plan: what was claimed and confirmed by now, some of it late, and last year's verdict."""
    for place, due in enumerate(_list_due(year), 1):
        done = due + timedelta(days=rng.choice((-5, -2, 0, 9)))
        for kind, day in ((EventKind.CLAIMED, done), (EventKind.MET, done + timedelta(days=3))):
            if day < AS_OF:
                yield _make_event(plan, f"7.{place}", kind, done, day)
    judged = date(year + 1, 1, 20)
    if judged < AS_OF:
        kind = rng.choice((EventKind.MET, EventKind.MET, EventKind.NOT_MET))
        yield _make_event(plan, "8.1", kind, judged, judged)


def _make_event(plan: int, criterion: str, kind: EventKind, on: date, told: date) -> m.Event:
    at = datetime(told.year, told.month, told.day, 13, tzinfo=UTC)
    said = {"criterion": criterion, "kind": kind.value, "on": on, "note": "Opdigtet"}
    return m.Event(plan_id=plan, recorded_at=at, entered_at=at, **said)


def _list_due(year: int) -> list[date]:
    return [date(year, month, 28) for month in (3, 6, 12)]


def _write_plan(year: int) -> str:
    """Write the plan of a year as every institution has it, but for whose it is."""
    plan = Plan(
        id=f"styrelse-nr-{year}",
        title=f"Mål- og resultatplan {year}",
        institution="styrelse-nr",
        department="Ministeriet",
        start=date(year, 1, 1),
        end=date(year, 12, 31),
        document_date=date(year - 1, 12, 15),
        source="Opdigtet",
        goals=tuple(_make_goals(year)),
    )
    return plan.model_dump_json(exclude_defaults=True)


def _make_goals(year: int) -> Iterator[Goal]:
    for place, (key, (_, better, over, asked)) in enumerate(SERIES.items(), 1):
        ask = ask_at_least if better is Better.HIGHER else ask_at_most
        target = make_path({one: str(asked) for one in (year - 1, year, year + 1)}, year)
        yield _make_goal(place, ask(f"{place}.1", key.capitalize(), key, target, over))
    tasks = [Task(f"Del {place}", due) for place, due in enumerate(_list_due(year), 1)]
    yield _make_goal(7, *make_milestones("7", tasks))
    yield _make_goal(8, make_assessment("8.1", "Vurderes", year, "Vurderes af departementet"))


def _make_goal(number: int, *criteria: Criterion) -> Goal:
    return Goal(number=str(number), title=f"Mål {number}", weight=Decimal("12.5"), criteria=criteria)

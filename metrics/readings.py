"""What was known on a day about what was measured: observations, events, and quantities read from them.

Values are exact fractions. A value that is missing, or a ratio over nothing, is None and never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import polars as pl

from metrics.model import Constant, Indicator, Institution, Path, Plan, Quantity, Reading
from metrics.periods import DANISH_TIME, Frequency, Period, spans, years_later
from metrics.schema import EventKind
from metrics.terms import Over, Unit

SeriesKey = tuple[str, str]
"""Institution and indicator."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One value as it stood: for a period, from a source, recorded at a moment."""

    period: Period
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    provisional: bool
    note: str | None
    source: str | None
    recorded_at: datetime

    def amount(self, indicator: Indicator) -> Fraction | None:
        """The value in the indicator's unit; None where the denominator is zero."""
        if self.value is not None:
            return Fraction(self.value)
        return ratio(Fraction(self.numerator or 0), Fraction(self.denominator or 0), indicator)


@dataclass(frozen=True, slots=True)
class Happened:
    """The latest thing said of a milestone or an assessed criterion."""

    kind: EventKind
    on: date
    note: str | None
    source: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known at one moment (`known_at`) about what had happened by one day (`as_of`)."""

    as_of: date
    known_at: datetime
    series: Mapping[SeriesKey, tuple[Observation, ...]]
    events: Mapping[tuple[str, str], Happened]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The institutions and indicators that plans refer to."""

    institutions: Mapping[str, Institution]
    indicators: Mapping[SeriesKey, Indicator]


@dataclass(frozen=True, slots=True)
class Input:
    """An observation that went into a quantity, and the series it belongs to."""

    institution: str
    indicator: Indicator
    observation: Observation


@dataclass(frozen=True, slots=True)
class Owed:
    """A value that a quantity needs and nobody has recorded, and the last day of the span it is for."""

    institution: str
    indicator: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity at a moment. `settled` means nothing more is expected of it; `base` is the value before `factor`."""

    value: Fraction | None
    settled: bool
    inputs: tuple[Input, ...] = ()
    owed: tuple[Owed, ...] = ()
    base: Fraction | None = None
    factor: Decimal = Decimal(1)
    reading: Reading | None = None
    provisional_target: bool = False
    note: str | None = None
    running: bool = False
    """A sum over a year that is not over: comparing it with the whole year's target would say nothing."""

    @property
    def provisional(self) -> bool:
        """Whether any value behind the quantity is provisional."""
        return any(i.observation.provisional for i in self.inputs)


@dataclass(frozen=True, slots=True)
class Window:
    """Whose value is read, and over which year of the plan."""

    institution: str
    start: date
    end: date
    year: int

    @classmethod
    def of(cls, plan: Plan) -> Window:
        """The plan's own year."""
        return cls(plan.institution, plan.start, plan.end, plan.year)

    def at(self, year: int) -> Window:
        """The same span in another year."""
        shift = year - self.year
        following = years_later(
            self.end + timedelta(days=1), shift
        )  # so that a year ending in February still does
        return Window(self.institution, years_later(self.start, shift), following - timedelta(days=1), year)


def known(observations: pl.DataFrame, events: pl.DataFrame, *, as_of: date, known_at: datetime) -> Facts:
    """The facts at a moment. A value counts once its period has ended, or once it was recorded (a provisional one).

    `observations` and `events` follow the contracts in `metrics.schema`; the latest row for a period stands.
    """
    day = pl.col("recorded_at").dt.convert_time_zone(str(DANISH_TIME)).dt.date()
    seen = observations.filter(
        pl.col("recorded_at") <= known_at,
        (pl.col("end") <= as_of) | ((day <= as_of) & (pl.col("start") <= as_of)),
    )
    series: dict[SeriesKey, dict[str, Observation]] = {}
    for row in seen.sort("recorded_at", "id").iter_rows(named=True):
        series.setdefault((row["institution"], row["indicator"]), {})[row["period"]] = _observation(row)
    said = events.filter(pl.col("recorded_at") <= known_at).sort("recorded_at", "id")
    newest = {(row["plan"], row["criterion"]): _happened(row) for row in said.iter_rows(named=True)}
    return Facts(
        as_of,
        known_at,
        {key: tuple(sorted(rows.values(), key=lambda o: o.period)) for key, rows in series.items()},
        {key: happened for key, happened in newest.items() if happened.on <= as_of},
    )


def _observation(row: Mapping[str, object]) -> Observation:
    period = Period(row["start"], row["end"], row["period"])  # type: ignore[arg-type]
    names = ("value", "numerator", "denominator", "provisional", "note", "source", "recorded_at")
    return Observation(period, **{name: row[name] for name in names})  # type: ignore[arg-type]


def _happened(row: Mapping[str, object]) -> Happened:
    names = ("on", "note", "source", "recorded_at")
    return Happened(EventKind(str(row["kind"])), **{name: row[name] for name in names})  # type: ignore[arg-type]


def ratio(numerator: Fraction, denominator: Fraction, indicator: Indicator) -> Fraction | None:
    """A ratio in the indicator's unit (percent of the denominator, or plain); None over nothing."""
    if not denominator:
        return None
    return numerator / denominator * (100 if indicator.unit is Unit.PERCENT else 1)


def amount(quantity: Quantity, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    """A quantity as it stands. A path is read at the window's year."""
    if isinstance(quantity, Constant):
        return Amount(Fraction(quantity.number), settled=True)
    if isinstance(quantity, Reading):
        return _read(quantity, window, facts, catalogue)
    return _step(quantity, window, facts, catalogue)


def _step(path: Path, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    step = path.step(window.year)
    if step is None:
        return Amount(None, settled=False)
    if step.reading is None:
        value = None if step.number is None else Fraction(step.number)
        return Amount(value, settled=True, provisional_target=step.provisional, note=step.note)
    found = _read(step.reading, window, facts, catalogue)
    return replace(found, provisional_target=step.provisional, note=step.note)


def _read(reading: Reading, window: Window, facts: Facts, catalogue: Catalogue) -> Amount:
    year = reading.year if reading.year is not None else window.year + reading.offset
    span = window.at(year)
    key = (reading.institution or window.institution, reading.indicator)
    indicator = catalogue.indicators[key]
    inside = [
        o for o in facts.series.get(key, ()) if span.start <= o.period.start and o.period.end <= span.end
    ]
    expected = spans(span.start, span.end, indicator.frequency)
    chosen, base, complete = _chosen(reading.over, inside, span, expected, indicator)
    return Amount(
        value=None if base is None else base * Fraction(reading.factor),
        settled=complete and not any(o.provisional for o in chosen),
        inputs=tuple(Input(key[0], indicator, o) for o in chosen),
        owed=tuple(_owed(reading.over, key, inside, span, indicator.frequency)),
        base=base,
        factor=reading.factor,
        reading=reading,
        running=reading.over is Over.SUM and not complete,
    )


def _chosen(
    over: Over,
    inside: Sequence[Observation],
    span: Window,
    expected: Sequence[tuple[date, date]],
    indicator: Indicator,
) -> tuple[list[Observation], Fraction | None, bool]:
    """The observations that make the value, the value, and whether the year is complete.

    A final figure for the whole year stands before its parts; a provisional one only where there are no parts.
    """
    whole = [o for o in inside if (o.period.start, o.period.end) == (span.start, span.end)]
    parts = [o for o in inside if o not in whole]
    if whole and (not whole[-1].provisional or not parts):
        return whole[-1:], whole[-1].amount(indicator), True
    if over is Over.LAST:
        last = sorted(parts, key=lambda o: (o.period.end, o.period.start))[-1:]
        return (
            last,
            (last[0].amount(indicator) if last else None),
            bool(last) and last[0].period.end == span.end,
        )
    matching = [o for o in parts if (o.period.start, o.period.end) in expected]
    return matching, _aggregate(over, matching, indicator), len(matching) == len(expected)


def _aggregate(over: Over, parts: Sequence[Observation], indicator: Indicator) -> Fraction | None:
    if over is Over.POOLED:
        if any(o.numerator is None for o in parts):
            return None
        top = sum((Fraction(o.numerator or 0) for o in parts), Fraction(0))
        return ratio(top, sum((Fraction(o.denominator or 0) for o in parts), Fraction(0)), indicator)
    values = [o.amount(indicator) for o in parts]
    if not values or None in values:
        return None
    total = sum((v for v in values if v is not None), Fraction(0))
    return total if over is Over.SUM else total / len(values)


def _owed(
    over: Over, key: SeriesKey, inside: Iterable[Observation], span: Window, frequency: Frequency
) -> Iterable[Owed]:
    """The spans without a value. A final figure for the whole year pays for its parts, a provisional one for none."""
    whole = (span.start, span.end)
    final = {(o.period.start, o.period.end) for o in inside if not o.provisional}
    if whole in final:
        return ()
    seen = (
        final if frequency is Frequency.YEAR else {(o.period.start, o.period.end) for o in inside} - {whole}
    )
    ends = (
        {end for _, end in seen} if over is Over.LAST else set()
    )  # a stock is paid for by the day it ends on
    expected = spans(span.start, span.end, frequency)
    return (Owed(*key, *days) for days in expected if days not in seen and days[1] not in ends)

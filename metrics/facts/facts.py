"""What was known on a day about what was measured: observations and events.

Values are exact fractions. A value that is missing, or a ratio over nothing, is None and never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

import polars as pl

from metrics.facts.breaks import Break, find_standing_breaks
from metrics.facts.decisions import Decision, find_standing_decisions
from metrics.facts.schema import EXPECTATIONS, EventKind
from metrics.periods import DANISH_TIME, Period
from metrics.plan.formula import SeriesKey
from metrics.plan.model import Indicator
from metrics.plan.terms import Precision


class Observation(NamedTuple):
    """One value as it stood: for a period, from a source, recorded at a moment."""

    period: Period
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    provisional: bool
    note: str | None
    source: str | None
    recorded_at: datetime
    exempt: Decimal | None = None
    precision: Precision = Precision.EXACT
    chosen: bool = False
    rivals: tuple[Observation, ...] = ()
    """What other sources say of the same period; kept beside the one that counts."""

    def amount(self, indicator: Indicator) -> Fraction | None:
        """The value in the indicator's unit; None where nothing is left in the denominator."""
        if self.value is not None:
            return Fraction(self.value)
        return divide_in_unit(self.numerator or Decimal(0), self.whole, indicator)

    @property
    def whole(self) -> Decimal:
        """The denominator without the cases that are left out by rule."""
        whole = self.denominator or Decimal(0)
        return whole - self.exempt if self.exempt else whole


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said of a criterion; `word` is its verdict on a scale of words."""

    kind: EventKind
    on: date
    note: str | None
    source: str | None
    recorded_at: datetime
    word: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything known at one moment (`known_at`) about what had happened by one day (`as_of`).

    Each series is in the order of its periods.
    """

    as_of: date
    known_at: datetime
    series: Mapping[SeriesKey, tuple[Observation, ...]]
    events: Mapping[tuple[str, str], Statement]
    decisions: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    """Those of each plan that stand."""
    expectations: Mapping[tuple[str, str], tuple[Statement, ...]] = field(default_factory=dict)
    """What the institution itself has expected of each criterion, oldest first."""
    breaks: Mapping[SeriesKey, tuple[Break, ...]] = field(default_factory=dict)
    """From when on each series is counted in another way, oldest first."""


@dataclass(frozen=True, slots=True)
class FactHistory:
    """All that has ever been recorded, in the order in which it counts: from it follow the facts at any moment.

    What was known on one day was mostly known on the day before, and the facts of both share it.
    """

    observations: tuple[tuple[SeriesKey, date, Observation], ...]
    """Each with its series and the day in Denmark on which it was recorded."""
    said: tuple[tuple[tuple[str, str], Statement], ...]
    decisions: tuple[Decision, ...]
    breaks: tuple[Break, ...]

    @classmethod
    def of(
        cls,
        observations: pl.DataFrame,
        events: pl.DataFrame,
        decisions: Iterable[Decision] = (),
        breaks: Iterable[Break] = (),
    ) -> FactHistory:
        """`observations` and `events` follow the contracts in `metrics.facts.schema`."""
        rows = observations.sort("institution", "indicator", "start", "end", "recorded_at", "id")
        keys = zip(rows["institution"].to_list(), rows["indicator"].to_list(), strict=True)
        days = rows["recorded_at"].dt.convert_time_zone(str(DANISH_TIME)).dt.date().to_list()
        said = [
            ((row["plan"], row["criterion"]), _happened(row))
            for row in events.sort("recorded_at", "id").iter_rows(named=True)
        ]
        seen = zip(keys, days, _observations(rows), strict=True)
        return cls(tuple(seen), tuple(said), tuple(decisions), tuple(breaks))

    def known(self, as_of: date, known_at: datetime) -> Facts:
        """The facts at a moment. A value counts once its period has ended, or once it was recorded.

        The latest row for a period stands.
        """
        seen = (
            (key, observed)
            for key, day, observed in self.observations
            if observed.recorded_at <= known_at
            and (observed.period.end <= as_of or (day <= as_of and observed.period.start <= as_of))
        )
        series: dict[SeriesKey, list[Observation]] = {}
        for (key, *_), history in groupby(seen, _series_and_period):
            series.setdefault(key, []).append(_counts([observed for _, observed in history]))
        said: dict[tuple[str, str], list[Statement]] = {}
        for criterion, happened in self.said:
            if happened.recorded_at <= known_at:
                said.setdefault(criterion, []).append(happened)
        stands = {criterion: _stands(history, as_of) for criterion, history in said.items()}
        expected = {criterion: _expected(history, as_of) for criterion, history in said.items()}
        return Facts(
            as_of,
            known_at,
            {key: tuple(observed) for key, observed in series.items()},
            {criterion: happened for criterion, happened in stands.items() if happened},
            find_standing_decisions(self.decisions, as_of=as_of, known_at=known_at),
            {criterion: history for criterion, history in expected.items() if history},
            find_standing_breaks(self.breaks, known_at),
        )


def gather_facts(
    observations: pl.DataFrame,
    events: pl.DataFrame,
    decisions: Iterable[Decision] = (),
    breaks: Iterable[Break] = (),
    *,
    as_of: date,
    known_at: datetime,
) -> Facts:
    """The facts at one moment, as of `Recorded`."""
    return FactHistory.of(observations, events, decisions, breaks).known(as_of, known_at)


def _series_and_period(row: tuple[SeriesKey, Observation]) -> tuple[SeriesKey, date, date]:
    """The same days are the same period, however it is written."""
    return row[0], row[1].period.start, row[1].period.end


def _counts(history: Sequence[Observation]) -> Observation:
    """What counts of all that was recorded for a period: the chosen source's newest, else the newest of all.

    Other sources that say something else stay beside it; a correction of a source replaces what it said before.
    """
    if len(history) == 1:
        return history[0]
    newest = {seen.source: seen for seen in history}
    chosen = [seen.source for seen in history if seen.chosen]
    counts = newest[chosen[-1]] if chosen else history[-1]
    others = tuple(o for o in newest.values() if o is not counts and not o.provisional)
    return counts._replace(rivals=others)


def _stands(history: Sequence[Statement], as_of: date) -> Statement | None:
    """What stands on a day of all that was said: the last verdict, else the last claim. A later row corrects both."""
    by_sort = ([h for h in history if h.kind.sort == sort] for sort in ("verdict", "claim"))
    newest = [rows[-1] for rows in by_sort if rows]
    return next((happened for happened in newest if happened.on <= as_of), None)


def _expected(history: Sequence[Statement], as_of: date) -> tuple[Statement, ...]:
    return tuple(h for h in history if h.kind in EXPECTATIONS and h.on <= as_of)


def _observations(rows: pl.DataFrame) -> Iterable[Observation]:
    """The rows as observations. What repeats from row to row is made once: to make a moment is what takes time."""
    periods = {text: Period(start, end, text) for start, end, text in rows[_PERIOD].unique().iter_rows()}
    moments = rows["recorded_at"].unique()
    moment = dict(zip(moments.to_physical().to_list(), moments.to_list(), strict=True))
    columns = {
        **{name: rows[name].to_list() for name in Observation._fields if name in rows.columns},
        "period": map(periods.__getitem__, rows["period"].to_list()),
        "recorded_at": map(moment.__getitem__, rows["recorded_at"].to_physical().to_list()),
        "precision": map(_PRECISION.__getitem__, rows["precision"].to_list()),
    }
    return map(Observation, *(columns[name] for name in Observation._fields if name in columns))


_PERIOD = ["start", "end", "period"]
_PRECISION = {precision.value: precision for precision in Precision}


def _happened(row: Mapping[str, object]) -> Statement:
    names = ("on", "note", "source", "recorded_at", "word")
    return Statement(EventKind(str(row["kind"])), **{name: row[name] for name in names})  # type: ignore[arg-type]


def divide_in_unit(numerator: Decimal, denominator: Decimal, indicator: Indicator) -> Fraction | None:
    """A ratio in the indicator's unit (percent of the denominator, or plain); None over nothing."""
    if not denominator:
        return None
    whole = numerator * indicator.unit.scale
    (top, above), (bottom, below) = whole.as_integer_ratio(), denominator.as_integer_ratio()
    return Fraction(top * below, above * bottom)

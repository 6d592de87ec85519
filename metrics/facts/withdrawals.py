"""Values that are taken back: a row says so, with a reason, and what it takes back stays recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from metrics.errors import InvalidInput, Problem
from metrics.facts.fact_history import FactHistory, find_standing_values
from metrics.facts.facts import Observation
from metrics.facts.known_names import KnownNames
from metrics.facts.schema import EVENTS, Result
from metrics.facts.written_periods import read_period
from metrics.periods import Period
from metrics.plan.terms import find_text_problems

NO_SOURCE = "–"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A value to be taken back. The institution and the indicator may be given by key or name.

    Without a `source` it is the only value that stands; an empty one is the value given without a source.
    """

    institution: str
    indicator: str
    period: str
    reason: str
    source: str | None = None


def make_withdrawal(wanted: Withdrawal, names: KnownNames, observations: pl.DataFrame) -> Result:
    """Make the row that takes a value back. Raises InvalidInput with everything that prevents it.

    `observations` follow the contract `OBSERVATIONS`.
    """
    problems = list(find_text_problems(wanted.reason, "reason"))
    series = _find_series(wanted, names, problems)
    period = _read_period(wanted.period, problems)
    if series is None or period is None:
        raise InvalidInput(problems)
    told = read_history(observations, *series)
    stands = find_standing_values(told.get((period.start, period.end), ()))
    problems += _find_value_problems(wanted, stands, told)
    if problems:
        raise InvalidInput(problems)
    source = next(iter(stands)) if wanted.source is None else wanted.source or None
    text = stands[source].period.text
    return Result(*series, text, note=wanted.reason.strip(), source=source, withdrawn=True)


def _find_series(wanted: Withdrawal, names: KnownNames, problems: list[Problem]) -> tuple[str, str] | None:
    owner = names.find_institution(wanted.institution)
    if owner is None:
        params: dict[str, object] = {"key": wanted.institution, "allowed": sorted(names.institutions)}
        problems.append(Problem("institution_unknown", "institution", params))
        return None
    indicator = names.find_indicator(owner, wanted.indicator)
    if indicator is None:
        near = names.suggest_indicators(owner, wanted.indicator)
        params = {"key": wanted.indicator, "institution": owner, "allowed": near}
        problems.append(Problem("indicator_unknown", "indicator", params))
        return None
    return owner, indicator


def _read_period(text: str, problems: list[Problem]) -> Period | None:
    try:
        return read_period(text)
    except InvalidInput:
        problems.append(Problem("period_invalid", "period", {"value": text}))
        return None


def read_history(
    observations: pl.DataFrame, institution: str, indicator: str
) -> dict[tuple[object, object], list[Observation]]:
    """Read everything said of each period of a series, in the order recorded."""
    own = (pl.col("institution") == institution) & (pl.col("indicator") == indicator)
    found: dict[tuple[object, object], list[Observation]] = {}
    for _, _, seen in FactHistory.of(observations.filter(own), EVENTS.to_frame()).observations:
        found.setdefault((seen.period.start, seen.period.end), []).append(seen)
    return found


def _find_value_problems(
    wanted: Withdrawal,
    stands: Mapping[str | None, Observation],
    told: Mapping[tuple[object, object], list[Observation]],
) -> Iterator[Problem]:
    sources = sorted(source or NO_SOURCE for source in stands)
    params: dict[str, object] = {"period": wanted.period, "allowed": sources}
    if not stands:
        newest = [rows[-1].period.text for rows in told.values() if find_standing_values(rows)]
        yield Problem("nothing_to_withdraw", "period", {**params, "allowed": newest[::-1]})
    elif wanted.source is None and len(stands) > 1:
        yield Problem("source_needed", "source", params)
    elif wanted.source is not None and (wanted.source or None) not in stands:
        yield Problem("source_unknown", "source", {**params, "value": wanted.source or NO_SOURCE})

"""Backtest of the forecasts: simulated indicator-years, forecast after each quarter on what was known then.

The constants of the forecasts and the risk threshold were tuned on the cases of the seeds `TUNED`, 1,500 of each family
for each. The report uses those of `REPORTED`, on which nothing was tuned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from bench import simulated
from bench.baselines import make_guesses
from bench.figures import Table
from bench.simulated import YEAR, Case
from metrics.facts import fact_history
from metrics.facts.facts import Facts
from metrics.facts.schema import EVENTS, OBSERVATIONS, conform
from metrics.followup.thresholds import USUAL
from metrics.followup.track_record import Reliability, measure_reliability
from metrics.foresight.forecast import Forecast
from metrics.foresight.forecasting import foresee_plan
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Compare, Within
from metrics.plan.model import Institution
from metrics.plan.window import Window
from metrics.score.tests import judge_tests

TUNED, REPORTED = (1, 3, 4, 5, 6), (20_270_112, 20_280_112, 20_290_112, 20_300_112)
CASES = 4_500
"""Cases of each family for each seed. Chance moves what is caught by an eighth of a point with four seeds."""
AT_ONCE = 2  # seeds: the cases of one take 3 GB
REPORTS = {1: date(YEAR, 4, 15), 2: date(YEAR, 7, 15), 3: date(YEAR, 10, 15)}
SETTLED = date(YEAR + 1, 12, 31)
FORECASTERS = ("forecast", "today", "pace", "trend")


class Judged(NamedTuple):
    """One case after one quarter: the probability from each forecaster, and whether the target was met in the end."""

    family: str
    quarter: int
    said: tuple[float, ...]
    met: bool


def run() -> list[Table]:
    """Judge the reported cases and draw their reliability."""
    with ProcessPoolExecutor(AT_ONCE) as processes:
        found = [one for judged in processes.map(judge_cases, REPORTED) for one in judged]
    draw_reliability(found, Path(__file__).parent / "out" / "backtest.html")
    return make_tables(found)


def make_tables(found: Sequence[Judged]) -> list[Table]:
    """Make the table: all cases, each family and each quarter."""
    columns = (
        "cases",
        "not_met_pct",
        *(f"brier_{name}" for name in FORECASTERS),
        "calibration",
        "caught",
        "false",
    )
    table = Table(
        "backtest",
        f"Forecasts against what came; flagged under {USUAL.likely} pct., after the third quarter.",
        columns,
    )
    table.add("all", **measure_cases(found))
    for family in simulated.FAMILIES:
        table.add(family.name, **measure_cases([one for one in found if one.family == family.name]))
    for quarter in REPORTS:
        table.add(f"after Q{quarter}", **measure_cases([one for one in found if one.quarter == quarter]))
    return [table]


def measure_cases(found: Sequence[Judged]) -> dict[str, float | None]:
    """Measure Brier scores, calibration, and the shares of failures and of successes that were flagged."""
    said, met = np.array([one.said for one in found]), np.array([one.met for one in found], dtype=float)
    each = [_measure(said[:, place], met) for place in range(len(FORECASTERS))]
    late = np.array([one.quarter == 3 for one in found])
    flagged = 100 * said[:, 0] < float(USUAL.likely)
    return {
        "cases": float(len(found)),
        "not_met_pct": 100 * float(1 - met.mean()),
        **{f"brier_{name}": one.brier for name, one in zip(FORECASTERS, each, strict=True)},
        "calibration": each[0].error,
        "caught": _find_share(flagged[late & (met == 0)]),
        "false": _find_share(flagged[late & (met == 1)]),
    }


def _find_share(flags: NDArray[np.bool_]) -> float | None:
    return float(flags.mean()) if len(flags) else None


def _measure(said: NDArray[np.float64], met: NDArray[np.float64]) -> Reliability:
    found = measure_reliability([(float(p), bool(came)) for p, came in zip(said, met, strict=True)])
    assert found is not None, "there is no case to judge"
    return found


def judge_cases(start: int, count: int = CASES) -> list[Judged]:
    """Judge every case after every quarter; whether a target was met is what the score says once all is known."""
    cases = list(simulated.simulate_cases(count, start))
    catalogue = Catalogue(
        {c.plan.institution: _make_institution(c.plan.institution) for c in cases},
        {(i.institution, i.id): i for c in cases for i in c.indicators},
    )
    rows = conform(simulated.make_observations(cases), OBSERVATIONS)
    end = _gather_facts(rows, SETTLED)
    met = {c.plan.id: judge_tests(c.plan, end, catalogue)["1.1"][0].credit == 1 for c in cases}
    return [
        one
        for quarter, day in REPORTS.items()
        for one in _judge_after(quarter, _gather_facts(rows, day), cases, catalogue, met)
    ]


def _judge_after(
    quarter: int, facts: Facts, cases: Iterable[Case], catalogue: Catalogue, met: dict[str, bool]
) -> Iterable[Judged]:
    for case in cases:
        credit = judge_tests(case.plan, facts, catalogue)["1.1"][0].credit
        p = float(credit) if credit is not None else _find_chance(case, facts, catalogue)
        test = next(case.plan.goals[0].leaves()).test
        assert isinstance(test, Compare | Within)
        guesses = make_guesses(test, Window.of(case.plan), facts, catalogue)
        assert guesses is not None
        yield Judged(case.family.name, quarter, (p, *guesses), met[case.plan.id])


def _find_chance(case: Case, facts: Facts, catalogue: Catalogue) -> float:
    """Find the product's probability. Every case has enough data, so a missing forecast is an error."""
    found = foresee_plan(case.plan, facts, catalogue).tests["1.1"]
    assert isinstance(found, Forecast), found
    return found.p_met


def _gather_facts(rows: pl.DataFrame, day: date) -> Facts:
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=20)
    return fact_history.gather_facts(rows, conform([], EVENTS), as_of=day, known_at=moment)


def _make_institution(key: str) -> Institution:
    return Institution(id=key, name=key, ministry_area="Simuleret", fictional=True)


def draw_reliability(found: Sequence[Judged], file: Path) -> None:
    """Draw forecast probability against observed frequency, as an HTML page."""
    import plotly.graph_objects as go

    said, met = np.array([one.said for one in found]), np.array([one.met for one in found], dtype=float)
    figure = go.Figure(go.Scatter(x=[0, 1], y=[0, 1], mode="lines", name="calibrated", line={"dash": "dot"}))
    for place, name in enumerate(FORECASTERS):
        points = _measure(said[:, place], met).bins
        figure.add_scatter(
            x=[inside.mean for inside in points],
            y=[inside.held for inside in points],
            text=[f"{inside.count} judgements" for inside in points],
            mode="lines+markers",
            name=name,
        )
    figure.update_layout(xaxis_title="said", yaxis_title="came", title="Forecasts against what came")
    file.parent.mkdir(exist_ok=True)
    figure.write_html(file, include_plotlyjs="cdn")

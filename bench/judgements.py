"""What was said of tests after each quarter, on what was known then, beside what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from bench.baselines import Guesses, make_guesses
from bench.figures import Table
from metrics.facts.fact_history import FactHistory
from metrics.facts.facts import Facts
from metrics.followup.thresholds import USUAL
from metrics.followup.track_record import measure_reliability
from metrics.foresight.forecast import Forecast
from metrics.foresight.forecasting import foresee_plan
from metrics.foresight.history import Histories
from metrics.foresight.lean import Lean, find_lean
from metrics.foresight.year_pace import find_year_pace
from metrics.periods import find_day_end
from metrics.plan.catalogue import Catalogue
from metrics.plan.criteria import Compare, Criterion, Within
from metrics.plan.model import Plan
from metrics.plan.structure import derive_structure
from metrics.plan.window import Window
from metrics.score.settlements.settled_verdicts import find_verdicts
from metrics.score.tests import find_report_due, find_reported_quarters, judge_tests

NOBODY_KNOWS = 0.5
"""The constant where no earlier year has been decided."""


@dataclass(frozen=True)
class World:
    """Plans of some years with everything ever recorded of them."""

    name: str
    plans: Sequence[Plan]
    history: FactHistory
    catalogue: Catalogue
    settled: date
    """A day on which every plan to be judged is over and decided."""

    def known(self, day: date) -> Facts:
        """The facts as they were known at the end of a day."""
        return self.history.known(day, find_day_end(day))

    def foresee(self, day: date) -> tuple[Facts, Lean]:
        """The facts as they were known at the end of a day, and how the forecasts had leaned by then."""
        facts = self.known(day)
        there = [plan for plan in self.plans if plan.counts_from <= day]
        return facts, find_lean(there, facts, self.catalogue)


class Judgement(NamedTuple):
    """A test after a quarter: the product's probability, the guesses beside it, and whether it was met in the end."""

    institution: str
    kind: str
    year: int
    quarter: int
    said: float
    guesses: Guesses
    constant: float
    met: bool


def judge_world(world: World) -> list[Judgement]:
    """Judge every measured test of every plan that is over, after each quarter but the last."""
    foresee = cache(world.foresee)
    end = world.known(world.settled)
    over = [plan for plan in world.plans if plan.end < world.settled]
    met = {
        (plan.id, number): outcome.credit == 1
        for plan in over
        for number, (outcome, _) in find_verdicts(plan, end, world.catalogue).items()
        if outcome.credit is not None
    }
    return [one for plan in over for one in _judge_plan(plan, world, foresee, met)]


def _judge_plan(
    plan: Plan,
    world: World,
    foresee: Callable[[date], tuple[Facts, Lean]],
    met: dict[tuple[str, str], bool],
) -> Iterator[Judgement]:
    own = [other for other in world.plans if other.institution == plan.institution]
    leaves = derive_structure(plan).leaves
    for quarter, last in find_reported_quarters(plan)[:-1]:
        facts, lean = foresee(find_report_due(plan, last) + timedelta(days=1))
        there = [other for other in own if other.counts_from <= facts.as_of]
        verdicts = find_verdicts(plan, facts, world.catalogue)
        found = foresee_plan(plan, facts, world.catalogue, there, verdicts, lean).tests
        for number, (outcome, _) in verdicts.items():
            test, said = leaves[number].test, found.get(number)
            if not isinstance(test, Compare | Within) or (plan.id, number) not in met:
                continue
            p = said.p_met if isinstance(said, Forecast) else outcome.credit
            guesses = make_guesses(test, Window.of(plan), facts, world.catalogue)
            if p is not None and guesses is not None:
                place = (plan.institution, _name_kind(leaves[number]), plan.year, quarter)
                constant = _find_constant(leaves[number], plan, world, met)
                yield Judgement(*place, float(p), guesses, constant, met[plan.id, number])


def _name_kind(leaf: Criterion) -> str:
    """Name how a test reads its series."""
    if isinstance(leaf.test, Within):
        return "within"
    assert isinstance(leaf.test, Compare)
    over = getattr(leaf.test.value, "over", None)
    return str(over.value) if over is not None else "other"


def _find_constant(leaf: Criterion, plan: Plan, world: World, met: dict[tuple[str, str], bool]) -> float:
    """Find the share of such tests that were met in the years before, which could be known beforehand."""
    before = [
        met[other.id, one.number]
        for other in world.plans
        if other.end < plan.start
        for one in other.leaves()
        if (other.id, one.number) in met
        and isinstance(one.test, Compare | Within)
        and _name_kind(one) == _name_kind(leaf)
    ]
    return sum(before) / len(before) if before else NOBODY_KNOWS


COLUMNS = (
    "judged", "met_pct", "said_pct", "forecast", "constant", "today", "pace", "trend", "calibration", "caught", "false",
)  # fmt: skip


def tabulate(name: str, title: str, found: Sequence[Judgement]) -> Table:
    """Make the table of judgements: by kind and quarter over all years, then by year."""
    table = Table(name, title, COLUMNS)
    for kind in dict.fromkeys(one.kind for one in found):
        own = [one for one in found if one.kind == kind]
        for quarter in sorted({one.quarter for one in own}):
            late = [one for one in own if one.quarter == quarter]
            table.add(f"{kind} after Q{quarter}", **measure(late))
            for year in sorted({one.year for one in late}):
                table.add(
                    f"{kind} after Q{quarter} {year}", **measure([one for one in late if one.year == year])
                )
    table.add("all", **measure(found))
    return table


def measure(found: Sequence[Judgement]) -> dict[str, float | None]:
    """Measure Brier scores, the mean said against the share met, calibration, and what was flagged."""
    product = measure_reliability([(one.said, one.met) for one in found])
    if product is None:
        return {}
    flagged = [(100 * one.said < float(USUAL.likely), one.met) for one in found]
    return {
        "judged": float(len(found)),
        "met_pct": 100 * _mean(one.met for one in found),
        "said_pct": 100 * _mean(one.said for one in found),
        "forecast": product.brier,
        "constant": _mean((one.constant - one.met) ** 2 for one in found),
        **{
            name: _mean((getattr(one.guesses, name) - one.met) ** 2 for one in found)
            for name in Guesses._fields
        },
        "calibration": product.error,
        "caught": _mean(flag for flag, met in flagged if not met),
        "false": _mean(flag for flag, met in flagged if met),
    }


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held) if held else float("nan")


class FirstYear(NamedTuple):
    """A test after a quarter with its history cut off: whether arithmetic flags it, the pace does, and what came."""

    kind: str
    quarter: int
    behind: bool
    pace: bool
    met: bool


def judge_first_years(world: World) -> list[FirstYear]:
    """Judge the flags after the second and third quarter that need no earlier year, as if there were none."""
    known = cache(world.known)
    found = []
    for plan in (plan for plan in world.plans if plan.end < world.settled):
        came = find_verdicts(plan, known(world.settled), world.catalogue)
        for quarter, last in find_reported_quarters(plan)[1:-1]:
            facts = _cut_history(plan, known(find_report_due(plan, last) + timedelta(days=1)))
            for number, (outcome, trace) in judge_tests(plan, facts, world.catalogue).items():
                leaf, window = derive_structure(plan).leaves[number], Window.of(plan)
                test, credit = leaf.compare, came[number][0].credit
                if test is None or outcome.credit is not None or credit is None:
                    continue
                pace = find_year_pace(test, window, trace, Histories(facts, world.catalogue))
                guesses = make_guesses(test, window, facts, world.catalogue)
                if pace and guesses:
                    line = (_name_kind(leaf), quarter, pace.behind, guesses.pace == 0, credit == 1)
                    found.append(FirstYear(*line))
    return found


def _cut_history(plan: Plan, facts: Facts) -> Facts:
    """Leave out everything from before the plan's year."""
    series = {
        key: tuple(one for one in facts.series.get(key, ()) if one.period.start >= plan.start)
        for key in plan.series()
    }
    return replace(facts, series=series)


def tabulate_first_years(name: str, title: str, found: Sequence[FirstYear]) -> Table:
    """Make the table of flags without history: what share of the failing and of the others they struck."""
    table = Table(name, title, ("judged", "caught", "false", "pace_caught", "pace_false"))
    for kind in (*dict.fromkeys(one.kind for one in found), "all"):
        for quarter in sorted({one.quarter for one in found}):
            own = [one for one in found if kind in (one.kind, "all") and one.quarter == quarter]
            failed, met = [one for one in own if not one.met], [one for one in own if one.met]
            table.add(
                f"{kind} after Q{quarter}",
                judged=float(len(own)),
                caught=_mean(one.behind for one in failed),
                false=_mean(one.behind for one in met),
                pace_caught=_mean(one.pace for one in failed),
                pace_false=_mean(one.pace for one in met),
            )
    return table

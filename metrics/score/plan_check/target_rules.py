"""Rules about a measured criterion: its definition, its baseline, and how far its target is from what was reached."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

from metrics.plan.criteria import Within
from metrics.plan.formula import Constant, Reading, find_readings
from metrics.plan.terms import Operator
from metrics.plan.versions import has_provisional_target
from metrics.score.plan_check.finding import Params
from metrics.score.plan_check.measured_criterion import YEARS_BACK, MeasuredCriterion

YEARS_MET, YEARS_MISSED = 3, 5
FAR = Fraction(1, 10)  # of the newest result; a smaller step is no leap
LEAPS = 2  # times the best improvement of any year known
UNSTEADY = Fraction(1, 4)  # a baseline that moved more than this since the year before is no firm ground


def _check_no_definition(test: MeasuredCriterion) -> Params | None:
    keys = {(r.institution or test.plan.institution, r.indicator) for r in find_readings(test.value)}
    missing = [i.name for key in sorted(keys) if not (i := test.catalogue.indicators[key]).definition]
    return {"indicators": missing} if missing else None


def _check_no_baseline(test: MeasuredCriterion) -> Params | None:
    if (
        test.names_period
        or not test.is_counted_alike(test.plan.year - YEARS_BACK)
        or test.find_earlier_result()
    ):
        return None
    return {"indicator": test.indicator.name, "years": YEARS_BACK}


def _check_result_missing(test: MeasuredCriterion) -> Params | None:
    """Fire where the year before had a target and has no result, though earlier years have. Accounts come later."""
    earlier, year = test.find_earlier_result(), test.plan.year - 1
    if earlier is None or earlier[0] == year or test.criterion.within or not test.find_step(year):
        return None
    return {"year": year, "newest": str(earlier[0])}


def _check_target_reached(test: MeasuredCriterion) -> Params | None:
    """Fire when the newest earlier result already meets the target, unless those of three years do."""
    target, results = test.read_target(), test.list_exact_results(YEARS_BACK)
    earlier = test.find_earlier_result()
    if target is None or not results or earlier is None or not _asks_more(test):
        return None
    year, result = results[0]
    if earlier[0] != year or not test.operator.holds(result, target) or _check_met_for_years(test):
        return None
    return {
        "target": test.make_figure(target),
        "year": year,
        "result": test.make_figure(result, test.indicator.decimals),
    }


def _check_met_for_years(test: MeasuredCriterion) -> Params | None:
    """Fire when the results of three years in a row, up to the year before, all reach this year's target."""
    target, results = test.read_target(), test.list_exact_results(YEARS_MET)
    if target is None or len(results) < YEARS_MET or not _asks_more(test):
        return None
    if not all(test.operator.holds(value, target) for _, value in results):
        return None
    return {"target": test.make_figure(target), "results": test.list_figures(results)}


def _check_never_met(test: MeasuredCriterion) -> Params | None:
    """Fire when none of five years reached this year's target, and no year's improvement would lead there."""
    target, results = test.read_target(), test.list_exact_results(YEARS_MISSED)
    if target is None or len(results) < YEARS_MISSED or not _asks_more(test):
        return None
    if any(test.operator.holds(value, target) for _, value in results):
        return None
    if abs(target - results[0][1]) <= _find_best_step(test, results):
        return None
    return {"target": test.make_figure(target), "results": test.list_figures(results)}


def _check_target_far(test: MeasuredCriterion) -> Params | None:
    """Fire when the target asks for far more than any year known has brought; of five missed years that is told."""
    target, results = test.read_target(), test.list_exact_results(YEARS_MISSED)
    if target is None or len(results) < 2 or not _asks_more(test) or _check_never_met(test):
        return None
    newest = results[0][1]
    step = abs(target - newest)
    if test.operator.holds(newest, target) or step < FAR * abs(newest):
        return None
    if step <= LEAPS * _find_best_step(test, results):
        return None
    return {"target": test.make_figure(target), "results": test.list_figures(results)}


def _find_best_step(test: MeasuredCriterion, results: list[tuple[int, Fraction]]) -> Fraction:
    """Find the largest improvement from one known year to the next; 0 where there is none."""
    sign = 1 if test.operator.upward else -1
    return max([Fraction(0), *(sign * (later - before) for (_, later), (_, before) in pairwise(results))])


def _asks_more(test: MeasuredCriterion) -> bool:
    """Tell whether more could be asked for: of a tolerance, an equality and the best possible it cannot."""
    return not test.criterion.within and test.operator is not Operator.EQUAL and not test.is_best_possible


def _check_tolerance_wide(test: MeasuredCriterion) -> Params | None:
    """Fire when every deviation known of three years is less than half of what is allowed."""
    within, target = test.criterion.within, test.read_target()
    if within is None or not _is_plain(within) or target is None:
        return None
    results = [(year, abs(value)) for year, value in test.list_exact_results(YEARS_BACK)]
    if not results or any(2 * value >= target for _, value in results):
        return None
    return {"target": test.make_figure(target), "results": test.list_figures(results)}


def _is_plain(within: Within) -> bool:
    """Tell whether the value itself is the deviation."""
    return isinstance(within.reference, Constant) and not within.reference.number and not within.relative


def _check_unsteady_baseline(test: MeasuredCriterion) -> Params | None:
    """Fire when the target is a part of the year before, which lies far from the year before that."""
    results = test.list_exact_results(2)
    if len(results) < 2 or not _is_relative(test):
        return None
    (year, newest), (_, before) = results
    if year != test.plan.year - 1 or abs(newest - before) <= UNSTEADY * abs(before):
        return None
    return {"results": test.list_figures(results)}


def _is_relative(test: MeasuredCriterion) -> bool:
    """Tell whether the plan year's target is a part of the same series the year before."""
    step = test.find_step(test.plan.year)
    target = step.reading if step else test.limit
    own = next(find_readings(test.value))
    if not isinstance(target, Reading) or target.factor == 1:
        return False
    year = test.plan.year + target.offset if target.year is None else target.year
    owner = test.plan.institution
    return target.find_key(owner) == own.find_key(owner) and year == test.plan.year - 1


def _check_target_lowered(test: MeasuredCriterion) -> Params | None:
    steps = test.find_step(test.plan.year), test.find_step(test.plan.year - 1)
    now, before = (Fraction(step.number) if step and step.number is not None else None for step in steps)
    if now is None or before is None or test.operator is Operator.EQUAL:
        return None
    if not test.is_counted_alike(test.plan.year - 1):
        return None
    easier = now < before if test.operator.upward else now > before
    return {"target": test.make_figure(now), "before": test.make_figure(before)} if easier else None


def _check_provisional_target(test: MeasuredCriterion) -> Params | None:
    return {"year": test.year} if has_provisional_target(test.criterion, test.year) else None


TARGET_RULES: dict[str, Callable[[MeasuredCriterion], Params | None]] = {
    "no_definition": _check_no_definition,
    "no_baseline": _check_no_baseline,
    "result_missing": _check_result_missing,
    "target_reached": _check_target_reached,
    "met_for_years": _check_met_for_years,
    "never_met": _check_never_met,
    "target_far": _check_target_far,
    "tolerance_wide": _check_tolerance_wide,
    "unsteady_baseline": _check_unsteady_baseline,
    "target_lowered": _check_target_lowered,
    "provisional_target": _check_provisional_target,
}

"""What was foretold against what came of it: figures by hand, and plans judged as they stood at each quarter."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.facts.facts import Facts
from metrics.facts.schema import Event, EventKind, Result
from metrics.followup.risk import RiskRule
from metrics.followup.track_record import (
    MethodRecord,
    RuleRecord,
    TrackRecord,
    build_track_record,
    compute_brier,
    count_hit_rates,
    count_right_flags,
    measure_methods,
    measure_reliability,
)
from metrics.foresight.forecast import Method, SilenceReason
from metrics.plan.model import Plan
from metrics.plan.terms import Over
from tests.factories import (
    catalogue,
    compared,
    event,
    facts,
    goal,
    number,
    plan,
    quarterly,
    reads,
    result,
)

POOLED = reads(over=Over.POOLED)
PLAN = plan(goal("1", compared(value=POOLED, target=number(90))))
KNOWN = catalogue(quarterly())
LATER = date(2018, 3, 1)


def told(year: int, quarter: int, top: int) -> Result:
    """A share of a quarter, recorded ten days after it."""
    ends = date(year + quarter // 4, 3 * quarter % 12 + 1, 10)
    return result(f"{year}Q{quarter}", of=(top, 100), recorded=ends)


EARLIER = [told(year, quarter, 91) for year in (2013, 2014, 2015, 2016) for quarter in (1, 2, 3, 4)]
YEAR = [told(2017, quarter, top) for quarter, top in enumerate((92, 91, 93, 94), 1)]


def judged(*said: Result | Event, p: Plan = PLAN, now: date = LATER) -> TrackRecord:
    def at(day: date) -> Facts:
        return facts(*said, as_of=day, known_at=day)

    return build_track_record([p], at(now), KNOWN, at)


def test_the_brier_score_is_the_mean_squared_distance() -> None:
    assert compute_brier([(0.9, True), (0.2, False), (0.5, True)]) == pytest.approx((0.01 + 0.04 + 0.25) / 3)


def test_probabilities_are_held_against_what_held_bin_by_bin() -> None:
    found = measure_reliability(
        [(0.95, True)] * 9 + [(0.95, False)] + [(0.31, True), (0.39, False)] + [(1.0, True)]
    )
    assert found is not None
    assert [(b.low, b.count) for b in found.bins] == [(0.3, 2), (0.9, 11)]
    assert found.bins[0].mean == pytest.approx(0.35)
    assert found.bins[0].held == pytest.approx(0.5)
    assert found.bins[1].held == pytest.approx(10 / 11)
    assert found.error == pytest.approx((2 * 0.15 + 11 * abs((9.5 + 1) / 11 - 10 / 11)) / 13)
    assert found.base == pytest.approx(11 / 13 * 2 / 13)
    assert measure_reliability([]) is None


def test_a_plan_that_is_over_is_judged_after_each_of_its_first_three_quarters_on_what_was_known_then() -> (
    None
):
    found = judged(*EARLIER, *YEAR).foretold
    assert [(f.quarter, f.method, f.held) for f in found] == [(q, Method.SHARE, True) for q in (1, 2, 3)]
    assert found[0].p < found[2].p
    late = judged(*EARLIER, *YEAR[:2], told(2017, 3, 10), YEAR[3])
    assert [f.held for f in late.foretold] == [False] * 3
    assert late.foretold[0].p == found[0].p


def test_a_plan_still_running_or_not_decided_is_not_judged() -> None:
    assert judged(*EARLIER, *YEAR, now=date(2017, 12, 31)) == TrackRecord()
    assert judged(*EARLIER, *YEAR[:3]) == TrackRecord()


def test_what_was_silent_is_no_probability() -> None:
    assert judged(*YEAR[:1], *YEAR[3:], result("2017", 95)).foretold == ()


def test_each_expectation_counts_once_with_the_report_it_came_with() -> None:
    said = [
        event("1.1", "expected_met", on=date(2017, 4, 12), recorded=date(2017, 4, 12)),
        event("1.1", "in_doubt", on=date(2017, 10, 12), recorded=date(2017, 10, 12)),
    ]
    found = judged(*EARLIER, *YEAR, *said)
    assert [(e.quarter, e.expectation) for e in found.expected] == [
        (1, EventKind.EXPECTED_MET),
        (3, EventKind.IN_DOUBT),
    ]
    (rate,) = count_hit_rates(found.expected).values()
    assert (rate.sure, rate.sure_held, rate.doubted, rate.doubted_held) == (1, 1, 1, 1)


def test_an_expectation_on_the_day_the_report_is_due_counts_with_that_report_alone() -> None:
    due = date(2017, 4, 14)
    found = judged(*EARLIER, *YEAR, event("1.1", "expected_met", on=due, recorded=due))
    assert [e.quarter for e in found.expected] == [1]


def test_a_plan_is_judged_from_the_day_after_its_last() -> None:
    decided = [*EARLIER, *YEAR[:3], result("2017Q4", of=(94, 100), recorded=date(2018, 1, 1))]
    assert judged(*decided, now=date(2017, 12, 31)) == TrackRecord()
    assert len(judged(*decided, now=date(2018, 1, 1)).foretold) == 3


def test_a_flag_was_right_where_what_it_flagged_did_not_hold() -> None:
    """A poor year with a history is flagged after each of three quarters; a bad start that recovers was no failure."""
    poor = [told(2017, quarter, 80) for quarter in (1, 2, 3, 4)]
    found = count_right_flags(judged(*EARLIER, *poor).flagged, KNOWN, LATER)
    assert [(one.rule, one.count, one.right, one.mostly_wrong) for one in found] == [
        (RiskRule.RUN_RATE, 3, 3, False),
        (RiskRule.UNLIKELY, 3, 3, False),
    ]
    recovers = [*poor[:1], *(told(2017, quarter, 98) for quarter in (2, 3, 4))]
    wrong = count_right_flags(judged(*EARLIER, *recovers).flagged, KNOWN, LATER)
    assert wrong
    assert all(one.right == 0 and one.mostly_wrong for one in wrong)


def test_of_two_flags_one_right_is_not_mostly_wrong() -> None:
    assert not RuleRecord("Area", RiskRule.STALE, 2, 1).mostly_wrong
    assert RuleRecord("Area", RiskRule.STALE, 3, 1).mostly_wrong


def test_how_often_there_was_no_forecast_is_counted() -> None:
    silent = judged(*YEAR)
    assert [(one.reason, one.method) for one in silent.silent] == [
        (SilenceReason.TOO_FEW_VALUES, Method.SHARE)
    ] * 3
    assert measure_methods(silent) == [MethodRecord(Method.SHARE, 3, None)]
    spoken = judged(*EARLIER, *YEAR)
    assert spoken.silent == ()
    (record,) = measure_methods(spoken)
    assert (record.method, record.silent, record.no_better) == (Method.SHARE, 0, True)
    assert record.reliability is not None
    assert record.reliability.base == 0

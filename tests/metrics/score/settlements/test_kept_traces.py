"""A trace is kept as JSON that says what was read, and read back as it was."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

from metrics.plan.cases.case_rule import CaseRule
from metrics.score.settlements.kept_traces import read_trace, write_trace
from metrics.score.tests import Trace
from tests.factories import compared, event, goal, indicator, milestone, plan, result, scored, the_trace


def test_the_value_read_and_its_source_are_kept() -> None:
    seen = result("2017", of=(2, 3), source="Årsrapport", note="æ\n“ø”")
    found = the_trace(scored(plan(goal("1", compared("1.1"))), seen, indicators=[indicator()]).goals[0])
    kept = json.loads(write_trace(found))
    assert kept["actual"]["value"] == "200/3"
    assert kept["actual"]["inputs"][0]["observation"]["numerator"] == "2.000000000"
    again = read_trace(write_trace(found))
    assert again == found
    assert again.actual is not None
    assert again.actual.inputs[0].observation.source == "Årsrapport"


def test_what_was_said_of_a_milestone_is_kept_with_its_day() -> None:
    found = the_trace(scored(plan(goal("1", milestone())), event("1.1", on=date(2017, 5, 1))).goals[0])
    assert read_trace(write_trace(found)) == found


def test_what_has_its_usual_value_is_left_out_and_read_as_that() -> None:
    assert write_trace(Trace()) == "{}"
    assert read_trace("{}") == Trace()
    assert write_trace(Trace(holds=False, distance=Fraction(1, 3))) == '{"distance":"1/3","holds":false}'
    assert read_trace('{"distance":"1/3"}').distance == Fraction(1, 3)


def test_a_series_that_is_counted_from_cases_by_days_is_read_back_with_its_rule() -> None:
    rule = CaseRule.model_validate(
        {
            "period_by": "decided",
            "where": [{"column": "received", "since": date(2017, 1, 1), "until": date(2017, 12, 31)}],
            "numerator": {"within": {"start": "received", "end": "decided", "months": 6}},
        }
    )
    counted = indicator().model_copy(update={"cases": rule})
    score = scored(plan(goal("1", compared("1.1"))), result("2017", 95), indicators=[counted])
    trace = the_trace(score.goals[0])
    assert trace.actual
    assert trace.actual.inputs[0].indicator.cases == rule
    assert read_trace(write_trace(trace)) == trace

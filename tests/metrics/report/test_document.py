"""What a step keeps: what was declared, and at receipt everything as it was."""

from __future__ import annotations

import json

from metrics.followup.outlook import find_outlook
from metrics.followup.thresholds import USUAL
from metrics.report.document import declare_draft, freeze_report, list_declared, merge_answers
from tests.factories import catalogue, compared, goal, milestone, over, plan, quarterly, result
from tests.reporting import Q2, checked, draft, on

FIGURE = "figure:share:2017Q2"
PLAN = plan(goal("1", compared("1.1", over("pooled"))), goal("2", milestone("2.1", on("2017-06-30"))))
LINES = {
    FIGURE: {"numerator": "80", "denominator": "100", "cause": "C", "measure": "M"},
    "milestone:2.1": {"status": "claimed", "on": "2017-06-20", "evidence": "2017-1"},
    "goal:2": {"status": "expected_met"},
    "words": {"text": "W"},
}


def test_a_declaration_has_each_answered_line_with_its_numbers_and_its_texts() -> None:
    found = declare_draft(checked(PLAN, LINES), draft(LINES), Q2, 1)
    assert json.loads(json.dumps(found)) == found
    assert list_declared(found) == [FIGURE, "milestone:2.1", "goal:2", "words"]
    figure, done, _, words = found["lines"]
    assert (figure["numerator"], figure["denominator"], figure["value"]) == ("80", "100", None)
    assert figure["typed"]["measure"] == "M"
    assert done["said"] == [{"criterion": "2.1", "kind": "claimed", "on": "2017-06-20", "word": None}]
    assert words["typed"] == {"text": "W"}
    assert (found["quarter"], found["plan_version"], found["ad_hoc"]) == ("2017Q2", 1, False)


def test_an_answer_takes_the_place_of_the_rows_it_answers() -> None:
    before = declare_draft(checked(PLAN, LINES), draft(LINES), Q2, 1)
    answered = {"lines": [{"key": FIGURE, "numerator": "81"}, {"key": "new"}]}
    merged = merge_answers(before, answered)
    assert list_declared(merged) == [*list_declared(before), "new"]
    assert merged["lines"][0] == {"key": FIGURE, "numerator": "81"}


def test_a_receipt_freezes_figures_statuses_forecasts_and_points() -> None:
    check = checked(PLAN, LINES, result("2017Q1", of=(94, 100)), result("2017Q2", of=(80, 100)))
    known = catalogue(quarterly())
    outlook = find_outlook(PLAN, check.before.facts, known, USUAL)
    declared = declare_draft(check, draft(LINES), Q2, 1)
    frozen = freeze_report(outlook, declared, check.lines, Q2, 1)
    assert json.loads(json.dumps(frozen)) == frozen
    assert frozen["lines"] == declared["lines"]
    (figure,) = frozen["figures"]
    assert figure["told"]["numerator"] == "80"
    first, second = frozen["goals"]
    assert first["criteria"][0]["actual"] == "87"
    assert first["criteria"][0]["target"] == "90"
    assert second["status"] == "overdue_data"
    assert frozen["total"] == {"secured": "0", "open": "100", "lost": "0"}

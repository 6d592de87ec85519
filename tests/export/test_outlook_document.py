"""The contracts of `maalstreg outlook --json` and `maalstreg whatif --json`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from export.outlook_document import (
    build_outlook_document,
    build_outlook_total,
    build_whatif_document,
    find_p_met,
    select_told_flags,
)
from metrics.followup.outlook import Outlook, flag_score
from metrics.followup.risk import RiskRule
from metrics.followup.thresholds import USUAL
from metrics.foresight.forecast import Foresight, Silence, SilenceReason
from metrics.whatif.prospects import find_prospects
from metrics.whatif.whatif import Suppositions, suppose
from tests.believing import EARLY, believing, milestones, scored_with
from tests.factories import catalogue, facts
from words.language import Words

DA = Words("da")
SILENT = Silence(SilenceReason.TOO_FEW_MILESTONES, have=1, need=5)


def outlook(*chances: float | None) -> Outlook:
    """The outlook of a plan of milestones as likely as given; of None nothing is foreseen."""
    beliefs = believing(*chances)
    tests = {f"{n}.1": SILENT for n, p in enumerate(chances, 1) if p is None}
    return flag_score(scored_with(milestones(len(chances)), beliefs), Foresight(tests, beliefs), USUAL)


def test_each_goal_has_its_likelihood_and_its_flags() -> None:
    found = outlook(0.25, 0.75)
    document = build_outlook_document(found, find_prospects(found.score), DA)
    assert [goal["p_met"] for goal in document["goals"]] == [0.25, 0.75]
    (flag,) = document["goals"][0]["flags"]
    assert flag == {
        "rule": "unlikely",
        "due": "2017-12-31",
        "days_left": 305,
        "points": 50,
        "reason": "Sandsynlighed for opfyldelse 25\u00a0pct. (departementets grænse: 65\u00a0pct.)",
    }
    assert document["goals"][1]["flags"] == document["flags"] == []
    assert document["as_of"] == "2017-03-01"


def test_a_total_has_its_mean_its_interval_and_its_distribution() -> None:
    found = build_outlook_total(find_prospects(outlook(0.25, 0.75).score))
    # Both fail: 0.75 * 0.25; both hold: 0.25 * 0.75; one of the two: the rest.
    assert found["distribution"] == [
        {"points": 0.0, "p": pytest.approx(0.1875)},
        {"points": 50.0, "p": pytest.approx(0.625)},
        {"points": 100.0, "p": pytest.approx(0.1875)},
    ]
    assert found["expected"] == pytest.approx(50)
    assert found["interval"] == [0, 100]
    assert found["silent"] == []


def test_a_silent_goal_leaves_a_range_and_says_why() -> None:
    found = outlook(1.0, None)
    assert build_outlook_total(find_prospects(found.score)) == {
        "expected": None,
        "interval": None,
        "distribution": None,
        "silent": ["2"],
        "expected_between": [pytest.approx(50), pytest.approx(100)],
    }
    goal = found.score.goals[1]
    assert find_p_met(goal) is None
    assert [flag.rule for flag in select_told_flags(goal, found)] == [RiskRule.SILENT]


def test_a_plan_without_a_total_has_none() -> None:
    assert build_outlook_total(None) == {
        "expected": None,
        "interval": None,
        "distribution": None,
        "silent": [],
        "expected_between": None,
    }


def test_a_what_if_has_both_totals_and_nothing_of_what_is_on_record_beside_them() -> None:
    plan, beliefs = milestones(2), believing(0.25, 0.75)
    known = facts(as_of=EARLY)
    found = suppose(plan, known, catalogue(), beliefs, Suppositions(credits={"1": Fraction(1)}))
    changed = flag_score(found.changed, Foresight({}, beliefs), USUAL)
    document = build_whatif_document(found, changed, catalogue(), DA, None, 0.0)
    assert document["official"] == {"secured": 0, "open": 100, "lost": 0, "possible": 100}
    assert (document["total"]["secured"], document["total"]["expected"]) == (50, pytest.approx(87.5))
    assert [goal["p_met"] for goal in document["goals"]] == [1.0, 0.75]
    assert not {"original", "decided", "decisions"} & document.keys()
    assert (document["correlation"], document["contradicts"], document["pay"]) == (0.0, [], None)
    assert date.fromisoformat(document["as_of"]) == EARLY

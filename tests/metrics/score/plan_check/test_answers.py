"""Findings and their answers: the newest to the same finding counts, and one to what has changed is asked anew."""

from __future__ import annotations

from datetime import UTC, datetime

from metrics.score.plan_check.answers import AnswerKind, FindingAnswer, match_answers
from metrics.score.plan_check.finding import Finding
from metrics.score.plan_check.guide import GuidePoint, Severity

COUNT = Finding("goal_count", "", {"count": 4})


def answer(found: Finding, reason: str) -> FindingAnswer:
    at = datetime(2017, 1, 1, tzinfo=UTC)
    return FindingAnswer(found.rule, found.place, found.digest, AnswerKind.KEPT, reason, "p", at)


def test_the_newest_answer_to_a_finding_stays_with_it() -> None:
    (found,) = match_answers(
        [COUNT], [answer(COUNT, "a"), answer(Finding("unsigned"), "b"), answer(COUNT, "c")]
    )
    assert found.answer is not None
    assert (found.answer.reason, found.outdated) == ("c", False)
    assert (found.source.point, found.source.severity) == (GuidePoint.GOALS, Severity.IMPORTANT)


def test_an_answer_to_what_has_changed_is_asked_anew_and_holds_again_when_it_is_as_before() -> None:
    changed = Finding("goal_count", "", {"count": 3})
    (found,) = match_answers([changed], [answer(COUNT, "a")])
    assert (found.answer, found.outdated) == (None, True)
    (back,) = match_answers([COUNT], [answer(COUNT, "a"), answer(changed, "b")])
    assert back.answer is not None
    assert back.answer.reason == "a"


def test_without_an_answer_nothing_is_outdated() -> None:
    (found,) = match_answers([COUNT], [])
    assert (found.answer, found.outdated) == (None, False)

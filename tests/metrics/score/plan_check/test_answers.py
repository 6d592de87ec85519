"""Findings and their answers: the newest to the same finding counts, and one to what has changed is asked anew."""

from __future__ import annotations

from datetime import UTC, datetime

from metrics.score.plan_check.answers import AnswerKind, FindingAnswer, match_answers, select_lost_answers
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


def test_an_answer_is_lost_where_nothing_is_found_as_it_was_then_and_the_newest_is_told() -> None:
    one, other = Finding("r", "1", {"n": 1}), Finding("r", "1", {"n": 2})

    def answer(finding: Finding, reason: str, hour: int) -> FindingAnswer:
        at = datetime(2026, 11, 1, hour, tzinfo=UTC)
        return FindingAnswer("r", "1", finding.digest, AnswerKind.KEPT, reason, "x", at)

    answers = [answer(one, "first", 1), answer(one, "second", 2), answer(other, "stands", 3)]
    matched = match_answers([other], answers)
    assert [lost.reason for lost in select_lost_answers(matched, answers)] == ["second"]
    assert select_lost_answers(match_answers([one, other], answers), answers) == []

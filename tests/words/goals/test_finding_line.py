"""A finding in words: what it is about, its weight, its place in the guide, and its answer, in both languages."""

from __future__ import annotations

from datetime import UTC, datetime

from metrics.score.plan_check.answers import AnsweredFinding, AnswerKind, FindingAnswer
from metrics.score.plan_check.finding import Finding
from words.goals.finding_line import write_answer, write_finding, write_severity, write_source
from words.language import Words

LATE = Finding("rare_follow_up")
AT = datetime(2017, 3, 1, 12, tzinfo=UTC)
ANSWER = FindingAnswer("rare_follow_up", "", LATE.digest, AnswerKind.UNFOUNDED, "Nyt", "a@b.dk", AT)
DA, EN = Words("da"), Words("en")


def test_a_finding_is_told_with_its_weight_and_its_place_in_the_guide() -> None:
    bare = AnsweredFinding(LATE)
    assert (write_severity(bare, DA), write_source(bare, DA)) == ("Væsentlig", "3. Opfølgning, s. 10")
    assert (write_severity(bare, EN), write_source(bare, EN)) == ("Important", "3. Follow-up, p. 10")


def test_an_answer_is_told_with_its_reason_and_where_there_is_none_that_is_told() -> None:
    answered = AnsweredFinding(LATE, ANSWER)
    assert write_answer(answered, DA) == "Bemærkningen passer ikke her: Nyt (a@b.dk, 01.03.2017)"
    assert write_answer(answered, EN).startswith("The finding does not apply here: Nyt (a@b.dk")
    assert write_answer(AnsweredFinding(LATE), DA) == "Ikke besvaret"
    assert write_answer(AnsweredFinding(LATE, None, outdated=True), DA).endswith("Svar igen.")


def test_a_finding_about_a_goal_begins_with_its_number() -> None:
    assert write_finding(Finding("many_criteria", "1", {"count": 4}), DA).startswith("1: Målet har 4")
    assert write_finding(LATE, DA).startswith("Planen")

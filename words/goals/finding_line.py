"""A finding of the plan check in words: what it is about, its weight, its place in the guide, its answer."""

from __future__ import annotations

from metrics.periods import find_danish_day
from metrics.score.plan_check.answers import AnsweredFinding, FindingAnswer
from metrics.score.plan_check.finding import Finding
from words.language import Words
from words.problems import describe_finding


def write_finding(finding: Finding, words: Words) -> str:
    """Write a finding as a sentence, after the number of what it is about."""
    said = describe_finding(finding, words)
    return f"{finding.place}: {said}" if finding.place else said


def write_severity(found: AnsweredFinding, words: Words) -> str:
    """Write how much a finding weighs."""
    return words.t(f"advice.severity_{found.source.severity}")


def write_source(found: AnsweredFinding, words: Words) -> str:
    """Write the guide's point and its page; of what is ours, that it is not in the guide."""
    point, page = words.t(f"advice.point_{found.source.point}"), found.source.page
    return words.t("advice.source", point=point, page=page.replace("-", "–")) if page else point


def write_answer(found: AnsweredFinding, words: Words) -> str:
    """Write the answer to a finding with its reason; that it is asked anew, or that there is none."""
    answer = found.answer
    if answer is None:
        return words.t("advice.outdated" if found.outdated else "advice.unanswered")
    return write_given(answer, words)


def write_given(answer: FindingAnswer, words: Words) -> str:
    """Write an answer with its reason, by whom and when."""
    return words.t(
        "advice.answered",
        answer=words.t(f"advice.answer_{answer.kind}"),
        reason=answer.reason,
        person=answer.person,
        day=words.date_short(find_danish_day(answer.recorded_at)),
    )

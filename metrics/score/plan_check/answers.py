"""Answers to findings: each is kept with its reason, and belongs to the finding exactly as it was then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from metrics.score.plan_check.finding import Finding
from metrics.score.plan_check.guide import SOURCES, RuleSource


class AnswerKind(StrEnum):
    """What is answered to a finding."""

    KEPT = "kept"
    CHANGING = "changing"
    UNFOUNDED = "unfounded"


@dataclass(frozen=True, slots=True)
class FindingAnswer:
    """An answer to a rule's finding at a place; `digest` is that of the finding it was given to."""

    rule: str
    place: str
    digest: str
    kind: AnswerKind
    reason: str
    person: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class AnsweredFinding:
    """A finding with its answer; `outdated` where the last one was to the finding as it was before."""

    finding: Finding
    answer: FindingAnswer | None = None
    outdated: bool = False

    @property
    def source(self) -> RuleSource:
        """Where its rule comes from, and how much it weighs."""
        return SOURCES[self.finding.rule]


def select_lost_answers(
    matched: Iterable[AnsweredFinding], answers: Sequence[FindingAnswer]
) -> list[FindingAnswer]:
    """Select the newest answer to each finding that is no longer found as it was then; the oldest first."""
    told = {one.answer.digest for one in matched if one.answer}
    newest = {(one.rule, one.place, one.digest): one for one in answers if one.digest not in told}
    return sorted(newest.values(), key=lambda one: one.recorded_at)


def match_answers(found: Iterable[Finding], answers: Sequence[FindingAnswer]) -> list[AnsweredFinding]:
    """Match findings with the newest answer to each; the answers are given oldest first."""
    matched = []
    for one in found:
        own = [a for a in answers if (a.rule, a.place) == (one.rule, one.place)]
        same = [a for a in own if a.digest == one.digest]
        matched.append(AnsweredFinding(one, same[-1] if same else None, outdated=bool(own) and not same))
    return matched

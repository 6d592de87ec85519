"""An outlook and a what-if as documents for other programs: the contracts of `maalstreg outlook` and `whatif`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from export.score_document import (
    build_payment_document,
    build_score_document,
    build_total_document,
    to_json_number,
)
from metrics.algebra.distribution import ONE
from metrics.followup.outlook import Outlook
from metrics.followup.risk import Flag, RiskRule, find_silences
from metrics.plan.catalogue import Catalogue
from metrics.score.pay import Payment
from metrics.score.scoring import GoalScore
from metrics.whatif.prospects import Prospects, find_total_words
from metrics.whatif.whatif import WhatIf
from words.flag import write_reason
from words.language import Words

Document = dict[str, Any]

_OF_THE_RECORD = ("original", "decided", "decisions")


def build_outlook_document(outlook: Outlook, ahead: Prospects | None, words_of: Words) -> Document:
    """What may come of a plan: of each goal how likely it is to be met and what flags it, and of the total.

    The `flags` of the plan are on no single goal.
    """
    score = outlook.score
    return {
        "plan": score.plan.id,
        "as_of": score.facts.as_of.isoformat(),
        "known_at": score.facts.known_at.isoformat(),
        "flags": [build_flag_document(flag, outlook, words_of) for flag in outlook.of_goal("")],
        "goals": [{"number": goal.goal.number, **_foreseen(goal, outlook, words_of)} for goal in score.goals],
        "total": build_outlook_total(ahead),
    }


def build_outlook_total(ahead: Prospects | None) -> Document:
    """The mean and the distribution of a total in points; null while a goal is silent, and then the span of the mean.

    `silent` are the goals of unknown likelihood.
    """
    if ahead is None:
        return {"expected": None, "distribution": None, "silent": [], "expected_between": None}
    chances = ahead.distribution()
    return {
        "expected": ahead.expected,
        "distribution": chances and [{"points": float(points), "p": p} for points, p in chances],
        "silent": list(ahead.silent),
        "expected_between": list(ahead.expected_between()),
    }


def build_flag_document(flag: Flag, outlook: Outlook, words_of: Words) -> Document:
    """A rule that fired, with its reason in words."""
    return {
        "rule": flag.rule.value,
        "due": flag.due.isoformat(),
        "days_left": flag.days_left(outlook.score.facts.as_of),
        "points": to_json_number(flag.points),
        "reason": write_reason(flag, words_of),
    }


def select_told_flags(goal: GoalScore, outlook: Outlook) -> tuple[Flag, ...]:
    """The flags on a goal; where its likelihood is not stated, at least one says why."""
    found = outlook.of_goal(goal.goal.number)
    if find_p_met(goal) is not None or any(flag.rule is RiskRule.SILENT for flag in found):
        return found
    return (*found, *find_silences(outlook.score, goal, outlook.foresight))


def _foreseen(goal: GoalScore, outlook: Outlook, words_of: Words) -> Document:
    flags = [build_flag_document(flag, outlook, words_of) for flag in select_told_flags(goal, outlook)]
    return {"p_met": find_p_met(goal), "flags": flags}


def find_p_met(goal: GoalScore) -> float | None:
    """The likelihood that all of a goal is earned; None where it is not stated."""
    return goal.outcome.chance_of(ONE)


def build_whatif_document(
    found: WhatIf, changed: Outlook, catalogue: Catalogue, words_of: Words, paid: Payment | None, rho: float
) -> Document:
    """Score and outlook of the plan as it would stand, and under `official` the total as it does.

    `changed` are the flags on it and the statuses that follow from them. What is on record about the plan, such as
    decisions, has no part in it. `contradicts` are the goals and criteria of which something else is recorded.
    """
    document = {
        name: value
        for name, value in build_score_document(changed.score, catalogue, words_of).items()
        if name not in _OF_THE_RECORD
    }
    document["total"] |= build_outlook_total(found.outlook)
    for shown, goal in zip(document["goals"], changed.score.goals, strict=True):
        shown.update(_foreseen(goal, changed, words_of))
    return document | {
        "flags": [build_flag_document(flag, changed, words_of) for flag in changed.of_goal("")],
        "official": build_total_document(found.official),
        "correlation": rho,
        "words": _words(found),
        "contradicts": list(found.contradicts),
        "pay": build_payment_document(found.changed, paid, None) if paid else None,
    }


def _words(found: WhatIf) -> Sequence[Document]:
    likely = find_total_words(found.outlook, found.changed) if found.outlook else ()
    return [{"word": word, "p": p} for word, p in likely]

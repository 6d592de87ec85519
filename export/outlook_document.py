"""An outlook and a what-if as JSON: the contracts of `maalstreg outlook --json` and `maalstreg whatif --json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from export.score_document import (
    build_payment_document,
    build_score_document,
    build_total_document,
    to_json_number,
)
from metrics.followup.outlook import Outlook
from metrics.followup.risk import Flag, RiskRule, find_silences
from metrics.plan.catalogue import Catalogue
from metrics.score.pay import Payment
from metrics.score.scoring import GoalScore
from metrics.whatif.headline import find_likely_range
from metrics.whatif.prospects import Prospects, find_total_words
from metrics.whatif.whatif import WhatIf
from words.flag import write_named_reason, write_reason
from words.language import Words

Document = dict[str, Any]

_NOT_SUPPOSED = (
    "settlement",
    "awaits_settlement",
    "after_settlement",
    "original",
    "decided",
    "decisions",
)  # what is on record about the plan, which no supposition changes


def build_outlook_document(outlook: Outlook, ahead: Prospects | None, words: Words) -> Document:
    """Build the document of an outlook: each goal's likelihood and flags, and the total's distribution.

    The top-level `flags` are those on no single goal.
    """
    score = outlook.score
    return {
        "plan": score.plan.id,
        "as_of": score.facts.as_of.isoformat(),
        "known_at": score.facts.known_at.isoformat(),
        "flags": [build_flag_document(flag, outlook, words) for flag in outlook.of_goal("")],
        "goals": [{"number": goal.goal.number, **_build_goal(goal, outlook, words)} for goal in score.goals],
        "total": build_outlook_total(ahead),
    }


def build_outlook_total(ahead: Prospects | None) -> Document:
    """Build the mean, the interval that holds 90 % of the probability, and the distribution of a total in points.

    All are null while the likelihood of a goal, listed in `silent`, is unknown; `expected_between` is then the range
    of the mean.
    """
    if ahead is None:
        return {"silent": [], **dict.fromkeys(("expected", "interval", "distribution", "expected_between"))}
    chances, likely = ahead.distribution(), find_likely_range(ahead.total)
    return {
        "expected": ahead.expected,
        "interval": likely and [to_json_number(end * ahead.possible) for end in likely[1:]],
        "distribution": chances and [{"points": float(points), "p": p} for points, p in chances],
        "silent": list(ahead.silent),
        "expected_between": list(ahead.expected_between()),
    }


def build_flag_document(flag: Flag, outlook: Outlook, words: Words) -> Document:
    """Build the document of a flag, with its reason in words."""
    goal = outlook.score.goal(flag.goal).goal if flag.goal else None
    reason = write_named_reason(flag, goal, words) if goal else write_reason(flag, words)
    return {
        "rule": flag.rule.value,
        "due": flag.due.isoformat(),
        "days_left": flag.days_left(outlook.score.facts.as_of),
        "points": to_json_number(flag.points),
        "reason": reason,
    }


def select_told_flags(goal: GoalScore, outlook: Outlook) -> tuple[Flag, ...]:
    """Return the flags on a goal, with the reasons for silence added where its likelihood is not stated."""
    found = outlook.of_goal(goal.goal.number)
    if find_p_met(goal) is not None or any(flag.rule is RiskRule.SILENT for flag in found):
        return found
    return (*found, *find_silences(outlook.score, goal, outlook.foresight))


def _build_goal(goal: GoalScore, outlook: Outlook, words: Words) -> Document:
    flags = [build_flag_document(flag, outlook, words) for flag in select_told_flags(goal, outlook)]
    return {"p_met": find_p_met(goal), "flags": flags}


def find_p_met(goal: GoalScore) -> float | None:
    """Return the probability that a goal is met in full; None if it is not stated."""
    return goal.outcome.chance_met


def build_whatif_document(
    found: WhatIf, changed: Outlook, catalogue: Catalogue, words: Words, paid: Payment | None, rho: float
) -> Document:
    """Build score and outlook of the plan as supposed, with the real total under `official`.

    `changed` is the supposed score with its flags. Decisions and the original plan are left out. `contradicts` are the
    goals and criteria of which something else is recorded.
    """
    document = {
        name: value
        for name, value in build_score_document(changed.score, catalogue, words).items()
        if name not in _NOT_SUPPOSED
    }
    document["total"] |= build_outlook_total(found.outlook)
    for shown, goal in zip(document["goals"], changed.score.goals, strict=True):
        shown.update(_build_goal(goal, changed, words))
    return document | {
        "flags": [build_flag_document(flag, changed, words) for flag in changed.of_goal("")],
        "official": build_total_document(found.official),
        "correlation": rho,
        "words": _list_words(found),
        "contradicts": list(found.contradicts),
        "pay": build_payment_document(found.changed, paid, None) if paid else None,
    }


def _list_words(found: WhatIf) -> Sequence[Document]:
    likely = find_total_words(found.outlook, found.changed) if found.outlook else ()
    return [{"word": word, "p": p} for word, p in likely]

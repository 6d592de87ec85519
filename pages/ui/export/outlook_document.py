"""An outlook and a what-if as documents for other programs: the contract of `maalstreg whatif --json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from metrics.outcome import ONE
from metrics.pay import Payment
from metrics.readings import Catalogue
from metrics.scoring import GoalScore
from metrics.simulation import Prospects, words
from metrics.whatif import WhatIf
from pages.ui.export.score_document import payment_document, score_document, total_document
from pages.ui.i18n import Words

Document = dict[str, Any]

_OF_THE_RECORD = ("original", "decided", "decisions")


def outlook_total(outlook: Prospects | None) -> Document:
    """The mean and the distribution of a total in points; null while a goal is silent, and then the span of the mean.

    `silent` are the goals of unknown likelihood.
    """
    if outlook is None:
        return {"expected": None, "distribution": None, "silent": [], "expected_between": None}
    chances = outlook.distribution()
    return {
        "expected": outlook.expected,
        "distribution": chances and [{"points": float(points), "p": p} for points, p in chances],
        "silent": list(outlook.silent),
        "expected_between": list(outlook.expected_between()),
    }


def p_met(goal: GoalScore) -> float | None:
    """The likelihood that all of a goal is earned; None where it is not stated."""
    return goal.outcome.chance_of(ONE)


def whatif_document(
    found: WhatIf, catalogue: Catalogue, words_of: Words, paid: Payment | None, rho: float
) -> Document:
    """Score and outlook of the plan as it would stand, and under `official` the total as it does.

    What is on record about the plan, such as decisions, has no part in it. `contradicts` are the goals and criteria
    of which something else is recorded.
    """
    document = {
        name: value
        for name, value in score_document(found.changed, catalogue, words_of).items()
        if name not in _OF_THE_RECORD
    }
    document["total"] |= outlook_total(found.outlook)
    for shown, goal in zip(document["goals"], found.changed.goals, strict=True):
        shown["p_met"] = p_met(goal)
    return document | {
        "official": total_document(found.official),
        "correlation": rho,
        "words": _words(found),
        "contradicts": list(found.contradicts),
        "pay": payment_document(found.changed, paid, None) if paid else None,
    }


def _words(found: WhatIf) -> Sequence[Document]:
    likely = words(found.outlook, found.changed) if found.outlook else ()
    return [{"word": word, "p": p} for word, p in likely]
